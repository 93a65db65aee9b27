"""What was measured, as a table and as JSON."""

import json
import statistics
import sys
from pathlib import Path


def say(line) -> None:
    """At once, so that a long run is seen to go on."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def percentile(times, share) -> float:
    """In milliseconds."""
    ranked = sorted(times)
    return ranked[min(len(ranked) - 1, int(len(ranked) * share))] * 1000


def rows_of(pages, floor) -> list[dict]:
    """One row for each page, the floor first, with its ratio and whether the goal is met."""
    base = statistics.median(floor.times) * 1000
    return [_row(page, base) for page in [floor, *pages]]


def _row(page, base):
    middle = statistics.median(page.times) * 1000
    ratio = middle / base
    return {
        "page": page.name,
        "who": page.who,
        "p50_ms": round(middle, 1),
        "p95_ms": round(percentile(page.times, 0.95), 1),
        "sql": page.sql,
        "bytes": page.bytes,
        "ratio": round(ratio, 2),
        "goal": page.goal,
        "met": None if page.goal is None else ratio <= page.goal,
    }


def print_table(rows) -> None:
    """For the terminal."""
    say(f"{'':24}{'p50':>8}{'p95':>8}{'SQL':>6}{'gzip':>8}{'floors':>8}{'goal':>6}")
    for row in rows:
        goal = "" if row["goal"] is None else f"{row['goal']:g}"
        mark = "" if row["met"] is None else "  met" if row["met"] else "  MISSED"
        say(
            f"{row['page']:24}{row['p50_ms']:8.1f}{row['p95_ms']:8.1f}{row['sql']:6}"
            f"{row['bytes']:8,}{row['ratio']:8.2f}{goal:>6}{mark}"
        )


def write_json(path: Path, **facts) -> None:
    """For comparing runs."""
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(facts, indent=2) + "\n")
    say(f"Written to {path.name}.")
