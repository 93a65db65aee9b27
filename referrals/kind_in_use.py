"""Why a service keeps its kind of help: consents and agreements are for one kind."""

from django.utils.translation import gettext as _

from .models import Referral
from .models.referral import LIVE, REPORTED


def why_it_stays(service):
    """In words, while referrals to it are not over; None where it may become another kind."""
    in_hand = Referral.objects.filter(service=service, status__in=[*LIVE, *REPORTED])
    if not in_hand.exists():
        return None
    return _(
        "Referrals for this kind of help are not over yet. Add another service for the new kind, "
        "and take this one out of the offer."
    )
