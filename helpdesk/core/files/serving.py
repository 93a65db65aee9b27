"""How a file leaves the desk: as something to save, never as a page."""

from collections.abc import Iterable

from django.http import StreamingHttpResponse
from django.utils.http import content_disposition_header


def as_download(pieces: Iterable[bytes], *, media_type: str, name: str) -> StreamingHttpResponse:
    """The pieces as an attachment; a browser that shows it all the same can run nothing in it."""
    headers = {
        "Content-Disposition": content_disposition_header(True, name),
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "sandbox; default-src 'none'; frame-ancestors 'none'",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cache-Control": "private, no-store",
    }
    return StreamingHttpResponse(pieces, content_type=media_type, headers=headers)
