"""Taking a list out of the desk: purpose, password, then a file that expires."""

from django.conf import settings
from django.http import Http404, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from helpdesk.access.doors import only_for
from helpdesk.access.sure import asked_again
from helpdesk.core import tables
from helpdesk.core.rendering import render_form
from helpdesk.jobs.models import Export

from .. import exporting
from ..forms.exporting import ExportList


@require_http_methods(["GET", "HEAD", "POST"])
@only_for("export")
def export(request, what):
    """What for, and in which form; the password once more if it is five minutes old."""
    if what not in exporting.LISTS:
        raise Http404
    if asked := asked_again(request, request.get_full_path()):
        return asked
    sent = request.POST if "submission_id" in request.POST else None
    form = ExportList(
        sent,
        what=what,
        query=request.GET.urlencode(),
        initial={"look": request.POST.get("q", "")},
    )
    if form.is_bound and form.is_valid() and (made := form.act(by=request.user)):
        return redirect("exported", made.pk)
    return _page(request, form, what)


def _page(request, form, what):
    context = {
        "listed": exporting.LISTS[what],
        "count": exporting.count(what, request.user, form.narrowed()),
        "most": settings.EXPORT_MAX_ROWS,
        "days": settings.JOB_FILE_DAYS,
    }
    return render_form(request, "desk/export/form.html", context, form=form)


@require_safe
@only_for("export")
def exported(request, pk):
    """How far it is; once it is done, the way to the file."""
    made = _mine(request, pk)
    context = {"export": made, "listed": exporting.LISTS[made.what], "job": exporting.job_of(made)}
    return render(request, "desk/export/page.html", context)


@require_safe
@only_for("export")
def download(request, pk):
    """The file itself, opened piece by piece as it leaves."""
    made = _mine(request, pk)
    if asked := asked_again(request, reverse("exported", args=[pk])):
        return asked
    chunks = exporting.download(made, by=request.user)
    headers = {"Content-Disposition": f'attachment; filename="{made.what}.{made.form}"'}
    return StreamingHttpResponse(chunks, content_type=tables.TYPES[made.form], headers=headers)


def _mine(request, pk):
    return get_object_or_404(Export.objects.visible_to(request.user).for_listing(), pk=pk)
