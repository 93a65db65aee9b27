"""Which rows of a register may be one person, and who of them is registered already."""

import csv
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from helpdesk.access.models import User
from helpdesk.audit.trail import record_read
from helpdesk.clients.finding import look_alikes
from helpdesk.clients.likeness import WORTH_A_LOOK
from helpdesk.clients.models import Client
from helpdesk.clients.pairing import pairs
from helpdesk.clients.register_file import BadFile, read
from helpdesk.clients.spellings import lore

LIVE_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class Command(BaseCommand):
    """Only pairs at which an officer should look are written; nothing in the desk is changed."""

    help = "Columns: id, name, birth, sex, phone, document, address; all but id may be missing."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="a CSV in UTF-8")
        parser.add_argument("--out", type=Path, required=True, help="left, right, score, reasons")
        parser.add_argument(
            "--against-db", action="store_true", help="also those who are registered: right = code"
        )

    def handle(self, *, file, out, against_db, **options):
        try:
            people = read(file)
        except BadFile as bad:
            raise CommandError(str(bad)) from bad
        ids, described = list(people), list(people.values())
        found = [
            (ids[left], ids[right], likeness.score, likeness.reasons)
            for left, right, likeness in pairs(described, lore())
        ]
        if against_db:
            found += self._registered(people)
        found.sort(key=lambda pair: (-pair[2], pair[0], pair[1]))
        self._write(out, found)
        self.stdout.write(f"{len(people)} rows, {len(found)} pairs to look at: {out}")

    def _registered(self, people):
        """Hits among all who are registered, at whatever centre: counted reads of the system's."""
        by = User.objects.system("register")
        for key, person in people.items():
            hits = [hit for hit in look_alikes(person) if hit.score >= WORTH_A_LOOK]
            if hits:
                record_read("found", Client, by=by, clients=[hit.client for hit in hits])
            yield from ((key, hit.client.code, hit.score, hit.reasons) for hit in hits)

    def _write(self, out, found):
        with out.open("w", encoding="utf-8", newline="") as file:
            rows = csv.writer(file)
            rows.writerow(["left", "right", "score", "reasons"])
            for left, right, score, reasons in found:
                words = "; ".join(str(words) for words, _speaks_for in reasons)
                rows.writerow([_safe(left), _safe(right), f"{score:.3f}", words])


def _safe(text):
    """An id that a spreadsheet would run is written as text."""
    return f"'{text}" if text.startswith(LIVE_FORMULA) else text
