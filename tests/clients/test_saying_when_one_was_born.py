from datetime import UTC, datetime

import pytest
from django.core.exceptions import ValidationError

from helpdesk.clients.birth import parse_birth
from helpdesk.core.clock import at


@pytest.fixture(autouse=True)
def _on_24_november_2026():
    with at(datetime(2026, 11, 24, 12, tzinfo=UTC)):
        yield


@pytest.mark.parametrize(
    ("said", "date", "year", "precision"),
    [
        ("1990", "1990", 1990, "year"),
        ("1990-05", "1990-05", 1990, "month"),
        ("1990-5-2", "1990-05-02", 1990, "day"),
        ("  1990-05-12 ", "1990-05-12", 1990, "day"),
        ("about 30", "1996", 1996, "about"),
        ("About 1985", "1985", 1985, "about"),
        ("~40", "1986", 1986, "about"),
        ("about 30 years", "1996", 1996, "about"),
        ("حوالي ٣٠", "1996", 1996, "about"),
        ("१९९०", "1990", 1990, "year"),
        ("2026-11-24", "2026-11-24", 2026, "day"),
        ("1916", "1916", 1916, "year"),
    ],
)
def test_it_is_read_as_exactly_as_it_is_said(said, date, year, precision):
    birth = parse_birth(said)
    assert (birth["date"], birth["year"], birth["precision"]) == (date, year, precision)
    assert birth["text"] == said.strip()


@pytest.mark.parametrize(
    "said",
    [
        "2026-12",
        "2026-11-25",
        "1915",
        "about 111",
        "1990-13",
        "1990-02-30",
        "30",
        "spring",
        "12/05/1990",
        "0000",
    ],
)
def test_what_cannot_be_is_refused_in_words(said):
    with pytest.raises(ValidationError) as refusal:
        parse_birth(said)
    assert refusal.value.message


def test_nothing_said_is_nothing_known():
    assert parse_birth("  ") is None
