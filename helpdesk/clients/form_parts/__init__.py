"""What the desk asks about a person, in parts. A field's name says which part it is of."""

from .circumstances import CircumstancesFields, MinorFields
from .family import RelationFields
from .fields import in_both_calendars
from .folding import Folded
from .journey import JourneyFields
from .journey_choice import JourneyChoice
from .journey_details import JourneyDetailsFields
from .names import NameFields
from .papers import DocumentFields
from .person import PersonFields
from .phone import PhoneFields

__all__ = [
    "CircumstancesFields",
    "DocumentFields",
    "Folded",
    "JourneyChoice",
    "JourneyDetailsFields",
    "JourneyFields",
    "MinorFields",
    "NameFields",
    "PersonFields",
    "PhoneFields",
    "RelationFields",
    "in_both_calendars",
]
