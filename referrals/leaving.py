"""What may go to another centre with a client, what stays, and why."""

from django.conf import settings

from services.models import Agreement

from .categories import Category, default_categories
from .models.referral import LIVE

C = Category
# A client's own record goes as a whole, or the client is not handed over.
OF_THE_RECORD = [C.IDENTITY, C.CONTACT, C.DOCUMENTS, C.FAMILY, C.JOURNEY]
# What a case tells about the client, by its category or its group; else it is work.
OF_A_CASE = {
    **{"D": C.PROTECTION, "B8": C.PROTECTION, "H4": C.PSYCHOSOCIAL},
    **{"B7": C.HEALTH, "E": C.HEALTH, "I5": C.HEALTH, "I1": C.FINANCE, "I3": C.FINANCE},
}


def crosses(giver, receiver) -> bool:
    """Does a hand-over between these centres leave the country?"""
    return giver.country != receiver.country


def needs_consent(giver, receiver) -> bool:
    """Always across a border; inside the country as the setting says."""
    return crosses(giver, receiver) or settings.HANDOVER["consent_within_country"]


def stays_by_rule() -> list[str]:
    """The kinds of data that leave the country only where the client agrees to them by name."""
    return [code for code in Category.values if code in settings.HANDOVER_STAYS]


def may_go(across, by_name=()) -> list[str]:
    """The kinds of data that may go: all at home; abroad without those that stay by rule."""
    kept = set(stays_by_rule()) - set(by_name) if across else set()
    return [code for code in Category.values if code not in kept]


def kind_of_case(case) -> str:
    """The kind of data that a case is about."""
    return OF_A_CASE.get(case.category) or OF_A_CASE.get(case.category[:1]) or C.WORK


def kept_of_record(allowed) -> list[str]:
    """Kinds of the client's own record that may not go: then nothing goes."""
    return [code for code in OF_THE_RECORD if code not in allowed]


def kept_of_case(case, allowed) -> bool:
    """May this case not leave?"""
    return kind_of_case(case) not in allowed


def kept_of_referral(referral, allowed) -> bool:
    """May this referral not leave? It tells what it sends, and what it asks for."""
    told = {*referral.categories, *default_categories(referral.service.kind)}
    return bool(told & set(stays_by_rule()) - set(allowed))


def is_covered(referral, centre) -> bool:
    """Has the partner an agreement with that centre, so that the referral may go on there?"""
    if referral.status not in LIVE:
        return True
    return Agreement.objects.covering(
        partner=referral.partner,
        kind=referral.service.kind,
        centre_path=centre.path,
        country=str(referral.destination),
    ).exists()
