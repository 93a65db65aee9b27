"""What could not be delivered, for the administrator. It is here as notices knows no roles."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from helpdesk.access.doors import only_for
from helpdesk.access.models import User
from helpdesk.cases.models import File
from helpdesk.core.keyset import newest_first
from helpdesk.notices import actions
from helpdesk.notices.models import Notice

from ..shell import under

ROWS = 25


@under("access:people")
@require_safe
@only_for("administer")
def quarantine(request):
    """Notices that failed five times, with the reason."""
    failed = _failed(request.user).select_related("recipient")
    page = newest_first(failed, request.GET.get("before", ""), ROWS)
    context = {
        "page": page,
        "is_first": "before" not in request.GET,
        "files_waiting": File.objects.held().filter(scan_attempts__gt=0).count(),
    }
    return render(request, "desk/quarantine.html", context)


@require_POST
@only_for("administer")
def retry(request, pk):
    """Try again: the address or the mail server was put right."""
    actions.retry(get_object_or_404(_failed(request.user), pk=pk), by=request.user)
    messages.success(request, _("It is on its way again."))
    return redirect("quarantine")


def _failed(user):
    return Notice.objects.quarantined().owed_to(User.objects.visible_to(user))
