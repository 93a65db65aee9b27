"""Provinces, districts and municipalities of a country, from a list."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from helpdesk.access.areas import keeping
from helpdesk.access.models import User
from helpdesk.core.refusal import Refused


class Command(BaseCommand):
    """Safe to run again: what is there already stays, with its clients."""

    help = "Brings in the areas of a country from a CSV or JSON list (docs/how-to/areas.md)."

    def add_arguments(self, parser):
        parser.add_argument("file", help="the list, in UTF-8; “shipped” for the one of the desk")
        parser.add_argument("--country", required=True, metavar="NP", help="two letters")

    def handle(self, *, file, country, **options):
        country = country.upper()
        try:
            told = keeping.import_areas(
                self.text_of(file, country), country, by=User.objects.system("setup")
            )
        except Refused as refused:
            raise CommandError(f"Nothing was changed. {refused}") from refused
        self.stdout.write(", ".join(f"{count} {what}" for what, count in told.items()) + ".")

    def text_of(self, file, country):
        """What the list holds."""
        if file == "shipped":
            if (text := keeping.shipped(country)) is None:
                raise CommandError(f"No list of {country} comes with the desk. Name a file.")
            return text
        try:
            return Path(file).read_text(encoding="utf-8")
        except UnicodeDecodeError as error:
            raise CommandError(f"{file} is not in UTF-8: save it again as UTF-8.") from error
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error.strerror}.") from error
