"""One event as a file for a calendar (RFC 5545): when, a code and a link, and nothing of why."""

from datetime import UTC, datetime
from urllib.parse import urlsplit

from django.conf import settings

from .clock import now

LONGEST = 75  # octets of a line (RFC 5545, 3.1); the rest goes on below, after a space
ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None})


def event(
    *,
    uid,
    starts_at: datetime,
    words: str,
    path: str,
    version: int,
    ends_at: datetime | None = None,
    cancelled: bool = False,
) -> str:
    """The file's text. Times are aware, and written in UTC; `words` stands as its title."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Migrant Help Desk//EN",
        "BEGIN:VEVENT",
        f"UID:{uid}@{urlsplit(settings.SITE_URL).hostname}",
        f"DTSTAMP:{_utc(now())}",
        f"DTSTART:{_utc(starts_at)}",
        *([f"DTEND:{_utc(ends_at)}"] if ends_at else []),
        f"SEQUENCE:{version}",
        f"SUMMARY:{words.translate(ESCAPED)}",
        f"URL:{settings.SITE_URL}{path}",
        f"STATUS:{'CANCELLED' if cancelled else 'CONFIRMED'}",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return "".join(f"{folded(line)}\r\n" for line in lines)


def folded(line: str) -> str:
    """A long line in several, none of them cut within a letter."""
    parts, size = [""], 0
    for letter in line:
        size += len(letter.encode())
        if size > LONGEST:
            parts.append("")
            size = 1 + len(letter.encode())  # the space before it
        parts[-1] += letter
    return "\r\n ".join(parts)


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
