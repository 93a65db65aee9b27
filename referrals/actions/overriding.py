"""Sending without the client's consent: where life or law demand it, by few, and never unseen."""

from dataclasses import dataclass

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from helpdesk.access.sight import demand, members_of
from helpdesk.audit.trail import record
from helpdesk.clients.actions import lock_standing
from helpdesk.core.clock import now
from helpdesk.core.refusal import Refused
from helpdesk.notices.actions import notify
from helpdesk.notices.models import Notice

from ..models import Consent
from .consenting import check_until
from .drafting import redraft
from .sending import send


@dataclass
class _HistoryOf:
    """The page that a data protection officer may open: what happened, not what was sent."""

    code: str

    def get_absolute_url(self):
        return reverse("referral_history", args=[self.code])


@transaction.atomic
def override_consent(referral, *, by, ground, reason, until, version=None, **facts):
    """Send without her consent, on a ground and in words; those who watch over it are told."""
    demand(by, "override_consent", referral)
    check_until(until)
    if ground not in Consent.Ground:
        raise Refused(_("Choose the ground."), field="ground")
    if not (reason or "").strip():
        raise Refused(_("Say in a few words why this cannot wait for consent."), field="reason")
    if facts:
        referral = redraft(referral, by=by, version=version, **facts)
    client = lock_standing(referral.client)
    consent = Consent(
        client=client,
        data_key=client.data_key,
        partner=referral.partner,
        purpose=referral.service.kind,
        categories=referral.categories,
        how=Consent.How.OVERRIDE,
        ground=ground,
        reason=reason,
        until=until,
        by=by,
        given_at=now(),
    )
    consent.save()
    record("overrode_consent", consent, by=by, why=ground, partner=referral.partner_id)
    sent = send(referral, by=by, consent=consent)
    _alert(sent, by)
    return sent


def _alert(referral, by):
    """The centre's data protection officers, and those who oversee it beside `by`."""
    protectors, supervisors = set(), set()
    for centre in referral.centre.with_those_above():
        protectors.update(members_of(centre.protectors_id))
        supervisors.update(members_of(centre.supervisors_id))
    kind = Notice.Kind.CONSENT_OVERRIDDEN
    notify(protectors - supervisors, kind, _HistoryOf(referral.code), by=by)
    notify(supervisors, kind, referral, by=by)
