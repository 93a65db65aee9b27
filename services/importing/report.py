"""What became of every row: made, changed, unchanged, or skipped and why."""

import csv
from collections import Counter

OUTCOMES = ("made", "changed", "unchanged", "skipped")


class Skip(Exception):
    """This row is left out. `reason` holds one %s where the row's own value goes, if it has one."""

    def __init__(self, reason, value=None):
        super().__init__(reason)
        self.reason = reason if value is None else reason % "…"
        self.sentence = reason if value is None else reason % value


class Report:
    """Counts per file, reasons per file, and every line that was skipped or needs a look."""

    def __init__(self):
        self.counts = {}
        self.reasons = Counter()
        self.remarks = Counter()
        self.lines = []
        self.said = []

    def opened(self, file):
        """A file of the package, even when it turns out to have no rows."""
        self.counts.setdefault(file, Counter())

    def count(self, row, outcome):
        self.counts[row.file]["read"] += 1
        self.counts[row.file][outcome] += 1

    def skip(self, row, why):
        self.count(row, "skipped")
        self.reasons[row.file, why.reason] += 1
        self.lines.append((row.file, row.line, "skipped", why.sentence))

    def remark(self, row, reason, value):
        """The row is in, but not with everything it says."""
        self.remarks[row.file, reason] += 1
        self.lines.append((row.file, row.line, "left out", f"{reason}: {value}"))

    def say(self, sentence):
        """Something about the whole import, told at its end."""
        self.said.append(sentence)

    def total(self) -> Counter:
        return sum(self.counts.values(), Counter())

    def write_csv(self, path):
        """Every skipped or shortened row, for whoever mends the directory."""
        with open(path, "w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows([("file", "line", "outcome", "why"), *self.lines])

    def as_table(self) -> str:
        """The counts, then the reasons, as text for a terminal."""
        rows = [*self.counts.items(), ("all", self.total())]
        table = [_line("file", ("read", *OUTCOMES))]
        table += [
            _line(name, [counts[column] for column in ("read", *OUTCOMES)]) for name, counts in rows
        ]
        for title, reasons in (
            ("Skipped, and why", self.reasons),
            ("Taken, but not all of it", self.remarks),
        ):
            if reasons:
                table += [
                    "",
                    title,
                    *(f"{n:>8}  {file}: {why}" for (file, why), n in _by_file(reasons)),
                ]
        return "\n".join([*table, *([""] if self.said else []), *self.said])


def _by_file(reasons):
    return sorted(reasons.items(), key=lambda item: (item[0][0], -item[1]))


def _line(name, values):
    return f"{name:<22}" + "".join(f"{value:>11}" for value in values)
