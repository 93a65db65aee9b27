"""Closed cases are drawn by chance, judged point by point, and what was found is counted."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from helpdesk.access.sight import demand
from helpdesk.audit.stale import both_versions
from helpdesk.audit.trail import record_read
from helpdesk.cases.models import Review, ReviewedCase
from helpdesk.cases.reviewing_forms import JudgeCase
from helpdesk.core.rendering import render_form
from helpdesk.desk.shell import under

from .filters import scope_of
from .listing import listing
from .review_forms import DrawReview, ReviewedAsked
from .reviewing import Found, closings_that_wait, on_file, reviewed_in, samples
from .views import _page


@under("figures")
def reviews(request):
    scope = scope_of(request)
    found = Found(reviewed_in(scope), lambda **asked: scope.link("figures_reviewed", **asked))
    page = {"samples": samples(scope), "draw": scope.link("figures_draw_review")}
    page |= {"found": found, "closings": list(closings_that_wait(scope))}
    return _page(request, "figures_reviews", scope, page)


@under("figures")
def draw(request):
    scope = scope_of(request)
    form = DrawReview(request.POST if request.method == "POST" else None, scope=scope)
    if form.is_valid() and (made := form.act(by=request.user)):
        messages.success(request, _("Drawn. Look at each case, and answer the points."))
        return redirect(made)
    page = {"back": scope.link("figures_reviews")}
    return render_form(request, "dashboards/draw_review.html", page, form=form)


@under("figures")
def review(request, pk):
    """A sample: its cases, which of them are judged, and what was found."""
    demand(request.user, "judge_case")
    sample = get_object_or_404(Review.objects.visible_to(request.user).for_listing(), pk=pk)
    seen = ReviewedCase.objects.overseen_by(request.user).filter(review=sample)
    cases = list(seen.for_listing())
    page = {"review": sample, "cases": cases, "done": sum(1 for one in cases if one.judged_at)}
    return render(request, "dashboards/review.html", {**page, "found": Found(seen)})


@under("figures")
def reviewed_cases(request):
    asked = ReviewedAsked(request.GET, scope_of(request))
    page = listing(asked, request.GET.get("after", ""))
    return render(request, "dashboards/reviewed.html", page)


@under("figures")
def judge(request, pk):
    demand(request.user, "judge_case")
    seen = ReviewedCase.objects.overseen_by(request.user).for_page().with_needs()
    row = get_object_or_404(seen, pk=pk)
    form = JudgeCase(request.POST if request.method == "POST" else None, row=row)
    if form.is_valid() and form.act(by=request.user):
        messages.success(request, _("Saved. The officer is told, and may answer."))
        return redirect(_next_of(row, request.user))
    people = [person.client for person in row.case.people.all()]
    record_read("opened", row.case, by=request.user, clients=people, what="review")
    page = {"row": row, "on_file": on_file(row), "stale": both_versions(form)}
    return render_form(request, "dashboards/judge.html", page, form=form)


def _next_of(row, user):
    """The sample; where she does not oversee all of it, what was found in this case."""
    return row.review if Review.objects.visible_to(user).filter(pk=row.review_id).exists() else row
