import random

import pytest

from helpdesk.dashboards import small_numbers
from helpdesk.dashboards.small_numbers import Publication, in_circle, rounded, words
from tests import make

from .solver import worked_out


def published(parts, *, about="here"):
    """A total and its parts, as they are published together."""
    made = Publication(about)
    made.add("all", sum(parts))
    for number, n in enumerate(parts):
        made.add(number, n)
    made.add_sum("all", range(len(parts)))
    return made.settle(), made.sums


def test_everything_below_five_reads_the_same():
    assert {words(rounded(n, "question")) for n in range(5)} == {"<5"}


def test_a_count_becomes_one_of_the_two_multiples_around_it():
    for n in range(5, 200):
        found = {rounded(n, f"question {i}") for i in range(100)}
        assert found == ({n} if n % 5 == 0 else {n - n % 5, n - n % 5 + 5})


def test_the_same_question_is_answered_in_the_same_way():
    assert len({rounded(13, "cases in Gorkha, October") for _ in range(50)}) == 1


def test_rounding_neither_adds_nor_takes_away_on_the_whole():
    errors = [rounded(n, f"{n} {i}") - n for n in range(10, 60) for i in range(200)]
    assert abs(sum(errors) / len(errors)) < 0.1


def test_sixteen_cut_into_four_fours_does_not_say_so():
    for i in range(200):
        shown, sums = published([4, 4, 4, 4], about=f"question {i}")
        assert worked_out(shown, sums) == []


def test_the_nearest_multiple_would_give_four_and_four_away(monkeypatch):
    def nearest(n, about):
        return 0 if n < 5 else 5 * ((n + 2) // 5)

    monkeypatch.setattr(small_numbers, "rounded", nearest)
    monkeypatch.setattr(
        small_numbers,
        "bounds",
        lambda s: (0, 4) if s == 0 else (s - 2, s + 2) if s else (0, 1e9),
    )
    made = Publication("naive")
    for key, n in (("all", 8), ("women", 4), ("men", 4)):
        made.add(key, n)
    made.add_sum("all", ["women", "men"])
    made.shown = {key: nearest(n, "") for key, n in made.counts.items()}
    assert made._pinned() == ["women", "men"]


@pytest.mark.parametrize("seed", range(40))
def test_a_solver_finds_no_count_below_five(seed):
    assert_nothing_is_worked_out(seed, centres=6, values=5)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(1000, 1400))
def test_a_solver_finds_no_count_below_five_in_any_of_many_countries(seed):
    rng = random.Random(seed)
    assert_nothing_is_worked_out(seed, centres=rng.randint(2, 20), values=rng.randint(2, 8))


def assert_nothing_is_worked_out(seed, centres, values):
    """A country's table by centre and by two splits, with each split within each centre."""
    rng = random.Random(seed)
    cells = {
        (c, a, b): rng.choice([0, 0, 0, 1, 2, 3, 4, 4, 4, 5, 6, 8, 9, 12, 30])
        for c in range(centres)
        for a in range(values)
        for b in range(2)
    }

    def together(**kept):
        names = ("c", "a", "b")
        return sum(
            n
            for key, n in cells.items()
            if all(key[names.index(name)] == value for name, value in kept.items())
        )

    made = Publication(f"country {seed}")
    made.add("all", together())
    ranges = {"c": range(centres), "a": range(values), "b": range(2)}
    for name, all_values in ranges.items():
        for value in all_values:
            made.add((name, value), together(**{name: value}))
        made.add_sum("all", [(name, value) for value in all_values])
    for name in ("a", "b"):
        for c in ranges["c"]:
            for value in ranges[name]:
                made.add(("c", c, name, value), together(c=c, **{name: value}))
            made.add_sum(("c", c), [("c", c, name, value) for value in ranges[name]])
        for value in ranges[name]:
            made.add_sum((name, value), [("c", c, name, value) for c in ranges["c"]])
    shown = made.settle()
    assert worked_out(shown, made.sums) == []
    assert sum(value is None for value in shown.values()) <= len(shown) // 20


def test_the_circle_is_whoever_works_at_every_centre_that_is_counted(
    kathmandu, pokhara, sarita, bimala, anil, nirmala, stranger
):
    both = [kathmandu.pk, pokhara.pk]
    assert in_circle(bimala, [kathmandu.pk])
    assert in_circle(sarita, [kathmandu.pk])
    assert not in_circle(sarita, both)
    assert not any(in_circle(person, [kathmandu.pk]) for person in (anil, nirmala, stranger))
    assert not in_circle(bimala, [])
    outer = make.make_user("Overseer of all", teams=[kathmandu.supervisors, pokhara.supervisors])
    assert in_circle(outer, both)
