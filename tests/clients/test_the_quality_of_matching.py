from pathlib import Path

import pytest

from helpdesk.clients.quality import Quality, measure, name_and_year

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


@pytest.mark.parametrize("half", HALVES, ids=["first", "second"])
def test_each_set_alone_has_the_recall_at_the_precision(half):
    assert measure(half).recall_at(PRECISION)[0] >= RECALL
    assert measure(half, name_and_year).recall_at(0.95)[0] >= 0.80


def test_the_recall_at_a_precision_counts_all_of_one_score():
    quality = Quality(scores=[(0.9, True), (0.8, True), (0.8, False), (0.7, True), (0.6, False)])
    quality.overall.same = 3
    assert quality.recall_at(1.0) == (pytest.approx(1 / 3), 0.9)
    assert quality.recall_at(0.75) == (1.0, 0.7)
    assert quality.recall_at(0.5) == (1.0, 0.6)


RECALL, PRECISION = 0.97, 0.99
