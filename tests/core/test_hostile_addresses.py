"""Addresses that no page of ours leads to: not found, or the list as it begins. Never a 500."""

import pytest
from django.urls import reverse

from tests.core.hostile import LISTS
from tests.url_matrix import MATRIX, ROLES

# What each kind of parameter is asked for.
IDS = [
    *("-1", "0", "1.5", "1e9", "NaN", "²", "٣", "9" * 18, str(2**63), "9" * 30, "9" * 5000),
    *("9999-12-31T23:59:59.999999Z.1", "0001-01-01T00:00:00+05:45.1", f"{'9' * 18}-{'9' * 18}"),
    *(f"-{'9' * 30}", "1-²"),
]
DAYS = ["2026-02-31", "0000-00-00", "0001-01-01", "9999-12-31", "-1", "١٢"]
WORDS = [
    *(" ", "%", "_", "\\", "' OR '1'='1", '"; DROP TABLE access_user;--', "../../etc/passwd"),
    *("<script>alert(1)</script>", "{{ 7*7 }}", "😀", "a" * 70_000, "//evil.test"),
    *("javascript:alert(1)", "\r\nSet-Cookie: a=b"),
]
ANYWHERE = ["", "1\x00", "\u202e1"]
ID_NAMES = {"after", "before", "shown", "officer", "by", "partner", "need", "below"}
DAY_NAMES = {"since", "until"}


def fits(asked, parameter):
    """Whether a parameter is worth asking for this: all combinations would prove no more."""
    if parameter in ID_NAMES:
        return asked in IDS or asked in ANYWHERE
    if parameter in DAY_NAMES:
        return asked in DAYS or asked in ANYWHERE
    return asked in WORDS or asked in ANYWHERE


@pytest.mark.parametrize("asked", [*IDS, *DAYS, *WORDS, *ANYWHERE], ids=lambda a: repr(a[:30]))
def test_every_list_takes_anything(asked, world, browsers, nothing_written):
    unchanged, wrong = nothing_written(), []
    for name, (role, parameters) in LISTS.items():
        path = reverse(name, args=MATRIX[name].args(world))
        for parameter in filter(lambda parameter: fits(asked, parameter), parameters):
            answer = browsers[role].get(path, {parameter: asked})
            if answer.status_code not in (200, 404):
                wrong.append(f"{name}?{parameter}: {answer.status_code}")
            elif b"<script>alert(" in answer.content or b'href="javascript:' in answer.content:
                wrong.append(f"{name}?{parameter} says it as it came")
    assert not wrong, "\n".join(wrong)
    unchanged()


def test_a_list_asked_for_everything_at_once_stands(world, browsers):
    for name, (role, parameters) in LISTS.items():
        path = reverse(name, args=MATRIX[name].args(world))
        asked = {parameter: ["x", "1", "9" * 30] * 20 for parameter in parameters}
        assert browsers[role].get(path, asked).status_code in (200, 404), name


CODES = ["%00", "C-%E2%80%AE", "..%2F..%2Fetc", "%FF%FE", "'", "C-" + "X" * 3000]
NUMBERS = [
    "0",
    str(2**31),
    "9" * 18,
    str(2**63),
    "9" * 30,
    "9" * 5000,
    "-1",
    "1.0",
    "%D9%A3",
    "%00",
]


# their addresses end in a file's kind
FILES = ("register_template", "error_file", "file_content", "report_file", "open_statistics_file")
FILES += ("figures_chart", "figures_table")
OPEN_DATA = "hsds:"  # its addresses end without a slash, its ids are none of these


@pytest.mark.parametrize("odd", [*CODES, *NUMBERS], ids=lambda odd: odd[:24])
def test_a_page_of_nothing_is_not_found(odd, world, browsers, nothing_written):
    unchanged = nothing_written()
    for name, row in MATRIX.items():
        args = list(row.args(world))
        if not args or name.startswith(("account_", OPEN_DATA)) or name in FILES:
            continue
        if (odd in NUMBERS) != isinstance(args[-1], int):
            continue
        whole = reverse(name, args=args)
        path = whole.replace(f"/{args[-1]}/", f"/{odd}/")
        assert path != whole
        may = [r for r in ROLES[2:] if (row.get or row.post)[r] in (200, 302, 409, 422)]
        if not may:  # none of the ROLES: the page is tried where its own people are
            continue
        role = may[0]
        for method in ("get", "post"):
            if getattr(row, method) is None:
                continue
            answer = getattr(browsers[role], method)(
                path, {"sent": "1"} if method == "post" else {}
            )
            assert answer.status_code == 404, f"{method} {path[:80]}"
            assert "nothing here for you" in answer.content.decode(), name
    unchanged()


@pytest.mark.parametrize(
    "path",
    [
        "/static/../helpdesk/settings.py",
        "/static/%2e%2e/%2e%2e/etc/passwd",
        "/static/%00",
        "/..%2f..%2fetc/passwd",
        "//evil.test/%2e%2e",
        "/clients/../../etc/passwd/",
        "/.env",
        "/var/helpdesk.sqlite3",
        "/admin/",
        "/%ED%A0%80/",
        "/" + "a/" * 5000,
    ],
)
def test_no_file_of_the_server_is_reached(path, browsers):
    assert browsers["officer"].get(path).status_code == 404
    assert browsers["anonymous"].get(path).status_code in (302, 404)
