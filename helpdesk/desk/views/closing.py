"""A closing that waits for a supervisor: approved, or sent back."""

from django.http import Http404
from django.utils.translation import gettext as _

from helpdesk.access.sight import may
from helpdesk.audit.trail import record_read
from helpdesk.cases.closing_forms import DecideClosing
from helpdesk.desk.answering import act_or_show
from helpdesk.desk.shell import under

from .case import form_page, visible_case


@form_page
@under("home")
def decide(request, code):
    """The newest request to close the case: what is proposed, and what became of it."""
    case = visible_case(request, code)
    asked = case.closing_requests.for_listing().first()
    if asked is None:
        raise Http404
    asked.case = case
    people = [person.client for person in case.people.all()]
    record_read("opened", case, by=request.user, clients=people, what="closing")
    theirs = asked.by_id != request.user.pk and not asked.decided_at
    return act_or_show(
        request,
        DecideClosing(request.POST or None, asked=asked),
        done=lambda made: _("The case is closed.") if made.approved else _("It is sent back."),
        to=lambda made: made.case,
        template="desk/case/closing.html",
        case=case,
        asked=asked,
        proposed=[(one, asked.outcome_of(one)) for one in case.people.all()],
        decides=theirs and may(request.user, "approve_closing", case),
    )
