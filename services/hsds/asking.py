"""What an address under /hsds/ may ask: each parameter read, or said to be wrong."""

from dataclasses import dataclass
from datetime import UTC, datetime, time
from uuid import UUID

from django.utils.dateparse import parse_date, parse_datetime

from .ids import uid_in

PER_PAGE, MOST = 50, 500
EVERYTHING = 100_000  # on one page, where only ids and dates are asked for
LONGEST_SEARCH = 200
YES, NO = ("", "true", "1", "yes"), ("false", "0", "no")


class BadQuestion(Exception):
    """A parameter that cannot be understood; `errors` says for each what would be."""

    def __init__(self, errors):
        super().__init__(errors)
        self.errors = errors


@dataclass
class Asked:
    """What was asked, with what holds where nothing was."""

    page: int = 1
    per_page: int | None = None
    format: str = "json"
    search: str = ""
    full: bool = False
    full_service: bool = False
    minimal: bool = False
    top_only: bool = False
    modified_after: datetime | None = None
    organization_id: UUID | None = None
    taxonomy_id: UUID | None = None
    taxonomy_term_id: UUID | None = None
    parent_id: UUID | None = None

    @property
    def size(self) -> int:
        """Entries on a page."""
        return self.per_page or (EVERYTHING if self.minimal else PER_PAGE)


def _number(most):
    def read(text):
        if text.isascii() and text.isdigit() and len(text) < 10 and 1 <= int(text) <= most:
            return int(text)
        raise ValueError(f"Give a whole number from 1 to {most}.")

    return read


def _yes_or_no(text):
    if text.lower() in (*YES, *NO):
        return text.lower() in YES
    raise ValueError("Say true or false.")


def _id(text):
    if uid := uid_in(text):
        return uid
    raise ValueError("This is no id: ids are UUIDs.")


def _format(text):
    if text in ("json", "ndjson"):
        return text
    raise ValueError("Say json or ndjson.")


def _search(text):
    if len(text) > LONGEST_SEARCH:
        raise ValueError(f"Search for at most {LONGEST_SEARCH} characters.")
    return text.strip()


def _moment(text):
    wrong = "Give a day or a moment as ISO 8601 has it, such as 2026-01-31 or 2026-01-31T08:00:00Z."
    text = text.strip().replace(" ", "+") if "T" in text else text.strip()  # an unescaped plus
    try:
        at = parse_datetime(text) if "T" in text else None
        day = None if at else parse_date(text)
        at = at or (day and datetime.combine(day, time()))
        at = at and (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        at = None
    if at is None:
        raise ValueError(wrong)
    return at


PAGE = {"page": _number(10**8), "per_page": _number(MOST), "format": _format, "search": _search}
TAXONOMY = {"taxonomy_id": _id, "taxonomy_term_id": _id}
OF_SERVICES = {**PAGE, **TAXONOMY, "organization_id": _id, "modified_after": _moment}

SERVICES = {**OF_SERVICES, "minimal": _yes_or_no, "full": _yes_or_no}
SERVICE_AT_LOCATIONS = {**OF_SERVICES, "full": _yes_or_no}
ORGANIZATIONS = {**PAGE, **TAXONOMY, "full": _yes_or_no, "full_service": _yes_or_no}
TAXONOMIES = PAGE
TAXONOMY_TERMS = {**PAGE, "taxonomy_id": _id, "top_only": _yes_or_no, "parent_id": _id}
ORGANIZATION = {"full_service": _yes_or_no}
NOTHING: dict = {}


def asked(data, parameters) -> Asked:
    """The parameters of an address. Raises BadQuestion for one that is wrong or not known here."""
    found, errors = {}, {}
    for name in data:
        if name not in parameters:
            known = ", ".join(sorted(parameters)) or "no parameters"
            errors[name] = f"It is not known here. This address knows {known}."
            continue
        try:
            found[name] = parameters[name](data[name])
        except ValueError as error:
            errors[name] = str(error)
    if found.get("minimal") and found.get("full"):
        errors["minimal"] = "Ask for minimal or for full, not for both."
    if errors:
        raise BadQuestion(errors)
    return Asked(**found)
