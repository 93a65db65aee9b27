"""Texts that no honest keyboard writes: a clear word, nothing lost, nothing half-written."""

import pytest
from django.db import transaction
from django.urls import reverse

from tests.core.hostile import BOXES, FORMS, errors_of, send
from tests.url_matrix import MATRIX

READ_AGAIN = "could not be read"
# name → (what is typed, what the page says of it)
HOSTILE = {
    "a null byte": ("Ma\x00ya", READ_AGAIN),
    "a bell": ("Ma\x07ya", READ_AGAIN),
    "a terminal's commands": ("\x1b[2JMaya", READ_AGAIN),
    "a control of the upper half": ("Ma\x9bya", READ_AGAIN),
    "a right-to-left override": ("Maya\u202egpj.exe", READ_AGAIN),
    "a left-to-right override": ("\u202dMaya", READ_AGAIN),
    "half a letter": ("Ma\ud83dya", READ_AGAIN),
    "no letter at all": ("Maya\ufffe", READ_AGAIN),
    "bytes that are not UTF-8": (b"Maya \xff\xfe", READ_AGAIN),
    "another encoding": ("Núñez".encode("latin-1"), READ_AGAIN),
    "overlong UTF-8": (b"Ma\xc0\xafya", READ_AGAIN),
    "marks without end": ("M" + "\u0300\u0316" * 6, "oo "),
    "a megabyte": ("Maya " * 210_000, "too long"),
}
OTHERS_KEPT = "What she said before"


@pytest.mark.parametrize("which", HOSTILE)
def test_every_form_says_so_and_writes_nothing(which, world, browsers, nothing_written):
    typed, words = HOSTILE[which]
    unchanged, wrong = nothing_written(), []
    for form in FORMS:
        answer = send(browsers[form.role], form.path(world), form.hostile(world, typed))
        if answer.status_code != 422:
            wrong.append(f"{form.name} answers {answer.status_code}")
            continue
        errors = errors_of(answer)
        wrong += [
            f"{form.name}.{name}: {list(errors.get(name, []))}"
            for name in form.hit_by(typed)
            if words not in " ".join(map(str, errors.get(name, [])))
        ]
    assert not wrong, "\n".join(wrong)
    unchanged()


def test_what_else_was_typed_is_kept(world, browsers):
    for form in FORMS:
        broken, *others = form.texts
        answers = form.whole(world, **{broken: "Ma\x00ya"}, **dict.fromkeys(others, OTHERS_KEPT))
        page = send(browsers[form.role], form.path(world), answers).content.decode()
        assert page.count(OTHERS_KEPT) >= len(others), form
        assert "Ma\ufffdya" in page, form  # she sees where it went wrong
        assert "\x00" not in page, form


def test_the_forms_here_are_whole(world, browsers):
    """Without anything hostile each is done, or meets a rule: else this would prove little."""
    wrong = []
    for form in FORMS:
        with transaction.atomic():
            answer = send(browsers[form.role], form.path(world), form.whole(world))
            transaction.set_rollback(True)
        if answer.status_code not in (302, 409):
            wrong.append(f"{form.name}: {answer.status_code} {errors_of(answer).as_json()}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("which", [name for name, (typed, _) in HOSTILE.items() if typed])
def test_search_boxes_take_anything(which, world, browsers, nothing_written):
    typed, unchanged = HOSTILE[which][0], nothing_written()
    for name, (role, box) in BOXES.items():
        path = reverse(name, args=MATRIX[name].args(world))
        for more in ({}, {"look_only": "1"}, {"look_again": "1"}):
            if more and box != "look":
                continue
            answer = send(browsers[role], path, {box: typed, **more})
            assert answer.status_code in (200, 422), (name, more)
    unchanged()


@pytest.mark.parametrize("which", HOSTILE)
def test_the_door_stays_shut_and_standing(which, world, browsers, nothing_written):
    typed, unchanged = HOSTILE[which][0], nothing_written()
    for answers in ({"login": typed, "password": "x"}, {"login": "a@desk.test", "password": typed}):
        answer = send(browsers["anonymous"], "/account/login/", answers)
        assert answer.status_code in (200, 429)
    assert (
        send(browsers["anonymous"], "/account/password/reset/", {"email": typed}).status_code < 500
    )
    assert send(browsers["anonymous"], "/account/language/", {"language": typed}).status_code == 302
    unchanged()
