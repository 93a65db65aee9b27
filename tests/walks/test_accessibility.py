"""axe over every page that the URL table knows, in both languages, on a phone and on a desk.

`PICTURES=folder make prove ARGS=tests/walks/test_accessibility.py` keeps pictures of every page.
"""

import json
import os
from itertools import product
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse

from tests.url_matrix import MATRIX, ROLES
from tests.world import make_world

# Answers that are no page of ours to look at: a word, suggestions, a file.
NO_PAGE = {"healthz", "areas", "register_template", "error_file", "download", "services:scan"}
NO_PAGE |= {"referrals:calendar", "referrals:our_figures_csv", "referrals:paper", "open_file"}
NO_PAGE |= {"file_content", "appointments:calendar", "report_file", "open_statistics_file"}
NO_PAGE |= {"figures_chart", "figures_table"}


def pages(world):
    """(name, path, role) of every page, as the first role that may open it."""
    for name, row in sorted(MATRIX.items()):
        role = next((role for role in ROLES[2:] if (row.get or {}).get(role) == 200), None)
        if name in NO_PAGE or name.startswith("hsds:"):
            continue
        if role:
            yield name, reverse(name, args=row.args(world)), role
        elif (row.get or {}).get("anonymous") == 200:
            yield name, reverse(name, args=row.args(world)), None


def found_wrong(page, axe):
    """What axe says, and whether the page scrolls sideways."""
    result = axe.run(page, options={"resultTypes": ["violations"]})
    for violation in result.response["violations"]:
        nodes = [node["html"][:120] for node in violation["nodes"][:2]]
        yield f"{violation['id']}: {json.dumps(nodes, ensure_ascii=False)}"
    if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
        yield "the page scrolls sideways"


def look_at(pages, world, page_at, enter, language, width, scheme):
    """Walk through these pages in one language, width and scheme of colours."""
    axe, wrong, browsers = Axe(), [], {}
    for name, path, role in pages:
        if role not in browsers:
            browsers[role] = page_at(width, language=language)
            browsers[role].emulate_media(color_scheme=scheme)
            if role:
                enter(browsers[role], world.people[role])
        page = browsers[role]
        assert page.goto(path).status == 200, path
        wrong += [f"{name} as {role}: {line}" for line in found_wrong(page, axe)]
        if folder := os.environ.get("PICTURES"):
            form = Path(folder, f"{language}-{width}-{scheme}")
            page.screenshot(path=form / f"{name.replace(':', '.')}.png", full_page=True)
    assert not wrong, "\n".join(wrong)


@pytest.mark.browser
@pytest.mark.servers  # once is enough: the pages are the same on both engines
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("half", "form"), [(0, ("en", 1280, "light")), (1, ("ar", 360, "dark"))])
def test_axe_finds_nothing_on_every_other_page(page_at, enter, half, form):
    """Each page in one of two forms that share nothing, to be through in minutes."""
    world = make_world()
    look_at(list(pages(world))[half::2], world, page_at, enter, *form)


@pytest.mark.slow
@pytest.mark.browser
@pytest.mark.servers
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("form", list(product(("en", "ar"), (360, 1280), ("light", "dark"))))
def test_axe_finds_nothing_in_any_form(page_at, enter, form):
    world = make_world()
    look_at(pages(world), world, page_at, enter, *form)
