"""What a client agrees to, refuses, and takes back."""

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

from ..models import Consent, ConsentText, Referral
from ..models.referral import LIVE, REPORTED
from .climbing import officers_of
from .moving import Status, lock_whole, move


@transaction.atomic(savepoint=False)
def record_consent(
    client, *, by, partner, purpose, categories, how, language, until, given_by=None
):
    """She said yes: to this partner, for this purpose, these data, until that day."""
    demand(by, "record_consent", client)
    client = lock_standing(client)
    if how == Consent.How.OVERRIDE:
        raise Refused(_("Say how the client agreed."), field="how")
    check_until(until)
    _check_named(how, given_by)
    consent = Consent(
        **_heard(client, by, partner, purpose, categories, how, language, given_by), until=until
    )
    consent.save()
    _record("recorded_consent", consent, by)
    return consent


@transaction.atomic
def refuse_consent(
    client, *, by, partner, purpose, categories, how, language, given_by=None, reason=None
):
    """She said no: it is kept, so that nobody asks twice unknowingly. A later yes is a new one."""
    demand(by, "refuse_consent", client)
    client = lock_standing(client)
    if how == Consent.How.OVERRIDE:
        raise Refused(_("Say how the client answered."), field="how")
    _check_named(how, given_by)
    refusal = Consent(
        **_heard(client, by, partner, purpose, categories, how, language, given_by),
        refused=True,
        reason=reason or None,
    )
    refusal.save()
    _record("refused_consent", refusal, by)
    return refusal


@transaction.atomic
def withdraw_consent(consent, *, by):
    """She takes her yes back: whoever received something on it loses sight at once, and is told.

    An override is not her word to take back: those who may override end it.
    """
    demand(by, "override_consent" if consent.is_override else "withdraw_consent", consent)
    client, partner = consent.client, consent.partner
    consent = lock(consent)
    if consent.refused:
        raise Refused(_("The client said no: there is nothing to take back."))
    if consent.withdrawn_at:
        raise Refused(_("This consent has already been taken back."))
    consent.client, consent.partner = client, partner
    consent.withdrawn_at, consent.withdrawn_by = now(), by
    consent.save(update_fields=["withdrawn_at", "withdrawn_by"])
    record("withdrew_consent", consent, by=by, partner=partner.pk)
    for pk in _on(consent, [*LIVE, *REPORTED]):
        _stop(lock_whole(pk), partner, by)  # at whichever of her centres she says it
    return consent


def _stop(referral, partner, by):
    """What is under way ends; of what is reported the partner is told. Asked under the lock:

    the partner may have answered at this very moment, and her word counts all the same.
    """
    if referral.status in LIVE:
        move(
            referral,
            Status.CONSENT_WITHDRAWN,
            "consent_withdrawn",
            by=by,
            tell=[*partner.team(), *officers_of(referral)],
            notice=Notice.Kind.CONSENT_WITHDRAWN,
        )
    elif referral.status in REPORTED:
        notify(partner.team(), Notice.Kind.CONSENT_WITHDRAWN, referral, by=by)


@transaction.atomic
def withdraw_everything(client, partner, *, by):
    """She wants this partner to see nothing of her any more: every yes to it is taken back.

    Also those for restricted cases that `by` does not see: her word is about the partner.
    """
    demand(by, "withdraw_consent", client)
    given = Consent.objects.given().filter(client=client, partner=partner).order_by("pk")
    consents = list(given.select_related("client", "partner", "data_key"))
    if not consents:
        raise Refused(_("No consent for %(partner)s is in force.") % {"partner": partner})
    return [withdraw_consent(consent, by=by) for consent in consents]


def check_until(until):
    """A consent that has run out lets nothing go."""
    if until is None or until < today():
        raise Refused(_("Consent must hold at least until today."), field="until")


def _check_named(how, given_by):
    if how == Consent.How.CAREGIVER and not given_by:
        raise Refused(_("Say who agreed for the client, and why they may."), field="given_by")


def _heard(client, by, partner, purpose, categories, how, language, given_by):
    """What every answer of hers holds; with the text that was read to her, in its version."""
    return {
        "client": client,
        "data_key": client.data_key,
        "partner": partner,
        "purpose": purpose,
        "categories": list(categories),
        "how": how,
        "language": language,
        "text": ConsentText.objects.in_force(language, purpose),
        "given_by": given_by or None,
        "by": by,
        "given_at": now(),
    }


def _record(verb, consent, by):
    record(
        verb,
        consent,
        by=by,
        partner=consent.partner_id,
        purpose=consent.purpose,
        categories=list(consent.categories),
        **({"text": consent.text.code} if consent.text else {}),
    )


def _on(consent, statuses):
    rows = Referral.objects.filter(consent=consent, status__in=statuses).order_by("pk")
    return list(rows.values_list("pk", flat=True))
