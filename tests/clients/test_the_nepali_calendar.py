from datetime import UTC, datetime

import pytest
from django.core.exceptions import ValidationError

from helpdesk.clients.bikram_sambat import from_gregorian
from helpdesk.clients.birth import birth_in_words, parse_birth
from helpdesk.core.clock import at


@pytest.fixture(autouse=True)
def _on_24_november_2026():
    with at(datetime(2026, 11, 24, 12, tzinfo=UTC)):
        yield


@pytest.mark.parametrize(
    ("said", "date", "bs"),
    [
        # new years of the Nepali calendar, and the days before them
        ("2000-01-01 BS", "1943-04-14", "2000-01-01"),
        ("2050-01-01 BS", "1993-04-13", "2050-01-01"),
        ("2056-12-30 BS", "2000-04-12", "2056-12-30"),
        ("2057-01-01 BS", "2000-04-13", "2057-01-01"),
        ("2070-01-01", "2013-04-14", "2070-01-01"),
        ("2075-01-01", "2018-04-14", "2075-01-01"),
        ("2077-01-01", "2020-04-13", "2077-01-01"),
        ("2079-01-01", "2022-04-14", "2079-01-01"),
        ("2080-01-01", "2023-04-14", "2080-01-01"),
        ("2081-01-01", "2024-04-13", "2081-01-01"),
        ("2082-01-01", "2025-04-14", "2082-01-01"),
        # days that everybody in Nepal knows
        ("2007-11-07 BS", "1951-02-18", "2007-11-07"),  # Democracy Day
        ("2017-09-01 BS", "1960-12-15", "2017-09-01"),  # the king took power
        ("2046-12-26", "1990-04-08", "2046-12-26"),  # parties allowed again
        ("2058-02-19", "2001-06-01", "2058-02-19"),  # the palace
        ("2063-01-11", "2006-04-24", "2063-01-11"),  # parliament restored
        ("2065-02-15", "2008-05-28", "2065-02-15"),  # the republic
        ("2072-01-12", "2015-04-25", "2072-01-12"),  # the earthquake
        ("2072-06-03", "2015-09-20", "2072-06-03"),  # the constitution
        ("2052-11-01", "1996-02-13", "2052-11-01"),  # the war began
        ("2063-08-05", "2006-11-21", "2063-08-05"),  # and its peace was signed
        # as people write them
        ("वि.सं. २०५०-०१-१५", "1993-04-27", "2050-01-15"),
        ("२०५०/१/१५", "1993-04-27", "2050-01-15"),
        ("बि.सं. २०५०.०१.१५", "1993-04-27", "2050-01-15"),
        ("B.S. 2050-1-15", "1993-04-27", "2050-01-15"),
        # as far as it is known
        ("2050-01 BS", "1993-04", "2050-01"),
        ("2050-09", "1993-12", "2050-09"),
        ("2050 BS", "1993", "2050"),
        ("2020 BS", "1963", "2020"),
        ("२०५०", "1993", "2050"),
        ("about 2050", "1993", "2050"),
        ("about 2010 BS", "1953", "2010"),
    ],
)
def test_a_nepali_day_is_read_and_kept_beside_the_gregorian_one(said, date, bs):
    birth = parse_birth(said)
    assert (birth["date"], birth["bs"], birth["text"]) == (date, bs, said)
    assert birth["year"] == int(date[:4])


def test_a_year_that_has_been_is_gregorian_unless_it_says_otherwise():
    assert "bs" not in parse_birth("2010")
    assert parse_birth("2010 BS")["date"] == "1953"


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("2050-13-01 BS", "no such day"),
        ("2050-01-32", "no such day"),
        ("2050-02-33 BS", "no such day"),
        ("1960-01-01 BS", "from 1975 to 2100"),
        ("2150", "from 1975 to 2100"),
        ("2090", "still to come"),
        ("BS", "Write a year"),
        ("soon BS", "Write a year"),
    ],
)
def test_what_the_calendar_does_not_hold_is_said_in_words(said, words):
    with pytest.raises(ValidationError, match=words):
        parse_birth(said)


@pytest.mark.parametrize(
    ("day", "bs"),
    [
        ("1993-04-27", "2050-01-15"),
        ("1993-04", "2049-12/2050-01"),
        ("1993", "2049/50"),
        ("1850-01-01", ""),
    ],
)
def test_a_gregorian_day_has_its_nepali_one(day, bs):
    assert from_gregorian(day) == bs


@pytest.mark.parametrize(
    ("said", "nepali", "words"),
    [
        ("2050-01-15", False, "27 Apr 1993 · 2050-01-15 BS"),
        ("1993-04-27", True, "27 Apr 1993 · 2050-01-15 BS"),
        ("1993-04-27", False, "27 Apr 1993"),
        ("about 30", True, "about 1996 · 2052/53 BS"),
        ("1993-04", True, "Apr 1993 · 2049-12/2050-01 BS"),
    ],
)
def test_both_calendars_are_shown(said, nepali, words):
    assert birth_in_words(parse_birth(said), nepali=nepali) == words
