"""What a client agrees to, and takes back."""

from django.db import transaction
from django.utils.translation import gettext as _

from helpdesk.access.sight import demand
from helpdesk.audit.trail import record
from helpdesk.clients.actions import lock_standing
from helpdesk.core.clock import now, today
from helpdesk.core.refusal import Refused
from helpdesk.core.submissions import lock
from helpdesk.notices.actions import notify
from helpdesk.notices.models import Notice

from ..models import Consent, Referral
from ..models.referral import LIVE, REPORTED
from .moving import Status, lock_whole, move


@transaction.atomic
def record_consent(
    client, *, by, partner, purpose, categories, how, language, until, given_by=None
):
    """She said yes: to this partner, for this purpose, these data, until that day."""
    demand(by, "record_consent", client)
    client = lock_standing(client)
    if until < today():
        raise Refused(_("Consent must hold at least until today."), field="until")
    if how == Consent.How.CAREGIVER and not given_by:
        raise Refused(_("Say who agreed for the client, and why they may."), field="given_by")
    consent = Consent(
        client=client,
        data_key=client.data_key,
        partner=partner,
        purpose=purpose,
        categories=list(categories),
        how=how,
        language=language,
        until=until,
        given_by=given_by or None,
        by=by,
        given_at=now(),
    )
    consent.save()
    record(
        "recorded_consent",
        consent,
        by=by,
        partner=partner.pk,
        purpose=purpose,
        categories=list(categories),
    )
    return consent


@transaction.atomic
def withdraw_consent(consent, *, by):
    """She takes her yes back: whoever received something on it loses sight at once, and is told."""
    demand(by, "withdraw_consent", consent)
    client, partner = consent.client, consent.partner
    consent = lock(consent)
    if consent.withdrawn_at:
        raise Refused(_("This consent has already been taken back."))
    consent.client, consent.partner = client, partner
    consent.withdrawn_at, consent.withdrawn_by = now(), by
    consent.save(update_fields=["withdrawn_at", "withdrawn_by"])
    record("withdrew_consent", consent, by=by, partner=partner.pk)
    for referral in Referral.objects.filter(consent=consent, status__in=LIVE).order_by("pk"):
        referral = lock_whole(
            referral.pk
        )  # her word counts at whichever of her centres she says it
        move(
            referral,
            Status.CONSENT_WITHDRAWN,
            "consent_withdrawn",
            by=by,
            tell=[*partner.team(), referral.officer],
            notice=Notice.Kind.CONSENT_WITHDRAWN,
        )
    for referral in Referral.objects.filter(consent=consent, status__in=REPORTED).order_by("pk"):
        notify(partner.team(), Notice.Kind.CONSENT_WITHDRAWN, referral, by=by)
    return consent
