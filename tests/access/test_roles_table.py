"""docs/architecture.md says who may do what; here every cell of it is tried."""

import re
from pathlib import Path

import pytest

from helpdesk.access.roles import VERBS, Role
from helpdesk.access.sight import may
from tests import make

DOC = Path(__file__).parents[2] / "docs" / "architecture.md"
COLUMNS = {
    "Officer": Role.OFFICER,
    "Supervisor": Role.SUPERVISOR,
    "Partner worker": Role.PARTNER,
    "Partner’s lead": Role.LEAD,
    "Data protection officer": Role.DPO,
    "Administrator": Role.ADMINISTRATOR,
}


def table():
    """verb → {role: may she}, as the document says."""
    lines = DOC.read_text().partition("| Verb |")[1:]
    lines = [
        line for line in "".join(lines).partition("\n\n")[0].splitlines() if line.startswith("| ")
    ]
    head, *rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    roles = [COLUMNS[name] for name in head[1:]]
    return {
        row[0].strip("`"): {role: cell == "yes" for role, cell in zip(roles, row[1:], strict=True)}
        for row in rows
    }


@pytest.fixture
def someone(kathmandu, himal):
    """Role → (a person who is nothing else, the place where she is it)."""
    teams = {
        Role.OFFICER: (kathmandu.officers, kathmandu),
        Role.SUPERVISOR: (kathmandu.supervisors, kathmandu),
        Role.DPO: (kathmandu.protectors, kathmandu),
        Role.ADMINISTRATOR: (kathmandu.administrators, kathmandu),
        Role.PARTNER: (himal.staff, himal),
        Role.LEAD: (himal.leads, himal),
    }
    return {
        role: (make.make_user(role.label, teams=[team]), place)
        for role, (team, place) in teams.items()
    }


def test_the_document_and_the_code_name_the_same_verbs():
    assert list(table()) == list(VERBS)


def test_every_cell_is_true_at_her_place_and_anywhere(someone):
    wrong = [
        f"{verb} as {role.label}: the table says {said}"
        for verb, cells in table().items()
        for role, said in cells.items()
        for person, place in [someone[role]]
        if may(person, verb, place) is not said or may(person, verb) is not said
    ]
    assert wrong == []


def test_nobody_may_anything_at_a_place_where_she_is_not(someone, kathmandu, himal, pokhara):
    other = make.make_partner("Other partner")
    elsewhere = {Role.PARTNER: other, Role.LEAD: other, Role.OFFICER: pokhara}
    wrong = [
        (verb, role)
        for verb in VERBS
        for role, place in elsewhere.items()
        if may(someone[role][0], verb, place)
    ]
    assert wrong == []


def test_every_verb_that_an_action_asks_for_is_in_the_table():
    root = DOC.parents[1]
    asked = set()
    for app in ("helpdesk", "referrals", "services"):
        for path in (root / app).rglob("*.py"):
            source = path.read_text()
            asked |= set(re.findall(r'\b(?:demand|may)\(\s*\w+,\s*"(\w+)"', source))
            asked |= set(re.findall(r'only_for\("(\w+)"\)', source))
    assert asked <= set(VERBS)
    assert len(asked) > 10
