from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from helpdesk.core.keyset import newest_first

from . import actions
from .models import Notice

ROWS = 25


@require_safe
def inbox(request):
    """One's own notices, newest first; the unseen ones stand out."""
    mine = Notice.objects.visible_to(request.user)
    page = newest_first(mine, request.GET.get("before", ""), ROWS)
    context = {
        "page": page,
        "unseen": mine.unseen().exists(),
        "is_first": "before" not in request.GET,
    }
    return render(request, "notices/inbox.html", context)


@require_POST
def see(request):
    """All of them are read now."""
    actions.see(Notice.objects.visible_to(request.user))
    return redirect("notices:inbox")
