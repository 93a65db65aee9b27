"""Says how well people are found again, on pairs of which one knows the truth."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from helpdesk.clients.quality import measure, name_and_year

WAYS = [("with a second fact", None, 0.99), ("name and year alone", name_and_year, 0.95)]


class Command(BaseCommand):
    """Reads each CSV of a folder: kind, same (1 or 0), left_… and right_… name, birth …"""

    help = "Precision and recall of the comparison, by kind of pair and overall."

    def add_arguments(self, parser):
        parser.add_argument("--gold", type=Path, default=settings.BASE_DIR / "tests/clients/gold")
        parser.add_argument("--misjudged", action="store_true", help="show them, pair by pair")

    def handle(self, *, gold, misjudged, **options):
        files = sorted(gold.glob("*.csv"))
        if not files:
            raise CommandError(f"There is no CSV file in {gold}.")
        for file in files:
            for words, only, precision in WAYS:
                self._show(f"{file.stem}: {words}", measure(file, only), precision, misjudged)

    def _show(self, title, quality, precision, misjudged):
        self.stdout.write(f"\n{title}")
        heads = ("kind", "same", "found", "recall", "others", "wrong", "precision", "strong!")
        self.stdout.write("  {:28}{:>6}{:>7}{:>8}{:>8}{:>7}{:>11}{:>9}".format(*heads))
        for kind, said in [*quality.kinds.items(), ("overall", quality.overall)]:
            shown = (kind, said.same, said.found, _share(said.recall), said.other, said.wrong)
            shown += (_share(said.precision), said.wrongly_strong)
            self.stdout.write("  {:28}{:>6}{:>7}{:>8}{:>8}{:>7}{:>11}{:>9}".format(*shown))
        recall, score = quality.recall_at(precision)
        self.stdout.write(
            f"  recall {recall:.3f} at precision {precision}: scores from {score:.2f}"
        )
        for kind, row, score in quality.misjudged if misjudged else ():
            sides = [[row[f"{side}_{f}"] for f in SHOWN] for side in ("left", "right")]
            self.stdout.write(
                f"    {score:.2f} {kind}: {' | '.join(sides[0])} = {' | '.join(sides[1])}"
            )


SHOWN = ("name", "birth", "sex", "phone", "document", "address")


def _share(value):
    return "–" if value is None else f"{value:.3f}"
