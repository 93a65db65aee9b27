"""What is said to a request that cannot be read at all. Named by `handler400` in helpdesk.urls."""

from django.core.exceptions import (
    DisallowedHost,
    RequestDataTooBig,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.http import HttpResponseBadRequest
from django.shortcuts import render

from .rendering import way_back


def bad_request(request, exception):
    """Too much at once (413), or garbled on its way (400): a page with a way back.

    A wrong host gets one bare line: whoever asks under another name is shown nothing of ours.
    """
    if isinstance(exception, DisallowedHost):
        return HttpResponseBadRequest("Not here.\n", content_type="text/plain; charset=utf-8")
    too_much = isinstance(exception, RequestDataTooBig | TooManyFieldsSent | TooManyFilesSent)
    page = {"too_much": too_much, "back": way_back(request)}
    return render(request, "400.html", page, status=413 if too_much else 400)
