import json
import sys
from dataclasses import asdict

from django.core.management.base import BaseCommand

from helpdesk.audit.models import Checkpoint
from helpdesk.audit.verify import verify


class Command(BaseCommand):
    help = "Check the audit trail: digests, links, checkpoints, history rows, base rows."

    def add_arguments(self, parser):
        parser.add_argument(
            "--json", action="store_true", help="one JSON object on standard output"
        )
        parser.add_argument(
            "--checkpoint", metavar="FILE", help="a checkpoint that left the server"
        )

    def handle(self, *args, **options):
        report = verify(options["checkpoint"])
        if options["json"]:
            self.stdout.write(json.dumps({"clean": report.is_clean, **asdict(report)}))
        else:
            self._tell(report)
        if not report.is_clean:
            sys.exit(1)

    def _tell(self, report):
        for problem in report.problems:
            self.stdout.write(self.style.ERROR(str(problem)))
        self.stdout.write(
            f"{report.entries} entries, {report.links} links, {report.checkpoints} checkpoints, "
            f"{report.history_rows} history rows, {report.rows} rows checked."
        )
        if not Checkpoint.objects.exclude(left_by="").exists():
            self.stdout.write(
                "No checkpoint has left this server yet: an administrator could rewrite the chain."
            )
        words = (
            "Whole and unchanged."
            if report.is_clean
            else f"{len(report.problems)} things do not hold."
        )
        self.stdout.write(words)
