import pytest

from helpdesk.clients.alignment import align
from helpdesk.clients.names import fold, tokens
from helpdesk.clients.spellings import COMMON_KNOWLEDGE


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("N'Diaye", "Ndiaye"),
        ("dela Cruz", "De La Cruz"),
        ("Delacruz", "de la Cruz"),
        ("Ma. Teresa", "Maria Teresa"),
        ("Md. Alam", "Mohamed Alam"),
        ("K.C.", "K C"),
        ("केसी", "KC"),
        ("Abd al-Rahman", "Abdul Rahman"),
        ("Abdurrahman", "عبد الرحمن".replace("رحمن", "رحمان")),
        ("Abdoulaye", "عبد الله"),
        ("مُحَمَّد", "محمد"),
        ("Jean-Pierre", "Jean Pierre"),
        ("José", "Jose"),
    ],
)
def test_ways_of_writing_one_name_are_the_same(one, other):
    assert _fits(one, other) > 0.9


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("श्रेष्ठ", "Shrestha"),
        ("लक्ष्मी गुरुङ", "Laxmi Gurung"),
        ("محمد", "Mohamed"),
        ("يوسف", "Youssef"),
        ("عائشة", "Aisha"),
        ("إبراهيم", "Ibrahim"),
        ("پرویز", "Parvez"),
    ],
)
def test_scripts_meet_in_their_consonants(one, other):
    assert _fits(one, other) > 0.9


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Mamadou", "Mohamed"),
        ("Sunita", "Sunil"),
        ("Mario", "Maria"),
        ("Sita", "Gita"),
        ("Hassan", "Hussein"),
        ("Ram", "Rama"),
    ],
)
def test_names_that_look_alike_are_not_the_same(one, other):
    assert _fits(one, other) < 0.8


@pytest.mark.parametrize("text", ["", " ", "...", "de la", "\u202e", "x" * 100_000, "a " * 5000])
def test_whatever_is_typed_is_folded(text):
    assert len(fold(text)) <= 8
    assert all(len(token) <= 40 for token in fold(text))


def _fits(one, other):
    return align(tokens(one), tokens(other), COMMON_KNOWLEDGE).worst
