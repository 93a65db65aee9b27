"""The demo country, to try everything in."""

from time import monotonic

from django.core.management.base import BaseCommand, CommandError

from helpdesk.core.refusal import Refused
from helpdesk.desk import demo


class Command(BaseCommand):
    """Loads once; whole or not at all."""

    help = "Loads an invented country: centres, partners, two years of cases and referrals."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument(
            "--scale", type=float, default=1, help="share of the cases and referrals"
        )
        parser.add_argument(
            "--no-log-ins", dest="log_ins", action="store_false", help="do not print them"
        )

    def handle(self, *, scale, log_ins, **options):
        if demo.is_loaded():
            self.stdout.write("The demo country is already there.")
        else:
            self.load(scale)
        for line in demo.log_ins() if log_ins else ():
            self.stdout.write(line)

    def load(self, scale):
        self.stdout.write("Loading the demo country: two years, a minute or two.")
        begun = monotonic()
        try:
            told = demo.load(scale=scale, progress=self.say)
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        counts = ", ".join(f"{count} {things}" for things, count in told.items())
        self.stdout.write(f"Loaded in {monotonic() - begun:.0f} seconds: {counts}.")

    def say(self, line):
        self.stdout.write(line)
        self.stdout.flush()
