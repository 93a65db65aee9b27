"""Sending: the one moment at which data leaves the centre."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from helpdesk.access.sight import demand
from helpdesk.audit.trail import record
from helpdesk.cases import actions as cases
from helpdesk.core.clock import now
from helpdesk.core.refusal import Refused
from helpdesk.core.submissions import demand_version, lock
from helpdesk.notices.models import Notice

from ..composing import compose
from ..models import Consent, Packet, Referral
from .consenting import record_consent
from .cover import demand_cover
from .drafting import change
from .moving import Status, lock_whole, move
from .timing import to_answer


@transaction.atomic
def agree_and_send(referral, *, by, how, language, until, given_by=None, version=None, **facts):
    """The client's yes to exactly what the draft shows, and the sending on it.

    `facts` are last changes to the draft at `version`; a refusal takes them back too.
    """
    demand(by, "send", referral)
    draft = _locked_draft(referral, by, version, facts)
    consent = record_consent(
        referral.client,
        by=by,
        partner=referral.partner,
        purpose=referral.service.kind,
        categories=draft.categories,
        how=how,
        language=language,
        until=until,
        given_by=given_by,
    )
    return _send(draft, by, consent, said_now=True)


@transaction.atomic
def send_again(referral, *, by, consent, version=None, **facts):
    """Send on a yes that she gave before to the same partner, for the same and at least as much."""
    demand(by, "send", referral)
    draft = _locked_draft(referral, by, version, facts)
    if consent.is_override:
        raise Refused(_("Going without consent counts once. Ask the client."))
    return _send(draft, by, lock(consent))


def _locked_draft(referral, by, version, facts):
    """The draft, locked until the transaction ends, with these last changes at that version."""
    draft = lock_whole(referral.pk)
    if facts:
        demand(by, "draft", referral)
        demand_version(draft, version)
        change(draft, by=by, **facts)
    return draft


@transaction.atomic
def send(referral, *, by, consent):
    """Freeze the packet and show it to the partner, on an agreement in force and a live consent."""
    demand(by, "send", referral)
    draft = lock_whole(referral.pk)
    return _send(draft, by, lock(consent))  # she may be taking it back at this moment


def _send(referral, by, consent, said_now=False):
    """As send, of a draft that is locked, on a consent that is, or that nobody else knows yet:
    what is said in this very transaction is her last word."""
    referral.begin("send")
    if not referral.case.is_open:
        raise Refused(_("This case is closed. Open it again before you refer."))
    demand_cover(referral.service, centre=referral.centre, destination=referral.destination)
    check_consent(referral, consent)
    if not said_now:
        _check_still_meant(consent)
    _check_no_other(referral)
    packet = freeze(referral, compose(referral))
    packet.save()
    try:
        referral = move(
            referral,
            Status.SENT,
            "sent",
            by=by,
            consent=consent,
            packet=packet,
            officer=by,
            sent_at=now(),
            **to_answer(referral),
            tell=referral.partner.team(),
            notice=Notice.Kind.REFERRAL_SENT,
        )
    except IntegrityError:  # a twin was faster; all that was written goes back with the refusal
        raise Refused(_ALREADY) from None
    cases.answer(referral.case)
    record(
        "disclosed",
        referral,
        by=by,
        categories=referral.categories,
        consent=consent.pk,
        partner=referral.partner_id,
    )
    return referral


def freeze(referral, content, *, number=0, amends=None):
    """The packet of a referral, in its first or a later version; not saved yet."""
    return Packet(
        referral=referral,
        number=number,
        data_key=referral.data_key,
        categories=referral.categories,
        content=content,
        amends=amends,
        frozen_at=now(),
    )


def check_consent(referral, consent):
    """Refuse what the consent does not cover: someone or something else, too late, too much."""
    wanted = (referral.client_id, referral.partner_id, referral.service.kind)
    if (consent.client_id, consent.partner_id, consent.purpose) != wanted:
        raise Refused(
            _("The consent is for someone or something else. Ask the client for this one.")
        )
    if consent.refused:
        raise Refused(_("The client said no to this. Only a new yes lets it go."))
    if not consent.is_live:
        raise Refused(_("The consent no longer holds. Ask the client again."))
    if set(referral.categories) - set(consent.categories):
        raise Refused(
            _("The packet holds more than the client agreed to. Take it out, or ask the client.")
        )


def _check_still_meant(consent):
    """Her last word counts; also one that the officer does not see."""
    if not Consent.objects.still_meant().filter(pk=consent.pk).exists():
        raise Refused(
            _("The client has since said no to this, or taken a yes back. Ask the client again.")
        )


def _check_no_other(referral):
    twins = Referral.objects.live().filter(client=referral.client, service=referral.service)
    if twin := twins.values_list("code", flat=True).first():
        raise Refused(
            _("%(code)s to the same service is still under way for this client.") % {"code": twin}
        )


_ALREADY = _("A referral to the same service is already under way for this client.")
