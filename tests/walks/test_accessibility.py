"""axe over every page that the URL table knows, in both languages, on a phone and on a desk.

`PICTURES=folder make test ARGS=tests/walks/test_accessibility.py` keeps a picture of every page.
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


# Each language, width and scheme of colours; `make prove` walks through each with each other one.
FORMS = [("en", 1280, "light"), ("ar", 360, "dark")]
MORE = [form for form in product(("en", "ar"), (360, 1280), ("light", "dark")) if form not in FORMS]


@pytest.mark.browser
@pytest.mark.servers  # once is enough: the pages are the same on both engines
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("language", "width", "scheme"),
    [*FORMS, *(pytest.param(*form, marks=pytest.mark.slow) for form in MORE)],
)
def test_axe_finds_nothing(page_at, enter, language, width, scheme):
    world = make_world()
    axe, wrong = Axe(), []
    browsers = {}
    for name, path, role in pages(world):
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
