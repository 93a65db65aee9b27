"""How a case ends: at once, or after a supervisor's yes where its centre wants that."""

from django.db import transaction
from django.utils.translation import gettext as _

from helpdesk.access.sight import demand, may
from helpdesk.audit.trail import record
from helpdesk.core.clock import now
from helpdesk.core.refusal import Refused
from helpdesk.core.submissions import lock
from helpdesk.notices.actions import notify
from helpdesk.notices.models import Notice

from ..models import Case, CasePerson, ClosingRequest
from . import timing
from .naming import named, overseers, supervisors_over


@transaction.atomic
def close(case, *, by, outcomes):
    """The matter is over: with an outcome for each of its people (client id → outcome).

    Where the centre wants closings approved, an officer's waits for a supervisor, and the case
    stays open meanwhile; a supervisor's own closing needs nobody else, and is the approval of
    what waits, of which who asked is told.
    """
    demand(by, "close", case)
    case = lock(case)
    if not case.is_open:
        case.move_to(Case.Status.CLOSED)  # it refuses, in its own words
    ended = {person: outcomes.get(person.client_id) for person in case.people.all()}
    if not all(ended.values()):
        raise Refused(_("Say how it ended for each person."))
    approves = case.centre.closing_approved and may(by, "approve_closing", case)
    if case.centre.closing_approved and not approves:
        return _ask(case, ended, by)
    request = _settle(case, by, approves=approves)
    _close(case, ended, by)
    if request and request.approved:
        notify([request.by], Notice.Kind.CLOSING_APPROVED, request, by=by)
    return case


@transaction.atomic
def close_in_error(case, *, by):
    """A case that was never one, as when a register is taken back: nobody is asked for a yes."""
    demand(by, "close", case)
    case = lock(case)
    _settle(case, by, approves=False)
    return _close(case, dict.fromkeys(case.people.all(), CasePerson.Outcome.IN_ERROR), by)


@transaction.atomic
def approve_closing(request, *, by):
    """The case is closed with the outcomes that were proposed."""
    demand(by, "approve_closing", request)
    case, request = _lock_waiting(request, by)
    ended = {person: request.proposed(person) for person in case.people.all()}
    if not all(ended.values()):
        raise Refused(
            _("A person was added since: send it back, so that it says how it ended for everyone.")
        )
    _decide(request, by, approved=True)
    _close(case, ended, by)
    record("approved_closing", case, by=by)
    notify([request.by], Notice.Kind.CLOSING_APPROVED, request, by=by)
    return request


@transaction.atomic
def send_back_closing(request, *, by, reason):
    """The case stays open, for a reason; who asked is told."""
    demand(by, "approve_closing", request)
    case, request = _lock_waiting(request, by)
    return _send_back(case, request, by, reason, tell=[request.by, case.officer])


def approvers(case):
    """Supervisors of the centre, or of the next above that has any; of a restricted case, those
    among the overseers who are named on it."""
    if case.restricted:
        return overseers(case.centre).filter(pk__in=named(case).values("pk"))
    return supervisors_over(case.centre)


def _ask(case, ended, by):
    if case.closing_requests.waiting().exists():
        raise Refused(_("Its closing waits for a supervisor’s approval already."))
    supervisors = approvers(case)
    if not supervisors:
        raise Refused(
            _("Nobody who could approve the closing sees this case. Share it with a supervisor.")
        )
    request = ClosingRequest(
        case=case,
        data_key=case.data_key,
        outcomes={str(person.pk): outcome for person, outcome in ended.items()},
        by=by,
        at=now(),
    )
    request.save()
    record("asked_to_close", case, by=by, outcomes=sorted(set(ended.values())))
    notify(supervisors, Notice.Kind.CLOSING_ASKED, request, by=by)
    return case


def _lock_waiting(request, by):
    """The case and the request, both locked; refused where it waits no more, or is one's own."""
    case = lock(request.case)
    request = lock(request)
    request.case = case
    if request.decided_at:
        raise Refused(_("%(person)s has decided on this already.") % {"person": request.decided_by})
    if request.by_id == by.pk:
        raise Refused(_("Somebody else decides on what you have asked for."))
    return case, request


def call_off_closing(case, *, by):
    """The case goes to another centre: nobody there has asked to close it. Who asked is told."""
    if request := _waiting(case):
        reason = _("The case goes to another centre.")
        _send_back(case, request, by, reason, tell=[request.by])


def _waiting(case):
    return case.closing_requests.waiting().select_related("data_key", "by").first()


def _send_back(case, request, by, reason, *, tell):
    _decide(request, by, approved=False, reason=reason)
    record("sent_back_closing", case, by=by)
    notify(tell, Notice.Kind.CLOSING_SENT_BACK, request, by=by)
    return request


def _settle(case, by, *, approves):
    """What waits is over with the case: approved only by who may, and not by who asked for it."""
    if request := _waiting(case):
        _decide(request, by, approved=(approves and request.by_id != by.pk) or None)
    return request


def _decide(request, by, *, approved, reason=None):
    request.approved, request.reason = approved, reason
    request.decided_at, request.decided_by = now(), by
    request.save(update_fields=["approved", "reason", "decided_at", "decided_by"])


def _close(case, ended, by):
    heard = timing.stop_at_the_end(case, ended.values())
    case.move_to(Case.Status.CLOSED)
    for person, outcome in ended.items():
        person.outcome = outcome
        person.save(update_fields=["outcome"])
    case.closed_at = case.touched_at = now()
    case.version += 1
    case.save(update_fields=["status", "closed_at", *heard, "touched_at", "version"])
    record("closed", case, by=by, outcomes=sorted(set(ended.values())))
    return case
