"""Changing what a partner was sent: a new version, never the old one rewritten."""

from django.db import transaction
from django.utils.translation import gettext as _

from helpdesk.audit.trail import record
from helpdesk.core.refusal import Refused
from helpdesk.core.submissions import demand_version, lock
from helpdesk.notices.actions import notify
from helpdesk.notices.models import Notice

from ..composing import compose
from ..models import Packet
from .cover import demand_cover
from .moving import keep_step, locked
from .sending import check_consent, freeze


@transaction.atomic
def amend(referral, *, by, version, reason, asks_for, categories, coded_only):
    """Compose the packet anew from what is known today, within the consent; the partner is told."""
    consent = lock(referral.consent)  # before the referral, as taking it back does
    referral = locked(referral, "amend", by)
    demand_version(referral, version)
    _check(referral, reason)
    facts = {"asks_for": asks_for, "categories": list(categories), "coded_only": coded_only}
    for name, value in facts.items():
        setattr(referral, name, value)
    demand_cover(referral.service, centre=referral.centre, destination=referral.destination)
    check_consent(referral, consent)
    before = Packet.objects.select_related("data_key").get(pk=referral.packet_id)
    packet = freeze(referral, compose(referral), number=before.number + 1, amends=reason)
    if packet.content == before.content:
        raise Refused(_("Nothing has changed: the partner already has exactly this."))
    packet.save()
    referral.packet = packet
    referral.version += 1
    referral.save(update_fields=[*facts, "packet", "version"])
    keep_step(referral, referral.status, by=by, text=reason, packet=packet)
    record(
        "amended",
        referral,
        by=by,
        categories=list(categories),
        consent=consent.pk,
        partner=referral.partner_id,
        packet=packet.version,
    )
    notify(referral.partner.team(), Notice.Kind.PACKET_AMENDED, referral, by=by)
    return referral


def _check(referral, reason):
    if not referral.is_live:
        raise Refused(
            _("This referral is “%(now)s”: what was sent can no longer be changed.")
            % {"now": referral.get_status_display()}
        )
    if not (reason or "").strip():
        raise Refused(_("Say to the partner why it changes."), field="reason")
