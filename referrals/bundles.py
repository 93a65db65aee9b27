"""Referrals that were drafted together, for several needs: which is next, and how many are out."""

from .models import Referral
from .models.referral import Status


def bundle_of(referral, user) -> list[Referral]:
    """Those drafted with it, in order, as far as the desk sees them; none for a single one."""
    if referral.bundle is None:
        return []
    seen = Referral.objects.of_desk(user).filter(bundle=referral.bundle)
    return list(seen.select_related("service", "partner").order_by("pk"))


def next_draft(referral, user):
    """The draft of its bundle that still waits for the client's yes, or None."""
    waiting = [one for one in bundle_of(referral, user) if one.status == Status.DRAFT]
    return next((one for one in waiting if one.pk != referral.pk), None)
