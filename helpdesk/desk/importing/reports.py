"""What is shown of a register: counts, rows, what was wrong; and the template to fill in."""

from dataclasses import dataclass

from django.db.models import Count
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from helpdesk.audit.models import Entry, EntryClient
from helpdesk.clients.models import Batch, BatchRow, Client
from helpdesk.core.keyset import number_in

from ..words import verb
from .columns import FIELDS, NAMES
from .steps import jobs_of

State = BatchRow.State
PAGE = 50
EXAMPLE = {
    "name": "Example Person",
    "sex": "female",
    "birth": "1990-05-12",
    "phone_number": "9841000000",
    "nationality": "Nepal",
    "passport": "AB1234567",
    "stage": "return",
    "destination": "Qatar",
    "returned_on": "2024-01-31",
    "need": "Unpaid wages",
    "category": "B1",
}
ORDER = (State.READY, State.LIKE, State.DOUBLE, State.WRONG, State.IMPORTED, State.SKIPPED)
ORDER += (State.UNDONE, State.KEPT)
TONES = {State.READY: "good", State.IMPORTED: "good", State.WRONG: "bad", State.KEPT: "wait"}


@dataclass
class Counted:
    """How many rows of one kind."""

    state: str
    label: str
    count: int
    tone: str


class BatchPage:
    """One register: its rows counted, and what can be done with it now."""

    def __init__(self, batch):
        self.batch = batch
        counts = dict(
            batch.rows.order_by()
            .values_list("state")
            .annotate(n=Count("pk"))
            .values_list("state", "n")
        )
        self.counts = [
            Counted(state, State(state).label, counts[state], TONES.get(state, ""))
            for state in ORDER
            if counts.get(state)
        ]
        self.has = {state: counts.get(state, 0) for state in State}

    @property
    def is_gone(self):
        return self.batch.data_key.is_destroyed

    @property
    def can_name(self):
        """Its columns can be named (again) as long as nothing is imported."""
        states = (Batch.State.UPLOADED, Batch.State.CHECKED)
        free = not (self.batch.is_busy or self.is_gone or self.batch.file.is_gone)
        imported = sum(self.has[s] for s in (State.IMPORTED, State.UNDONE, State.KEPT))
        return free and self.batch.state in states and not imported

    @property
    def can_import(self):
        states = (Batch.State.CHECKED, Batch.State.IMPORTED)
        free = not self.batch.is_busy and not self.is_gone
        return free and self.batch.state in states and self.has[State.READY] + self.has[State.LIKE]

    @property
    def can_undo(self):
        return not self.batch.is_busy and self.has[State.IMPORTED]

    @property
    def has_faults(self):
        return not self.is_gone and self.has[State.WRONG] + self.has[State.DOUBLE]


class Rows:
    """One page of the rows of one kind; of whom the reader does not see, no more than a code."""

    def __init__(self, batch, state, after, user):
        found = BatchRow.objects.filter(batch=batch, state=state).for_listing().order_by("number")
        rows = list(found.filter(number__gt=number_in(after) or 0)[: PAGE + 1])
        self.label, self.state = State(state).label, state
        self.rows = rows[:PAGE]
        self.next = rows[PAGE - 1].number if len(rows) > PAGE else None
        self.is_first = not after
        self.since = _touched_by(batch, self.rows) if state == State.KEPT else {}
        ids = {pk for row in self.rows for pk in (row.client_id, row.like_id)} - {None}
        seen = set(Client.objects.visible_to(user).filter(pk__in=ids).values_list("pk", flat=True))
        for row in self.rows:
            row.known = row.client if row.client_id in seen else None
            row.alike = row.like if row.like_id in seen else None
            row.said = self._said(batch, row)

    def __iter__(self):
        return iter(self.rows)

    def __len__(self):
        return len(self.rows)

    def people(self):
        """Everyone who is named on the page."""
        return [person for row in self.rows for person in (row.known, row.alike) if person]

    def _said(self, batch, row):
        """[(column, what is said of it)]."""
        if row.client and row.client.uid in self.since:
            return [("", self.since[row.client.uid])]
        if row.like and not row.alike:
            return [("", _("Looks like someone whom you do not see."))]
        return [] if row.data_key.is_destroyed else row.problems or []


def _touched_by(batch, rows):
    """Client's uid → what was last done with her that was not the import's."""
    ours = [uid.hex for uid in jobs_of(batch).values_list("uid", flat=True)]
    uids = [row.client.uid for row in rows if row.client]
    found = EntryClient.objects.filter(client__in=uids, entry__rows__isnull=False)
    pairs = found.exclude(entry__request_id__in=ours).values_list("client", "entry")
    last = {}
    for uid, entry in pairs.order_by("entry"):
        last[uid] = entry
    entries = Entry.objects.select_related("by").in_bulk(last.values())
    return {
        uid: _("Since then: %(verb)s, %(by)s, %(day)s")
        % {
            "verb": str(verb(entries[pk].verb)).lower(),
            "by": entries[pk].by.name,
            "day": localdate(entries[pk].at).isoformat(),
        }
        for uid, pk in last.items()
    }


def what_undo_does(batch):
    """Sentences before a register is taken back."""
    number = batch.rows.filter(state=State.IMPORTED).count()
    return [
        ngettext("%(n)s client is looked at.", "%(n)s clients are looked at.", number)
        % {"n": f"{number:,}"},
        _("Whoever was not touched since is marked as entered in error, and no longer found."),
        _("Whoever has a new case, a referral or a change stays, and is listed with the reason."),
    ]


def error_rows(batch):
    """Their own columns, the number of the row and what is wrong, as the rows of a table."""
    headers = list(batch.headers)
    yield [_("Row"), _("What is wrong"), *headers]
    faults = BatchRow.objects.filter(batch=batch, state__in=[State.WRONG, State.DOUBLE])
    for row in faults.select_related("data_key").order_by("number").iterator(chunk_size=500):
        words = "; ".join(": ".join(filter(None, pair)) for pair in row.problems or [])
        yield [row.number, words, *row.cells]


def template_rows():
    """Our columns as the desk reads them in any language, and one invented row."""
    names = [field for field in FIELDS if field not in ("family_name", "age", "document_number")]
    yield [NAMES[field][0].capitalize() for field in names]
    yield [EXAMPLE.get(field, "") for field in names]
