"""Assessments of the people of a case, compared; and screening for trafficking."""

from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from helpdesk.audit.trail import record_read
from helpdesk.cases.assessing_forms import Assess, EnterAssessmentInError, Screen
from helpdesk.cases.models import Assessment
from helpdesk.desk import draft_keys
from helpdesk.desk.answering import act_or_show
from helpdesk.desk.assessments import AssessmentsPage
from helpdesk.desk.shell import under
from helpdesk.jobs.drafting import keeps_draft

from .case import form_page, visible_case


@require_safe
@under("home")
def assessments(request, code):
    """Everyone's assessments and screenings; two of one person side by side."""
    case = visible_case(request, code)
    page = AssessmentsPage(case, request.user, request.GET)
    record_read("opened", case, by=request.user, clients=page.clients, what="assessments")
    return render(request, "desk/case/assessments.html", {"case": case, "page": page})


@form_page
@under("home")
@keeps_draft(gettext_lazy("Assess vulnerability"), draft_keys.of_case)
def assess(request, code):
    case = visible_case(request, code)
    return act_or_show(
        request,
        Assess(request.POST or None, case=case, asked=request.GET),
        done=lambda made: _("The assessment is saved."),
        to=lambda made: made,
        case=case,
        template="desk/case/assess.html",
    )


@form_page
@under("home")
def enter_in_error(request, code, pk):
    case = visible_case(request, code)
    rows = Assessment.objects.of_seen([case.pk]).for_listing()
    row = get_object_or_404(rows, pk=pk)
    row.case = case
    return act_or_show(
        request,
        EnterAssessmentInError(request.POST or None, row=row),
        done=lambda made: _("The assessment is taken out."),
        to=lambda made: made,
        case=case,
        title=_("Assessment entered in error"),
        button=_("Entered in error"),
    )


@form_page
@under("home")
@keeps_draft(gettext_lazy("Screen for trafficking"), draft_keys.of_case)
def screen(request, code):
    case = visible_case(request, code)
    return act_or_show(
        request,
        Screen(request.POST or None, case=case, asked=request.GET),
        done=lambda made: (
            _("Saved. The case is restricted: only people who are named see it.")
            if made.restricts
            else _("The screening is saved.")
        ),
        to=lambda made: made,
        case=case,
        title=_("Screen for trafficking"),
        button=_("Save the screening"),
    )
