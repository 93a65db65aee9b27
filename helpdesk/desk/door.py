"""The door: a log-in ends by itself, what was typed is kept, and she comes back to her page."""

from contextlib import suppress
from urllib.parse import urlencode

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from helpdesk.access import session_time
from helpdesk.core.refusal import Refused
from helpdesk.core.rendering import our_own, way_back
from helpdesk.jobs import drafting

AT_THE_DOOR = {"idle", "account_login"}


class EndSessions:
    """Idle too long, or logged in for twelve hours: the session is over before anything is shown.

    What a page asks by itself (X-By-Itself) is nothing that its reader did.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        """Whose log-in is over is nobody from here on."""
        request.ended = None
        if request.user.is_authenticated and session_time.seconds_left(request.session) <= 0:
            request.ended, request.user = request.user, AnonymousUser()
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        """What is open to all, and may be kept by a cache, carries no word of any session."""
        is_hers = getattr(view, "login_required", True)
        if request.ended and (is_hers or request.resolver_match.view_name in AT_THE_DOOR):
            idle = session_time.was_idle(request.session)
            get_adapter().end_session(request, request.ended, why="idle" if idle else "absolute")
            if is_hers:
                messages.info(request, _why(idle))
                request.kept_at = _keep_draft(request)
        elif is_hers and request.user.is_authenticated and "X-By-Itself" not in request.headers:
            session_time.note(request.session)


class LogInDoor(LoginRequiredMiddleware):
    """Whoever is not logged in is led to the door as a whole page, and back to where she was."""

    def handle_no_permission(self, request, view_func):
        way = {self.redirect_field_name: _where_she_was(request)}
        door = f"{reverse(settings.LOGIN_URL)}?{urlencode(way, safe='/')}"
        if request.headers.get("HX-Request"):
            return HttpResponse(status=204, headers={"HX-Redirect": door})
        return redirect(door)


def _why(idle):
    if not idle:
        return _("You were logged out: a log-in lasts a working day at most.")
    minutes = settings.SESSION_IDLE_MINUTES
    return ngettext(
        "You were logged out because nothing was done for %(n)s minute.",
        "You were logged out because nothing was done for %(n)s minutes.",
        minutes,
    ) % {"n": minutes}


def _keep_draft(request):
    """What she sent too late is kept for her like any draft; the form's address, or None."""
    if request.method != "POST" or "draft_path" not in request.POST:
        return None
    with suppress(Refused, Http404, PermissionDenied):
        return drafting.keep(request.POST, by=request.ended).path
    return None


def _where_she_was(request):
    """The page to come back to: what a button sent is not sent once more."""
    if kept := getattr(request, "kept_at", None):
        return kept
    if current := request.headers.get("HX-Current-URL"):
        return our_own(current, request)
    return request.get_full_path() if request.method in ("GET", "HEAD") else way_back(request)
