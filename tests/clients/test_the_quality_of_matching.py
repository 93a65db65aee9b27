from pathlib import Path

import pytest

from helpdesk.clients.quality import measure, name_and_year

GOLD = Path(__file__).parent / "gold"
HALVES = [GOLD / "first.csv", GOLD / "second.csv"]


def both(only=None):
    return [measure(half, only).overall for half in HALVES]


def recall_and_precision(halves):
    same, found = sum(half.same for half in halves), sum(half.found for half in halves)
    return found / same, found / (found + sum(half.wrong for half in halves))


def test_there_are_enough_pairs_and_as_many_look_alikes():
    halves = both()
    assert sum(half.same for half in halves) >= 300
    assert sum(half.other for half in halves) >= 300


def test_with_a_second_fact():
    recall, precision = recall_and_precision(both())
    assert recall >= RECALL
    assert precision >= PRECISION


def test_by_name_and_year_alone():
    recall, precision = recall_and_precision(both(name_and_year))
    assert recall >= 0.80
    assert precision >= 0.95


@pytest.mark.parametrize("only", [None, name_and_year])
def test_no_two_people_are_called_very_likely_the_same(only):
    assert sum(half.wrongly_strong for half in both(only)) == 0


RECALL, PRECISION = 0.97, 0.99
