"""One rule for every text: what can be read stays, what is hidden goes, what is broken shows."""

import pytest
from django.core.exceptions import ValidationError

from helpdesk.core.texts import BOX, LONGEST, box, names_something, readable, what_is_wrong


@pytest.mark.parametrize(
    "text",
    [
        "Maya Kumari Tamang",
        "माया कुमारी तामाङ",
        "र\u094d\u200dयाम",  # Nepali's eyelash ra
        "می\u200cخواهم",  # Persian: "I want"
        "ന\u0d4d\u200d",  # a Malayalam letter as old keyboards write it
        "محمد بن عبد الله",
        "N'Diaye-Ñuñez d’Àvila",
        "O\u0308\u0323".replace("O\u0308\u0323", "Ọ̈"),
        "ကျွန်ုပ်တို့",
        "Maya 👩‍👧",
        "Robert'); DROP TABLE clients;--",
        "=HYPERLINK(A1)",
        "{{ 7 * 7 }} {% now %} ${x} %(name)s",
        "<script>alert(1)</script>",
        "../../etc/passwd",
    ],
)
def test_what_can_be_read_stays_as_it_is(text):
    assert readable(text) == text
    assert what_is_wrong(readable(text)) is None


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("\u202a+977 984 1552310\u202c", "+977 984 1552310"),  # as a phone's address book copies it
        ("\ufeffMaya", "Maya"),
        ("Ma\u200bya", "Maya"),
        ("Ma\u00adya", "Maya"),
        ("\u200fمحمد\u200e", "محمد"),
        ("\u2066Maya\u2069", "Maya"),
        ("\u200d\u200dMaya", "Maya"),
        ("می\u200c\u200c\u200cخواهم", "می\u200cخواهم"),
        ("Maya\U000e0041\U000e007f", "Maya"),
        ("Jose\u0301", "José"),
        ("Maya\u00a0\u2003  Tamang", "Maya Tamang"),
        ("Maya\r\nTamang\tRai", "Maya Tamang Rai"),
        ("Maya\x0bTamang", "Maya Tamang"),
        ("\u3164", ""),
    ],
)
def test_what_is_hidden_goes(typed, kept):
    assert readable(typed) == kept


def test_paragraphs_and_their_direction_stay_where_there_are_lines():
    typed = "One\r\n\r\nTwo\u2028Three  wide\u200f"
    assert readable(typed, lines=True) == "One\n\nTwo\nThree  wide\u200f"


@pytest.mark.parametrize(
    "broken",
    ["\x00", "\x07", "\x1b", "\x7f", "\x9b", "\u202e", "\u202d", "\ud800", "\ufffe"],
)
def test_what_cannot_be_read_shows_and_is_asked_for_again(broken):
    assert readable(f"Ma{broken}ya") == "Ma\ufffdya"
    assert "could not be read" in str(what_is_wrong(readable(f"Ma{broken}ya")))


def test_marks_without_end_on_one_letter_are_no_writing():
    zalgo = readable("M" + "\u0316\u0353\u0300" * 5)
    assert "marks" in str(what_is_wrong(zalgo))


def test_a_text_has_an_end():
    assert what_is_wrong("a" * LONGEST) is None
    assert "20001 signs" in str(what_is_wrong("a" * (LONGEST + 1)))
    assert "at most" in str(what_is_wrong("a" * 201, 200))


@pytest.mark.parametrize("nobody", ["...", "–", "?", "😀", "'\"", "---"])
def test_signs_alone_are_no_name(nobody):
    with pytest.raises(ValidationError, match="letters"):
        names_something(nobody)


@pytest.mark.parametrize("somebody", ["", "X", "李", "माया", "K.C.", "محمد", "Maya 😀"])
def test_any_scripts_letters_are_a_name(somebody):
    names_something(somebody)


def test_a_search_box_reads_one_line_and_not_more():
    assert box({"q": " Ma\x00ya\nTamang "}, "q") == "Ma ya Tamang"
    assert len(box({"q": "Maya " * 100_000}, "q")) <= BOX
    assert box({}, "q") == ""


def test_lists_are_read_one_by_one_and_other_things_left_alone():
    assert readable(["a\x00", "b"]) == ["a\ufffd", "b"]
    assert readable(7) == 7
