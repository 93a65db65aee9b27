"""Open statistics as files that a ministry or a university may publish: data and dictionary."""

import json
from collections.abc import Iterator

from django.conf import settings
from django.utils.translation import gettext as _

from .figures import Figures
from .indicators import SPLITS
from .small_numbers import words

COLUMNS = ("indicator", "split", "value", "label", "count", "count_before")


def rows(figures: Figures) -> Iterator[list[str | int]]:
    """One line for each figure, by codes that stay the same in every language."""
    for split in ("", *figures.splits):
        for one in figures.split_by(split) if split else figures.indicators:
            for value, label in figures.rows_of(split) if split else [("", "")]:
                where = (split, value)
                counts = [_cell(figures.shown(one, where, when)) for when in ("now", "before")]
                yield [one.code, split, value, label, *counts]


def _cell(n):
    return n or words(n)


def dictionary(figures: Figures) -> Iterator[list[str]]:
    """What each code means: kind, code, name, definition, unit, share of."""
    yield from (["column", name, str(title), "", "", ""] for name, title in columns().items())
    for one in figures.indicators:
        facts = [str(one.name), str(one.definition), str(one.unit_words), one.of]
        yield ["indicator", one.code, *facts]
    for split in figures.splits:
        yield ["split", split, str(SPLITS[split].label), "", "", ""]
        yield from (
            ["value", f"{split}:{value}", label, "", "", ""]
            for value, label in figures.rows_of(split)
        )


DICTIONARY = ("kind", "code", "name", "definition", "unit", "share_of")


def columns():
    below, step = settings.SMALL_NUMBERS_BELOW, settings.SMALL_NUMBERS_ROUNDED_TO
    said = {"below": below, "step": step}
    return {
        "indicator": _("What is counted: see the indicators"),
        "split": _("By what it is split; empty for the whole"),
        "value": _("The value of the split, as a code; empty for not known"),
        "label": _("The value in words"),
        "count": _(
            "The count in the period, rounded to a multiple of %(step)s by itself; “<%(below)s” "
            "for fewer than %(below)s, none included; “…” where it is withheld. Totals need not "
            "add up. What is not listed of a long list is fewer than %(below)s. Restricted cases "
            "are not counted."
        )
        % said,
        "count_before": _("The same in the period before"),
    }


def as_json(report, figures: Figures) -> str:
    """The data with its dictionary, in one document."""
    whole = {
        "title": report.name,
        "first_day": report.first.isoformat(),
        "last_day": report.last.isoformat(),
        "counted_at": report.made_on.isoformat(timespec="minutes"),
        "dictionary": [dict(zip(DICTIONARY, row, strict=True)) for row in dictionary(figures)],
        "data": [dict(zip(COLUMNS, row, strict=True)) for row in rows(figures)],
    }
    return json.dumps(whole, ensure_ascii=False, indent=1)
