"""How far one's long work is. Nobody sees another's."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from helpdesk.core.keyset import newest_first

from . import actions
from .models import Job

ROWS = 25


@require_safe
def jobs(request):
    """One's long work, newest first."""
    mine = Job.objects.visible_to(request.user).select_related("centre")
    page = newest_first(mine, request.GET.get("before", ""), ROWS)
    return render(
        request, "jobs/list.html", {"page": page, "is_first": "before" not in request.GET}
    )


@require_safe
def job(request, pk):
    """Its progress; htmx asks for the part that changes, and for the whole page at the end."""
    job = _mine(request, pk)
    if not request.htmx:
        return render(request, "jobs/job.html", {"job": job})
    response = render(request, "jobs/_progress.html", {"job": job})
    if job.is_over:
        response["HX-Refresh"] = "true"
    return response


@require_POST
def cancel(request, pk):
    actions.cancel(_mine(request, pk), by=request.user)
    messages.success(request, _("It stops after the step that it is in. What is done stays done."))
    return redirect("job", pk=pk)


def _mine(request, pk):
    return get_object_or_404(Job.objects.visible_to(request.user).select_related("centre"), pk=pk)
