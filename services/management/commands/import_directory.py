from pathlib import Path

from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError
from django_countries import countries

from helpdesk.access.models import User
from helpdesk.access.sight import may
from helpdesk.core import per_request
from services.importing import BadPackage, import_from
from services.kinds import Kind


class Command(BaseCommand):
    help = "Read a directory of services into the desk, again and again."

    def add_arguments(self, parser):
        parser.add_argument(
            "path",
            help="Open Referral HSDS: a folder or a .zip of CSV (1.x, 3.x) or JSON (3.x), or one"
            " .json or .ndjson file of services, as /hsds/services?full publishes them.",
        )
        parser.add_argument(
            "--country", required=True, help="Where nothing else is said: a code such as US."
        )
        parser.add_argument(
            "--kind", required=True, choices=Kind.values, help="The kind of help of new services."
        )
        parser.add_argument(
            "--by", required=True, metavar="EMAIL", help="The administrator who answers for it."
        )
        parser.add_argument(
            "--source",
            help="The directory's name, the same at each run. The package's own name if left out.",
        )
        parser.add_argument(
            "--report", metavar="FILE.csv", help="Write every row that was skipped or shortened."
        )
        parser.add_argument(
            "--verbose", action="store_true", help="Print every row that was skipped or shortened."
        )

    def handle(self, *, path, country, kind, by, source, report, verbose, **options):
        by, country = self._administrator(by), self._country(country)
        token = per_request.begin(where="import_directory")
        try:
            source, package, done = import_from(
                path, by=by, source=source, country=country, kind=kind
            )
        except (BadPackage, UnicodeDecodeError, PermissionDenied) as error:
            raise CommandError(str(error)) from error
        finally:
            per_request.end(token)
        if verbose:
            for file, line, outcome, why in done.lines:
                self.stdout.write(f"{package.place(file, line)}: {outcome}: {why}")
        if report:
            done.write_csv(Path(report))
        self.stdout.write(f"Directory {source}, by {by.email}\n\n{done.as_table()}")

    def _administrator(self, email):
        user = User.objects.people().filter(email__iexact=email, is_active=True).first()
        if user is None:
            raise CommandError(f"Nobody logs in as {email}. Name an administrator with --by.")
        if not may(user, "administer"):
            raise CommandError(
                f"{email} is no administrator of any centre, and only those change the directory."
            )
        return user

    def _country(self, code):
        if code.upper() not in countries:
            raise CommandError(f"{code} is no country code. Write two letters, such as US or NP.")
        return code.upper()
