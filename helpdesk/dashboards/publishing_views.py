"""What may leave the casework circle: open statistics, and the sheet for a council."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from helpdesk.access.doors import only_for
from helpdesk.audit.trail import record_read
from helpdesk.core.rendering import render_form
from helpdesk.desk.shell import under
from helpdesk.jobs.models import Report

from . import council, open_data
from .bar import tabs_at
from .reports import actions, reading
from .reports.forms import FiguresAsked, PublishFigures
from .reports.views import sheet
from .scope import published_scope_for


@under("figures")
@only_for("publish_figures")
def open_statistics(request):
    """What it is; make a set for a period; the sets made so far."""
    scope = published_scope_for(request.user)
    form = PublishFigures(request.POST if request.method == "POST" else None, scope=scope)
    if form.is_valid() and (report := form.act(by=request.user)):
        return redirect(report)
    mine = Report.objects.visible_to(request.user).published()[:25]
    page = {"scope": scope, "sets": mine, "tabs": tabs_at(scope, "open_statistics")}
    return render_form(request, "dashboards/open_data.html", page, form=form)


@require_safe
def open_file(request, pk, what):
    """data.csv, data.json (with the dictionary) or dictionary.csv."""
    seen = Report.objects.visible_to(request.user)
    report = get_object_or_404(seen.published().counted(), pk=pk)
    figures = reading.of_report(report, request.user)
    record_read("downloaded", report, by=request.user, clients=[], what=what)
    name = f"{slugify(report.name)}-{what}"
    if what == "data.json":
        return HttpResponse(
            open_data.as_json(report, figures),
            content_type="application/json; charset=utf-8",
            headers={"Content-Disposition": f'attachment; filename="{name}"'},
        )
    head, lines = {
        "data.csv": (open_data.COLUMNS, open_data.rows),
        "dictionary.csv": (open_data.DICTIONARY, open_data.dictionary),
    }[what]
    return sheet([list(head), *lines(figures)], "csv", name.removesuffix(".csv"))


@under("figures")
@require_safe
def council_sheet(request):
    """A territory on one sheet: rounded for everyone, to be printed or shown."""
    form = FiguresAsked(request.GET)
    _group, name, _split = form.asked()
    scope = published_scope_for(request.user, *form.where())
    period = actions.period_of(name, scope.top)
    agreements = list(council.agreements_of(scope))
    page = {
        "scope": scope, "form": form, "period": period, "name": name, "agreements": agreements,
        "figures": council.figures_of(scope, period),
        "cover": council.cover(scope, agreements),
        "tabs": tabs_at(scope, "council_sheet"),
    }  # fmt: skip
    return render(request, "dashboards/council.html", page)
