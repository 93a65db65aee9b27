"""All that happened to an agreement: who, when, and the reason that was given."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from helpdesk.audit.models import Entry, EntryRow

from .models import Agreement

VERBS = {
    "drafted": _("Drafted"),
    "changed": _("Draft changed"),
    "signed": _("Signed"),
    "suspended": _("Suspended"),
    "resumed": _("Resumed"),
    "ended": _("Ended"),
    "attached_scan": _("Scan attached"),
}
SAY_WHY = ("suspended", "ended")


@dataclass
class Happened:
    """One line: what, who, when, why."""

    what: Any
    by: str
    at: datetime
    why: str = ""


def past_of(agreement) -> list[Happened]:
    """The latest first, in three queries."""
    entries = Entry.objects.about(agreement).filter(verb__in=VERBS).select_related("by")
    entries = list(entries.order_by("-pk")[:100])
    whys = _reasons(agreement, entries)
    return [
        Happened(VERBS[entry.verb], entry.by.name, entry.at, whys.get(entry.pk, ""))
        for entry in entries
    ]


def _reasons(agreement, entries):
    """Entry → the reason that the row held after it."""
    table = Agreement.history.model._meta.label_lower
    telling = [entry.pk for entry in entries if entry.verb in SAY_WHY]
    rows = dict(
        EntryRow.objects.filter(entry__in=telling, table=table).values_list("row", "entry_id")
    )
    said = agreement.history.filter(pk__in=rows).values_list("pk", "why")
    return {rows[row]: why for row, why in said}
