"""Who gets what at every URL: the table is tests/url_matrix.py."""

from http.cookies import SimpleCookie

import pytest
from django.core.cache import cache
from django.db import transaction
from django.urls import URLPattern, get_resolver, reverse

from tests.url_matrix import MATRIX, ROLES
from tests.world import make_world


def every_name(patterns=None, namespace=""):
    """The name of each URL pattern, with its namespace."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLPattern):
            yield namespace + (pattern.name or f"(no name) {pattern.pattern}")
        else:
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from every_name(pattern.url_patterns, inner)


def answers(browser, method, path, data):
    """The status, with all that the request changed undone."""
    cache.clear()
    cookies = {name: morsel.value for name, morsel in browser.cookies.items()}
    with transaction.atomic():
        status = getattr(browser, method)(path, data).status_code
        transaction.set_rollback(True)
    browser.cookies = SimpleCookie(cookies)
    return status


def differences(world, browsers, name):
    """Where the row of this name is not what happens."""
    row = MATRIX[name]
    path = reverse(name, args=row.args(world))
    for method in ("get", "post"):
        for role in ROLES:
            expected = (getattr(row, method) or {}).get(role, 405)
            status = answers(
                browsers[role], method, path, row.data(world) if method == "post" else {}
            )
            if status != expected and not (expected == 405 and role in ROLES[:2] and status == 302):
                yield f"{method.upper()} {path} as {role}: {status}, and the table says {expected}"


NAMES = sorted(set(every_name()))


def test_every_url_has_a_row_and_every_row_a_url():
    assert set(NAMES) - MATRIX.keys() == set(), "These URLs have no row in tests/url_matrix.py."
    assert MATRIX.keys() - set(NAMES) == set(), "These rows have no URL any more."


def test_no_two_urls_share_a_name():
    names = list(every_name())
    assert len(names) == len(set(names))


@pytest.mark.django_db
@pytest.mark.parametrize(
    "part", sorted({name.partition(":")[0] if ":" in name else "" for name in NAMES})
)
def test_every_url_answers_each_person_as_its_row_says(part, browse):
    world = make_world()
    browsers = {role: browse(world.people.get(role)) for role in ROLES}
    world.people["disabled"].__class__.objects.filter(pk=world.people["disabled"].pk).update(
        is_active=False
    )
    mine = [
        name
        for name in NAMES
        if name in MATRIX and (name.partition(":")[0] if ":" in name else "") == part
    ]
    wrong = [line for name in mine for line in differences(world, browsers, name)]
    assert not wrong, "\n".join(wrong)
