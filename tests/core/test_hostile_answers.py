"""Days that never were, numbers beyond all bounds, choices that nobody offered."""

import pytest

from tests.core.hostile import FORMS, errors_of, send

BY_NAME = {form.name: form for form in FORMS}
HUGE = "9" * 30
# (form, what is wrong in it, a word of what the page says)
WRONG = [
    ("register", {"birth": "0000-00-00"}, "no such day"),
    ("register", {"birth": "1990-02-31"}, "no such day"),
    ("register", {"birth": "1990-13-01"}, "no such day"),
    ("register", {"birth": "2999"}, "Nepali calendar"),
    ("register", {"birth": "1899"}, "110 years"),
    ("register", {"birth": "0001"}, "110 years"),
    ("register", {"birth": "-30"}, "Write a year"),
    ("register", {"birth": "about 9999"}, "Nepali calendar"),
    ("register", {"birth": "about " + "1" * 500}, ""),
    ("register", {"birth": "tomorrow"}, "Write a year"),
    ("register", {"birth": "1990" + " " * 5 + "x" * 100}, ""),
    ("register", {"phone_number": "call my brother"}, "five digits"),
    ("register", {"phone_number": "²³¹²³⁴"}, "five digits"),
    ("register", {"phone_number": "9" * 100}, "too long"),
    ("register", {"email": "not an address"}, "e"),
    ("register", {"email": "a@b@c@d"}, "e"),
    ("register", {"email": "maya@desk.test\r\nBcc: x@y.test"}, "e"),
    ("register", {"sex": "dragon"}, "dragon"),
    ("register", {"stage": "../return"}, "return"),
    ("register", {"category": "Z99"}, "Z99"),
    ("register", {"nationality": "ZZ"}, "ZZ"),
    ("register", {"languages": ["ne", "tlh"]}, "tlh"),
    ("register", {"area": "999999"}, "No place is called"),
    ("register", {"area": HUGE}, "No place is called"),
    ("register", {"area": "-1"}, "No place is called"),
    ("register", {"area": "Kathmandu"}, "No place is called"),
    ("register", {"centre": HUGE}, "choice"),
    ("register", {"centre": ""}, ""),
    ("register", {"document_kind": "wand"}, "wand"),
    ("register", {"document_expires_on": "0000-00-00"}, "Write the day"),
    ("register", {"document_expires_on": "0001-01-01"}, "Check the year"),
    ("register", {"document_expires_on": "9999-12-31"}, "Check the year"),
    ("register", {"departed_on": "2024-02-31"}, "no such day"),
    ("register", {"submission_id": "not-a-uuid"}, "send it once more"),
    ("register", {"submission_id": ""}, "send it once more"),
    (
        "register",
        {"submission_id": "{8e7b5c1e\x00"},
        "could not be read",
    ),
    ("client_change", {"second_nationality": "<b>"}, "choice"),
    ("add_journey", {"returned_on": "31/02/2024"}, "Write the day"),
    ("open_case", {"urgency": "now!!!"}, "now!!!"),
    ("note", {"happened_on": "0001-01-01"}, "Check the year"),
    ("note", {"kind": "shout"}, "shout"),
    ("add_task", {"on": "9999-12-31"}, "Check the year"),
    ("add_task", {"on": "2026-02-30"}, "date"),
    ("add_task", {"at": "25:61"}, "time"),
    ("add_need", {"client": HUGE}, "choice"),
    ("add_need", {"kind": "magic"}, "magic"),
    ("referrals:refer", {"service": HUGE}, "not fit"),
    ("referrals:refer", {"client": "-1"}, "choice"),
    ("referrals:decline", {"reason": "mood"}, "mood"),
    ("referrals:prepare", {"categories": ["everything"]}, "everything"),
    ("referrals:prepare", {"until": "0001-01-01"}, "Check the year"),
    ("access:invite", {"teams": [HUGE]}, HUGE),
    ("access:invite", {"email": "a" * 250 + "@desk.test"}, ""),
    ("access:open_centre", {"code": "../ETC"}, ""),
    ("access:open_centre", {"time_zone": "Mars/Olympus"}, "Mars"),
    ("access:open_centre", {"below": HUGE}, "choice"),
    ("services:make_service", {"age_from": "-5"}, "greater than or equal to 0"),
    ("services:make_service", {"age_to": "99999"}, "less than or equal to 120"),
    ("services:make_service", {"age_to": HUGE}, "less than or equal to 120"),
    ("services:make_service", {"age_from": "NaN"}, "number"),
    ("services:make_partner", {"url": "javascript:alert(1)"}, "URL"),
    ("services:make_location", {"area": HUGE}, "choice"),
    ("figures_reassign", {"officer": HUGE}, "choice"),
]


def named(value):
    return str(value)[:60] if not callable(value) else ""


@pytest.mark.parametrize(("name", "wrong", "words"), WRONG, ids=named)
def test_it_is_said_kept_and_not_written(name, wrong, words, world, browsers, nothing_written):
    form, unchanged = BY_NAME[name], nothing_written()
    answer = send(browsers[form.role], form.path(world), form.whole(world, **wrong))
    assert answer.status_code == 422
    said = {name: " ".join(map(str, each)) for name, each in errors_of(answer).items()}
    assert set(said) & set(wrong), said
    assert words in " ".join(said.values())
    unchanged()


@pytest.mark.parametrize("version", ["0", "-1", "999", HUGE, "abc", "", "1.5", "\x00", "' OR 1=1"])
@pytest.mark.parametrize("name", ["client_change", "access:change_centre"])
def test_a_version_that_was_tampered_with_shows_both(
    name, version, world, browsers, nothing_written
):
    form, unchanged = BY_NAME[name], nothing_written()
    answer = send(browsers[form.role], form.path(world), form.whole(world, version=version))
    assert answer.status_code in (409, 422)
    unchanged()


def test_twenty_thousand_ticks_are_answered(world, browsers, nothing_written):
    form, unchanged = BY_NAME["figures_reassign"], nothing_written()
    ticks = {"cases": ["K-26-00000"] * 900}
    assert send(browsers[form.role], form.path(world), form.whole(world, **ticks)).status_code < 500
    unchanged()
