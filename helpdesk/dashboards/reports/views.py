"""Indicators at once, and reports that are counted in the background."""

from django.contrib import messages
from django.http import Http404, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from helpdesk.access.doors import only_for
from helpdesk.access.sight import may
from helpdesk.audit.trail import record_read
from helpdesk.core import tables
from helpdesk.core.keyset import newest_first, number_in
from helpdesk.core.rendering import render_form
from helpdesk.desk.shell import under
from helpdesk.jobs.models import Job, Report, ReportTemplate

from ..bar import tabs_at, tabs_for
from ..figures import as_table
from ..indicators import GROUPS
from ..indicators.periods import Named
from ..scope import scope_for
from . import actions, reading
from .forms import BuildReport, FiguresAsked, as_first
from .steps import KIND

ROWS = 25


@under("figures")
@require_safe
def indicators(request):
    """One group of indicators, each with its definition."""
    form = FiguresAsked(request.GET)
    group, name, split = form.asked()
    scope = scope_for(request.user, *form.where())
    period = actions.period_of(name, scope.top)
    chosen = {"period": name, "split": split}
    groups = [
        {"label": title, "current": code == group, "url": _group_link(scope, code, chosen)}
        for code, title in GROUPS.items()
    ]
    figures = reading.live(scope, group, period, split)
    page = {"scope": scope, "form": form, "groups": groups, "group": group, "days": period}
    page["tabs"] = tabs_at(scope, "indicators")
    return render(request, "dashboards/indicators.html", {**page, "figures": figures, **chosen})


def _group_link(scope, group, chosen):
    return scope.link("indicators", group=group, **chosen)


@under("figures")
@require_safe
def reports(request):
    """One's reports, those that one was named for, and one's templates."""
    mine = Report.objects.visible_to(request.user).for_listing()
    page = {
        "page": newest_first(mine, request.GET.get("before", ""), ROWS),
        "is_first": "before" not in request.GET,
        "templates": _templates_of(request.user),
        "can_make": may(request.user, "make_report"),
        "tabs": tabs_for(request.user, "reports"),
    }
    return render(request, "dashboards/reports/list.html", page)


def _templates_of(user):
    templates = list(ReportTemplate.objects.visible_to(user).select_related("centre"))
    for template in templates:
        template.period_words = Named(template.period).label
    return templates


@under("figures")
@only_for("make_report")
def report_builder(request):
    """Choose what is counted; or begin with a template."""
    scope = scope_for(request.user)
    form = BuildReport(
        request.POST if request.method == "POST" else None,
        scope=scope,
        initial=_first(request),
    )
    if form.is_valid() and (report := form.act(by=request.user)):
        return redirect(report)
    return render_form(request, "dashboards/reports/build.html", {"scope": scope}, form=form)


def _first(request):
    pk = number_in(request.GET.get("template", ""))
    if pk is None:
        return {}
    return as_first(get_object_or_404(ReportTemplate.objects.visible_to(request.user), pk=pk))


@under("figures")
@require_safe
def report(request, pk):
    """How far it is, and once it is counted, its figures as this reader may see them."""
    report = get_object_or_404(_seen_by(request.user).with_state(), pk=pk)
    page = {"report": report, "mine": report.by_id == request.user.pk}
    if report.is_counted:
        page["figures"] = reading.of_report(report, request.user)
        record_read("read", report, by=request.user, clients=[])
    elif not report.gone_at:
        page["job"] = Job.objects.get(kind=KIND, about=report.pk)
    return render(request, "dashboards/reports/report.html", page)


@require_safe
def report_file(request, pk, form):
    """Its figures as a file, the same as on the page."""
    report = get_object_or_404(_seen_by(request.user).counted(), pk=pk)
    if form not in tables.TYPES:
        raise Http404
    figures = reading.of_report(report, request.user)
    record_read("downloaded", report, by=request.user, clients=[], form=form)
    return sheet(as_table(figures), form, slugify(report.name) or report.code)


def sheet(rows, form, name):
    """A table as a download."""
    return StreamingHttpResponse(
        tables.stream(form, rows),
        content_type=tables.TYPES[form],
        headers={"Content-Disposition": f'attachment; filename="{name}.{form}"'},
    )


@require_POST
def remove_template(request, pk):
    template = get_object_or_404(ReportTemplate.objects.visible_to(request.user), pk=pk)
    actions.remove_template(template, by=request.user)
    messages.success(request, _("The template is gone. Its reports stay."))
    return redirect("reports")


def _seen_by(user):
    seen = Report.objects.visible_to(user).for_listing()
    return seen.select_related("by", "centre", "template").prefetch_related("tables")
