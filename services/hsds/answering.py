"""How /hsds/ answers: JSON that anyone may keep, with what tells whether it is still so."""

import json
from functools import wraps
from hashlib import sha256
from math import ceil

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse, StreamingHttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.utils.translation import override
from django.views.decorators.http import require_safe

from . import asking

FRESH = 300  # seconds for which nobody need ask again


def open_to_all(parameters):
    """A view without log-in and session: it gets what was asked, in the one language of /hsds/."""

    def decorate(view):
        @login_not_required
        @require_safe
        @wraps(view)
        def wrapped(request, *args, **kwargs):
            try:
                with override("en"):
                    answer = view(request, asking.asked(request.GET, parameters), *args, **kwargs)
            except asking.BadQuestion as error:
                answer = _json({"error": "bad_request", "parameters": error.errors}, status=400)
            answer.open_to_all = True
            answer["Access-Control-Allow-Origin"] = "*"
            return answer

        return wrapped

    return decorate


def one(request, entry, changed_at=None):
    """One entry, or 404 in words that a machine reads too."""
    if entry is None:
        told = "There is no such entry, or it is not published any more."
        return _json({"error": "not_found", "message": told}, status=404)
    return _keepable(request, _json(entry), changed_at)


def many(request, entries, asked, changed_at=None):
    """A page of entries in the envelope of HSDS, or all of them, one in a line."""
    if asked.format == "ndjson":
        answer = StreamingHttpResponse(_lines(entries), content_type="application/x-ndjson")
        return _keepable(request, answer, changed_at)
    return _keepable(request, _json(_page(entries, asked)), changed_at)


def _page(entries, asked):
    total, start = entries.count(), (asked.page - 1) * asked.size
    pages = ceil(total / asked.size)
    contents = entries.between(start, min(start + asked.size, total)) if start < total else []
    return {
        "total_items": total,
        "total_pages": pages,
        "page_number": asked.page,
        "size": len(contents),
        "first_page": asked.page == 1,
        "last_page": asked.page >= pages,
        "empty": not contents,
        "contents": contents,
    }


def _lines(entries):
    """Each entry as one line; its words are English, whatever goes on between two lines."""
    rest = iter(entries)
    while True:
        with override("en"):
            entry = next(rest, None)
        if entry is None:
            return
        yield f"{_text(entry)}\n"


def _json(content, status=200):
    return HttpResponse(_text(content), content_type="application/json", status=status)


def _text(content):
    return json.dumps(content, ensure_ascii=False)


def _keepable(request, answer, changed_at):
    """Say for how long it is fresh and how to ask whether it changed; 304 where it did not."""
    answer["Cache-Control"] = f"public, max-age={FRESH}"
    etag = None if answer.streaming else f'"{sha256(answer.content).hexdigest()[:32]}"'
    if etag:
        answer["ETag"] = etag
    since = int(changed_at.timestamp()) if changed_at else None
    if since:
        answer["Last-Modified"] = http_date(since)
    return get_conditional_response(request, etag, since, answer)
