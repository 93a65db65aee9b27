from datetime import date, timedelta

import pytest

from helpdesk.dashboards.indicators.periods import Named, Period, named


def days(period):
    return period.first.isoformat(), period.last.isoformat()


def test_nepals_year_begins_on_the_first_of_shrawan():
    year = named("last_year", date(2026, 11, 29), "NP")
    assert days(year) == ("2025-07-17", "2026-07-16")
    assert days(year.before) == ("2024-07-16", "2025-07-16")


def test_what_still_runs_is_counted_to_this_day_and_compared_with_as_many_days():
    year = named("this_year", date(2026, 11, 29), "NP")
    assert days(year) == ("2026-07-17", "2026-11-29")
    assert days(year.before) == ("2026-03-03", "2026-07-16")


def test_nepals_quarters_are_three_of_its_own_months():
    assert days(named("this_quarter", date(2026, 7, 17), "NP")) == ("2026-07-17", "2026-07-17")
    assert days(named("last_quarter", date(2026, 10, 18), "NP")) == ("2026-07-17", "2026-10-17")


def test_elsewhere_the_year_begins_in_january():
    assert days(named("last_year", date(2026, 11, 29), "SN")) == ("2025-01-01", "2025-12-31")
    assert days(named("last_quarter", date(2026, 11, 29), "SN")) == ("2026-07-01", "2026-09-30")


def test_a_country_says_its_own_day(settings):
    settings.FISCAL_YEARS = {"": {"month": 4, "day": 6}}
    assert days(named("this_year", date(2026, 4, 5), "GB")) == ("2025-04-06", "2026-04-05")
    assert days(named("last_quarter", date(2026, 7, 6), "GB")) == ("2026-04-06", "2026-07-05")


@pytest.mark.parametrize("name", Named.values)
@pytest.mark.parametrize("country", ["NP", "EC"])
def test_every_period_follows_on_the_one_before(name, country):
    for month in range(1, 13):
        for day in (1, 15, 16, 17, 18, 28):
            period = named(name, date(2026, month, day), country)
            assert period.first <= period.last
            assert (period.first - period.before.last).days == 1
            lengths = [one.last - one.first for one in (period, period.before)]
            assert abs((lengths[0] - lengths[1]).days) <= 5
            if name.startswith("this"):
                assert period.first <= date(2026, month, day) <= period.last


def test_a_period_by_days_is_compared_with_as_many_before():
    assert days(Period(date(2026, 3, 1), date(2026, 3, 10)).before) == ("2026-02-19", "2026-02-28")


@pytest.mark.parametrize(("unit", "first", "over"), [
    ("month", "2026-11-01", "2026-12-01"), ("quarter", "2026-10-18", "2027-01-15"),
    ("year", "2026-07-17", "2027-07-17"),
])  # fmt: skip
def test_a_period_is_one_question_while_it_runs_and_after_it(unit, first, over):
    begun, over = date.fromisoformat(first), date.fromisoformat(over)
    running = [named(f"this_{unit}", begun + timedelta(days=n), "NP") for n in range(20)]
    after = named(f"last_{unit}", over, "NP")
    assert after.first == begun
    assert {one.question for one in running} == {after.question}
    assert len({one.before.question for one in running}) == 1
    assert running[0].before.question != after.before.question


@pytest.mark.parametrize("name", [name for name in Named.values if name.startswith("last")])
def test_the_period_before_is_the_question_that_it_was_as_the_period(name):
    now = named(name, date(2026, 11, 29), "NP")
    assert now.before.question == named(name, now.first, "NP").question
