"""What centres, ministries and donors count (DOMAIN.md §5): declared, defined, split, counted."""

from .asked import Asked
from .counting import Counted, count
from .declared import BY_CODE, GROUPS, INDICATORS, Indicator, of_group
from .splits import SPLITS, Split

__all__ = [
    "BY_CODE",
    "GROUPS",
    "INDICATORS",
    "SPLITS",
    "Asked",
    "Counted",
    "Indicator",
    "Split",
    "count",
    "of_group",
]
