"""Bringing in an old register: upload, name its columns, look at the check, import, take back."""

from django.conf import settings
from django.http import Http404, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from helpdesk.access.sure import asked_again
from helpdesk.audit.trail import record_read
from helpdesk.clients.models import Batch, BatchRow
from helpdesk.core import tables
from helpdesk.core.keyset import newest_first
from helpdesk.core.rendering import render_form
from helpdesk.jobs.models import Export

from ..answering import at_the_desk
from ..forms.importing import Columns, Import, Undo, Upload
from ..importing import actions, reports
from ..shell import under

ROWS = 25
form_page = require_http_methods(["GET", "HEAD", "POST"])


@form_page
@at_the_desk
@under("clients")
def registers(request):
    """The registers that one's centres brought in, and a new one."""
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    size = int(request.META.get("CONTENT_LENGTH") or 0)
    form = Upload(*sent, user=request.user, size=size)
    if sent and form.is_valid() and (batch := form.act(by=request.user)):
        return redirect("name_columns", batch.pk)
    batches = Batch.objects.visible_to(request.user).for_listing()
    page = newest_first(batches, request.GET.get("before", ""), ROWS)
    limits = {"rows": settings.IMPORT_MAX_ROWS, "size": settings.IMPORT_MAX_BYTES // 2**20}
    return render_form(request, "desk/import/list.html", {"page": page, **limits}, form=form)


@require_safe
@at_the_desk
def register_template(request, form):
    """An empty register with our own columns and one invented row."""
    return _file(tables.stream(form, reports.template_rows()), "register", form)


@require_safe
@at_the_desk
@under("clients")
def batch(request, pk):
    """How far a register is: what the check found, what was imported, what can be done now."""
    batch = _visible(request, pk)
    page = reports.BatchPage(batch)
    form = Import(batch=batch) if page.can_import else None
    return render(request, "desk/import/batch.html", {"batch": batch, "page": page, "form": form})


@form_page
@at_the_desk
@under("clients")
def name_columns(request, pk):
    """Their columns, our fields; sent, every row is checked."""
    batch = _visible(request, pk, with_rows=True)
    form = Columns(
        request.POST if request.method == "POST" else None,
        batch=batch,
        samples=actions.samples(batch),
    )
    if form.is_bound and form.is_valid() and form.act(by=request.user):
        return redirect(batch)
    return render_form(request, "desk/import/columns.html", {"batch": batch}, form=form)


@require_http_methods(["POST"])
@at_the_desk
@under("clients")
def import_register(request, pk):
    batch = _visible(request, pk)
    form = Import(request.POST, batch=batch)
    if form.is_valid() and form.act(by=request.user):
        return redirect(batch)
    page = {"batch": batch, "page": reports.BatchPage(batch)}
    return render_form(request, "desk/import/batch.html", page, form=form)


@form_page
@at_the_desk
@under("clients")
def undo_import(request, pk):
    batch = _visible(request, pk)
    form = Undo(request.POST if request.method == "POST" else None, batch=batch)
    if form.is_bound and form.is_valid() and form.act(by=request.user):
        return redirect(batch)
    context = {
        "question": _("Take back all clients of this register?"),
        "consequences": reports.what_undo_does(batch),
        "button": _("Take back"),
        "back": batch.get_absolute_url(),
        "stop": True,
    }
    return render_form(request, "components/confirm.html", context, form=form)


@require_safe
@at_the_desk
@under("clients")
def batch_rows(request, pk, state):
    """The rows of one kind, with what is wrong or whom they look like: a counted read."""
    batch = _visible(request, pk)
    if state not in BatchRow.State.values:
        raise Http404
    rows = reports.Rows(batch, state, request.GET.get("after", ""), request.user)
    record_read("read", batch, by=request.user, clients=rows.people(), state=state)
    return render(request, "desk/import/rows.html", {"batch": batch, "rows": rows})


@require_safe
@at_the_desk
def error_file(request, pk, form):
    """The rows that cannot be imported, as a file to put right and bring in again.

    That is the purpose, and kept with the download; the password once more as for other exports.
    """
    batch = _visible(request, pk, with_rows=True)
    if asked := asked_again(request, batch.get_absolute_url()):
        return asked
    told = {"what": "errors", "form": form, "purpose": Export.Purpose.QUALITY.value}
    record_read("downloaded", batch, by=request.user, clients=[], **told)
    return _file(tables.stream(form, reports.error_rows(batch)), f"{batch.code}-errors", form)


def _visible(request, pk, with_rows=False):
    rows = Batch.objects.visible_to(request.user).for_listing()
    batch = get_object_or_404(rows.select_related("file", "file__data_key"), pk=pk)
    if with_rows and (batch.data_key.is_destroyed or batch.file.is_gone):
        raise Http404
    return batch


def _file(chunks, name, form):
    headers = {"Content-Disposition": f'attachment; filename="{name}.{form}"'}
    return StreamingHttpResponse(chunks, content_type=tables.TYPES[form], headers=headers)
