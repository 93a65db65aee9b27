"""Any number of invented clients, for measuring how the desk does at scale."""

from time import monotonic

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from helpdesk.core.refusal import Refused
from helpdesk.desk import seeding


class Command(BaseCommand):
    """Adds centres, partners and clients of its own; never touches what is there."""

    help = "Fills an empty database with invented clients, cases and referrals, sealed for real."

    def add_arguments(self, parser):
        parser.add_argument("--clients", type=int, required=True, metavar="N")
        parser.add_argument("--centres", type=int, metavar="M", help="one for 2,500 clients")
        parser.add_argument("--random-seed", type=int, default=1, help="another one: other people")
        parser.add_argument("--processes", type=int, help="at once, on PostgreSQL (2)")
        parser.add_argument(
            "--people-only", action="store_true", help="to be found: no cases, history, entries"
        )
        parser.add_argument("--yes", action="store_true", help="even where there is real work")

    def handle(self, *, clients, centres, random_seed, processes, people_only, yes, **options):
        begun = monotonic()
        on_postgres = connection.vendor == "postgresql"
        try:
            told = seeding.seed(
                clients,
                centres,
                anyway=yes,
                random_seed=random_seed,
                processes=(processes or 2) if on_postgres else 1,
                people_only=people_only,
                progress=self.say,
            )
        except Refused as refused:
            raise CommandError(f"{refused} (--yes does it all the same.)") from refused
        seconds = monotonic() - begun
        names = ("clients", "cases", "contacts", "referrals", "entries")
        self.say(", ".join(f"{told[name]:,} {name}" for name in names))
        self.say(f"{seconds:.0f} seconds, {clients / seconds:,.0f} clients a second.")
        self.say(f"Log in as officer1.<centre>@seed.test with {settings.DEMO_PASSWORD!r}.")

    def say(self, line):
        self.stdout.write(line)
        self.stdout.flush()
