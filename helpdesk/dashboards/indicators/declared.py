"""Every indicator, in the order in which it is read."""

from .indicator import GROUPS, Indicator
from .of_cases import CASES
from .of_contacts import CONTACTS
from .of_meetings import MEETINGS
from .of_money import MONEY
from .of_people import PEOPLE
from .of_referrals import REFERRALS

__all__ = ["BY_CODE", "GROUPS", "INDICATORS", "Indicator", "of_group"]
INDICATORS = [*PEOPLE, *CONTACTS, *MEETINGS, *CASES, *REFERRALS, *MONEY]
BY_CODE = {indicator.code: indicator for indicator in INDICATORS}


def of_group(group: str) -> list[Indicator]:
    return [indicator for indicator in INDICATORS if indicator.group == group]
