"""Before anything leaves: drafts, also those that follow on a referral that came to nothing."""

import uuid

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
from .ending import confirm
from .moving import Status, keep_step, locked, move


@one_per_submission(Referral)
def draft(case, *, by, submission_id, client, service, replaces=None, **facts):
    """Prepare a referral of one of the case's people to a service. Nothing leaves yet.

    `facts`: asks_for and urgency; need and bundle (those that are drafted together) if there are.
    """
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
        centre=case.centre,
        destination=_leads_to(person),
        officer=by,
        service=service,
        partner=service.partner,
        submission_id=submission_id,
        made_at=now(),
        **{**_packet_as_before(replaces, service), **facts},
    )
    referral.save()
    keep_step(referral, "", by=by)
    record(
        "drafted", referral, by=by, service=service.pk, replaces=replaces.code if replaces else ""
    )
    return referral


@transaction.atomic
def redraft(referral, *, by, version, **facts):
    """Change a draft: what is asked for, which data shall be sent, whether the name is.

    Where nothing is another than before, nothing is saved or recorded.
    """
    demand(by, "draft", referral)
    return change(lock(referral, version=version), by=by, **facts)


def change(referral, *, by, **facts):
    """As redraft, of a draft that is locked, and whose version was looked at."""
    if referral.status != Status.DRAFT:
        raise Refused(_("This referral has left: what was sent is frozen."))
    changed = {name: value for name, value in facts.items() if getattr(referral, name) != value}
    if not changed:
        return referral
    for name, value in changed.items():
        setattr(referral, name, value)
    referral.version += 1
    referral.save(update_fields=[*changed, "version"])
    record("redrafted", referral, by=by, fields=sorted(changed))
    return referral


@transaction.atomic
def discard(referral, *, by):
    """A draft that is not needed. What it would have replaced waits for someone else again."""
    referral = locked(referral, "discard", by)
    return move(referral, Status.DISCARDED, "discarded", by=by, replaces=None)


@transaction.atomic
def reroute(referral, *, by, submission_id, service):
    """Ask another service instead, on the same thread: the story stays one.

    What could not be delivered is closed in the same act; its reason stays with it.
    """
    referral = Referral.objects.for_listing().select_related("need").get(pk=referral.pk)
    if referral.status == Status.NOT_DELIVERED:
        confirm(referral, by=by)
    elif not referral.has_ended:
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


def draft_several(case, *, by, submission_id, wanted, urgency):
    """Prepare one referral for each need: (need, service, what is asked), all or none of them."""
    with transaction.atomic():
        return [
            draft(
                case,
                by=by,
                submission_id=uuid.uuid5(submission_id, str(need.pk)),
                client=need.client,
                service=service,
                asks_for=asks_for,
                urgency=urgency,
                need=need,
                bundle=submission_id,
            )
            for need, service, asks_for in wanted
        ]


def _packet_as_before(replaces, service):
    """What the packet shall hold: the usual for the kind, or what was chosen for the one before."""
    if replaces is None:
        return {"categories": default_categories(service.kind)}
    same = replaces.service.kind == service.kind
    return {
        "replaces": replaces,
        "thread": replaces.thread,
        "categories": replaces.categories if same else default_categories(service.kind),
        "coded_only": replaces.coded_only,
    }


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
