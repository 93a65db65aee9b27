"""What a rounded reader gets of a report, with totals, splits and ageing bands together."""

import random

import pytest

from helpdesk.dashboards.figures import Figures
from helpdesk.dashboards.indicators import BY_CODE, SPLITS
from helpdesk.dashboards.small_numbers import rounded
from tests.indicators.solver import worked_out

CODES = [c for c in BY_CODE if c.startswith(("cases_", "outcome"))]
SPLIT_BY = ["sex", "stage", "destination"]


def about(place):
    """The two questions that a report asks of a place."""
    return {"now": f"{place}|now", "before": f"{place}|before"}


def counted(seed):
    """A small centre's counts, each of its cases in one place of every split."""
    rng = random.Random(seed)
    figures = Figures(about(f"centre {seed}"), CODES, SPLIT_BY, is_true=False)
    values = {split: [v for v, _ in SPLITS[split].words(["QA", "MY", "JP"])] for split in SPLIT_BY}
    values["destination"] = ["QA", "MY", "JP", "KW", ""]
    parts = {split: {v: {} for v in values[split]} for split in SPLIT_BY}
    totals = {code: {"now": 0, "before": 0} for code in CODES}
    for code in CODES:
        if any(BY_CODE[other].part_of == code for other in CODES):
            continue
        for _case in range(rng.choice([0, 1, 2, 4, 4, 7, 13, 30])):
            for one in filter(None, (code, BY_CODE[code].part_of)):
                totals[one]["now"] += 1
            for split in SPLIT_BY:
                value = rng.choices(values[split], weights=[9, 3, 1, 1, 1][: len(values[split])])[0]
                for one in filter(None, (code, BY_CODE[code].part_of)):
                    found = parts[split][value].setdefault(one, {"now": 0, "before": 0})
                    found["now"] += 1
    figures.take("", {"totals": totals, "parts": {}})
    for split in SPLIT_BY:
        figures.take(split, {"totals": {}, "parts": parts[split]})
    return figures


def sums_of(figures):
    """What a reader knows of how the figures add up, by the definitions alone."""
    sums = []
    for code in CODES:
        for split in SPLIT_BY:
            parts = [(code, split, value) for value in figures.values(split)]
            sums.append(((code, "", ""), parts))
        bands = [other for other in CODES if BY_CODE[other].part_of == code]
        for split, value in [("", ""), *((s, v) for s in SPLIT_BY for v in figures.values(s))]:
            if bands:
                sums.append(((code, split, value), [(band, split, value) for band in bands]))
    return sums


@pytest.mark.parametrize("seed", range(12))
def test_no_count_below_five_can_be_worked_out(seed):
    figures = counted(seed)
    assert worked_out(figures.published["now"], sums_of(figures)) == []


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(5000, 5200))
def test_no_count_below_five_can_be_worked_out_of_any_of_many_reports(seed):
    figures = counted(seed)
    assert worked_out(figures.published["now"], sums_of(figures)) == []


def test_few_are_withheld():
    shown = [v for seed in range(12) for v in counted(seed).published["now"].values()]
    assert sum(value is None for value in shown) <= len(shown) // 50


def test_a_row_of_a_long_list_is_there_from_five_on(settings):
    figures = Figures(about("a centre"), ["cases_opened"], ["destination"], is_true=False)
    parts = {c: {"cases_opened": {"now": n, "before": 0}} for c, n in [("QA", 12), ("JP", 4)]}
    figures.take("", {"totals": {"cases_opened": {"now": 16, "before": 0}}, "parts": {}})
    figures.take("destination", {"totals": {}, "parts": parts})
    assert [value for value, _label in figures.rows_of("destination")] == ["QA"]


def test_a_median_of_few_is_not_published():
    figures = Figures(about("a centre"), ["days_to_close"], [], is_true=False)
    figures.take("", {"totals": {"days_to_close": {"now": [3.4, 9.1, 9]}}, "parts": {}})
    assert figures.words(BY_CODE["days_to_close"]) == "…"
    figures.take("", {"totals": {"days_to_close": {"now": [3.4, 9.1, 10]}}, "parts": {}})
    assert figures.words(BY_CODE["days_to_close"]) == "3 (9 of 10: 9)"


def test_money_is_not_published():
    figures = Figures(about("a centre"), ["money_claimed"], [], is_true=False)
    figures.take("", {"totals": {"money_claimed": {"now": {"QAR": "9000.000"}}}, "parts": {}})
    assert figures.words(BY_CODE["money_claimed"]) == "not published"


@pytest.mark.parametrize("seed", range(12))
def test_a_whole_reads_the_same_beside_its_parts_and_alone(seed):
    """The council’s sheet shows it alone, open statistics beside its parts."""
    figures = counted(seed)
    alone = Figures(figures.about, CODES, [], is_true=False)
    alone.take("", {"totals": figures.totals, "parts": {}})
    wholes = [(code, "", "") for code in CODES]
    assert [figures.published["now"][key] for key in wholes] == [
        alone.published["now"][key] for key in wholes
    ]


def test_sixteen_of_four_fours_is_said_alike_alone_and_beside_them():
    for salt in range(40):
        figures = Figures(about(f"centre {salt}"), ["cases_opened"], ["stage"], is_true=False)
        whole, four = ("cases_opened", "", ""), {"cases_opened": {"now": 4, "before": 0}}
        figures.take("", {"totals": {"cases_opened": {"now": 16, "before": 0}}, "parts": {}})
        figures.take("stage", {"totals": {}, "parts": dict.fromkeys(figures.values("stage"), four)})
        keys = [("cases_opened", "stage", value) for value in figures.values("stage")]
        shown = figures.published["now"]
        assert len(keys) == 4
        assert shown[whole] == rounded(16, f"{figures.about['now']}|{whole}")
        assert worked_out(shown, [(whole, keys)]) == []
