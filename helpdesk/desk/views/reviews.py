"""What a review found in a closed case, for its officer and for who judged it."""

from django.shortcuts import get_list_or_404
from django.utils.translation import gettext as _

from helpdesk.audit.trail import record_read
from helpdesk.cases.models import Finding, ReviewedCase
from helpdesk.cases.reviewing_forms import AnswerReview
from helpdesk.desk.answering import act_or_show
from helpdesk.desk.shell import under

from .case import form_page, visible_case


@form_page
@under("home")
def case_review(request, code, pk):
    """Each point with what was found, the comment, and the officer's answer, given once."""
    case = visible_case(request, code)
    seen = ReviewedCase.objects.visible_to(request.user).judged().filter(case=case)
    findings = get_list_or_404(Finding.objects.for_page(), reviewed__in=seen.filter(pk=pk))
    row = findings[0].reviewed
    row.case = case
    people = [person.client for person in case.people.all()]
    record_read("opened", case, by=request.user, clients=people, what="review")
    verdicts = {one.point: one for one in findings}
    return act_or_show(
        request,
        AnswerReview(request.POST or None, reviewed=row),
        done=lambda made: _("Your answer is saved."),
        to=lambda made: row,
        template="desk/case/review.html",
        row=row,
        case=case,
        found=[(words, verdicts.get(code)) for code, words in row.review.asked()],
        answers=row.officer_id == request.user.pk and not row.answered_at,
    )
