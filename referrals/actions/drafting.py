"""Before anything leaves: drafts, also those that follow on a referral that came to nothing."""

from django.db import transaction
from django.utils.translation import gettext as _

from helpdesk.access.sight import demand
from helpdesk.audit.trail import record
from helpdesk.core.clock import now
from helpdesk.core.codes import random_code
from helpdesk.core.refusal import Refused
from helpdesk.core.submissions import lock, one_per_submission

from ..categories import default_categories
from ..models import Referral
from .cover import demand_cover
from .moving import Status, keep_step, locked, move


@one_per_submission(Referral)
def draft(case, *, by, submission_id, client, service, asks_for, urgency, need=None, replaces=None):
    """Prepare a referral of one of the case's people to a service. Nothing leaves yet."""
    demand(by, "draft", case)
    case = lock(case)
    if not case.is_open:
        raise Refused(_("This case is closed. Open it again before you refer."))
    _check_not_replaced(replaces)
    person = case.people.filter(client=client).select_related("journey").first()
    if person is None:
        raise Refused(_("This person is not part of the case."), field="client")
    referral = Referral(
        code=_new_code(),
        client=client,
        data_key=client.data_key,
        case=case,
        need=need,
        centre=case.centre,
        destination=_leads_to(person),
        officer=by,
        service=service,
        partner=service.partner,
        asks_for=asks_for,
        urgency=urgency,
        replaces=replaces,
        categories=default_categories(service.kind),
        submission_id=submission_id,
        made_at=now(),
        **({"thread": replaces.thread} if replaces else {}),
    )
    referral.save()
    keep_step(referral, "", by=by)
    record(
        "drafted", referral, by=by, service=service.pk, replaces=replaces.code if replaces else ""
    )
    return referral


@transaction.atomic
def redraft(referral, *, by, version, **facts):
    """Change a draft: what is asked for, which data shall be sent, whether the name is."""
    demand(by, "draft", referral)
    referral = lock(referral, version=version)
    if referral.status != Status.DRAFT:
        raise Refused(_("This referral has left: what was sent is frozen."))
    for name, value in facts.items():
        setattr(referral, name, value)
    referral.version += 1
    referral.save(update_fields=[*facts, "version"])
    record("redrafted", referral, by=by, fields=sorted(facts))
    return referral


@transaction.atomic
def discard(referral, *, by):
    """A draft that is not needed."""
    referral = locked(referral, "discard", by)
    return move(referral, Status.DISCARDED, "discarded", by=by)


def reroute(referral, *, by, submission_id, service):
    """Ask another service instead, on the same thread: the story stays one."""
    referral = Referral.objects.for_listing().select_related("need").get(pk=referral.pk)
    if not referral.has_ended:
        raise Refused(
            _("This referral is still under way. Withdraw it before you turn to someone else.")
        )
    demand(by, "reroute", referral)
    demand_cover(service, centre=referral.case.centre, destination=_destination(referral))
    return draft(
        referral.case,
        by=by,
        submission_id=submission_id,
        client=referral.client,
        service=service,
        asks_for=referral.asks_for,
        urgency=referral.urgency,
        need=referral.need,
        replaces=referral,
    )


def _destination(referral):
    """Where the journey leads that a new referral would be about."""
    person = referral.case.people.filter(client=referral.client).select_related("journey").first()
    return _leads_to(person) if person else referral.destination


def _leads_to(person):
    return person.journey.destination if person.journey else ""


def _check_not_replaced(referral):
    made = Referral.objects.filter(replaces=referral).first() if referral else None
    if made:
        raise Refused(
            _("%(code)s was already made in its place. Go on there.") % {"code": made.code}
        )


def _new_code():
    year = now().strftime("%y")
    while Referral.objects.filter(code=(code := f"R-{year}-{random_code(5)}")).exists():
        pass
    return code
