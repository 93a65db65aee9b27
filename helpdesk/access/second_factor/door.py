"""Nothing else opens until the second factor is given, or set up where it is required."""

from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from .required import is_marked, is_required_of

# Out, or on: and what was typed before the rule came is still kept as a draft.
OPEN = {"second_factor", "mfa_reauthenticate", "account_logout", "language", "keep_draft"}


class SecondFactorDoor:
    """A session without the second factor that its person has or must have is led to it."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        user = request.user
        if not user.is_authenticated or not getattr(view, "login_required", True):
            return None
        where = _missing(request.session, user)
        if where is None or request.resolver_match.view_name in OPEN:
            return None
        way = f"{reverse(where)}?{urlencode({'next': request.get_full_path()}, safe='/')}"
        if request.headers.get("HX-Request"):  # the whole page goes there, not a part of it
            return HttpResponse(status=204, headers={"HX-Redirect": way})
        return redirect(way)


def _missing(session, user):
    """The page where she gives or sets up what this session lacks, or None."""
    if user.second_factor_at:
        return None if is_marked(session, user) else "mfa_reauthenticate"
    return "second_factor" if is_required_of(user) else None
