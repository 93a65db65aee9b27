"""The frame of every request: its name, and what becomes of a rule that says no."""

import re

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers, patch_cache_control

from . import per_request
from .refusal import Refused
from .rendering import way_back
from .texts import LOST, readable

_BEYOND_ALL_ROWS = re.compile(r"/\d{19,}(/|$)")  # ids have eight bytes


def request_frame(get_response):
    """Name the request for the audit trail and forget its look-ups afterwards."""

    def middleware(request):
        token = per_request.begin(where=_address(request))
        try:
            response = get_response(request)
            response.headers.setdefault("X-Request-Id", per_request.current().id)
            return response
        finally:
            per_request.end(token)

    return middleware


def _address(request) -> str:
    """Where the request came from: as our own proxy says, else who connected."""
    if settings.BEHIND_PROXY:
        return request.META.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2].strip()
    return request.META.get("REMOTE_ADDR", "")


def readable_addresses(get_response):
    """Null bytes stand in no address of ours, nor a number that no row can have: not found."""

    def middleware(request):
        asked = [*request.GET, *(value for _, values in request.GET.lists() for value in values)]
        if any(LOST in readable(part) for part in (request.path_info, *asked)):
            raise Http404
        if _BEYOND_ALL_ROWS.search(request.path_info):
            raise Http404
        return get_response(request)

    return middleware


class RefusalPage:
    """A `Refused` that no form caught becomes a page with the reason and a way back.

    So does an address that takes only what a button sends, or only the other way round (405).
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code != 405 or request.method == "HEAD":
            return response
        page = render(request, "405.html", {"back": way_back(request)}, status=405)
        page.headers["Allow"] = response.headers["Allow"]
        return page

    def process_exception(self, request, exception):
        if not isinstance(exception, Refused):
            return None
        request.refused = exception
        page = {"reason": exception, "back": way_back(request)}
        return render(request, "refused.html", page, status=409)


def private_pages(get_response):
    """Nothing about a person stays in a browser's cache: every page says no-store.

    What is open to all says so (`open_to_all`): it is the same for everyone, whatever cookie came.
    """

    def middleware(request):
        response = get_response(request)
        if getattr(response, "open_to_all", False):
            response.headers.pop("Vary", None)
        if "Cache-Control" not in response:
            add_never_cache_headers(response)
            patch_cache_control(response, no_store=True)
        return response

    return middleware
