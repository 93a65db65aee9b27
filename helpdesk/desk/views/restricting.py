"""Who sees a restricted case; and opening one in an emergency, which is judged afterwards."""

from django.conf import settings
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from helpdesk.access.doors import only_for
from helpdesk.access.models import User
from helpdesk.access.sight import demand, may
from helpdesk.audit.trail import record_read
from helpdesk.cases import actions
from helpdesk.cases.models import BreakGlass
from helpdesk.cases.restricting_forms import (
    BreakTheGlass,
    Judge,
    LiftRestriction,
    Restrict,
    Share,
)
from helpdesk.core.rendering import render_form
from helpdesk.desk.answering import act_or_show, at_the_desk
from helpdesk.desk.naming import NamedPage
from helpdesk.desk.shell import under

from .case import form_page, visible_case

SHOWN = 50


@form_page
@under("home")
def restrict(request, code):
    case = visible_case(request, code)
    return act_or_show(
        request,
        Restrict(request.POST or None, case=case, user=request.user),
        done=lambda made: _("The case is restricted: only people who are named see it."),
        to=lambda made: made.get_named_url(),
        case=case,
        title=_("Restrict the case"),
        button=_("Restrict it now"),
    )


@form_page
@under("home")
def lift_restriction(request, code):
    case = visible_case(request, code)
    demand(request.user, "lift_restriction", case)
    return act_or_show(
        request,
        LiftRestriction(request.POST or None, case=case),
        done=lambda made: (
            _("Everyone at %(centre)s sees the case again.") % {"centre": made.centre}
        ),
        to=lambda made: made,
        case=case,
        title=_("Lift the restriction"),
        button=_("Lift it"),
    )


@form_page
@under("home")
def named_people(request, code):
    """Who sees the case, and the form that names one more."""
    case = visible_case(request, code)
    page = NamedPage(case, request.user)
    form = Share(request.POST or None, case=case, named=page.named)
    if form.is_bound and form.is_valid() and form.act(by=request.user):
        person = form.cleaned_data["person"]
        messages.success(request, _("%(person)s sees the case now.") % {"person": person})
        return redirect(case.get_named_url())
    return render_form(request, "desk/case/named.html", {"case": case, "page": page}, form=form)


@require_POST
@under("home")
def unshare(request, code, pk):
    case = visible_case(request, code)
    person = get_object_or_404(User, pk=pk, pk__in=[one.pk for one in actions.named(case)])
    actions.unshare(case, by=request.user, person=person)
    messages.success(request, _("%(person)s no longer sees the case.") % {"person": person})
    return redirect("home" if person == request.user else case.get_named_url())


@require_http_methods(["GET", "HEAD", "POST"])
@at_the_desk
@under("home")
def break_glass(request):
    """Opens a restricted case by its code: recorded, told, and judged afterwards."""
    form = BreakTheGlass(request.POST or None, request=request)
    if form.is_bound and form.is_valid() and (made := form.act(by=request.user)):
        messages.warning(request, _("The case is open to you for a while. Others have been told."))
        return redirect(made.case)
    return render_form(
        request, "desk/glass/break.html", {"hours": settings.BREAK_GLASS_HOURS}, form=form
    )


@require_safe
@under("home")
@only_for("review_break_glass")
def broken_glasses(request):
    """What was opened in an emergency, as far as one may judge or has done it; what waits first."""
    seen = BreakGlass.objects.visible_to(request.user).for_listing()
    waiting, judged = seen.unreviewed()[:SHOWN], seen.exclude(reviewed_at=None)[:SHOWN]
    return render(request, "desk/glass/list.html", {"waiting": waiting, "judged": judged})


@form_page
@under("home")
def broken_glass(request, pk):
    """Who opened which case, when and why; and the form that judges it."""
    glass = get_object_or_404(BreakGlass.objects.visible_to(request.user).for_listing(), pk=pk)
    judges = glass.by_id != request.user.pk and may(request.user, "review_break_glass", glass)
    form = Judge(request.POST or None, glass=glass)
    if form.is_bound and form.is_valid() and form.act(by=request.user):
        messages.success(request, _("Saved, and %(person)s is told.") % {"person": glass.by})
        return redirect(glass)
    record_read("opened", glass, by=request.user)
    page = {"glass": glass, "judges": judges and not glass.reviewed_at}
    return render_form(request, "desk/glass/page.html", page, form=form)
