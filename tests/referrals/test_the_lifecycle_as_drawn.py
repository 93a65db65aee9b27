"""The table of a referral's life in docs/architecture.md is NEXT, move for move."""

import re

from referrals.models.referral import LIVE, NEXT, Status
from tests.servers import ROOT

WORDS = {"question asked": Status.INFORMATION_REQUESTED} | {
    status.value.replace("_", " "): status for status in Status
}
STOPS = {Status.CONSENT_WITHDRAWN, Status.ENTERED_IN_ERROR}


def drawn():
    """From → the states that the table allows."""
    text = (ROOT / "docs" / "architecture.md").read_text()
    lines = text.split("| From | To |")[1].split("\n\n")[0].splitlines()[2:]
    rows = {}
    for line in lines:
        before, after = (cell.strip() for cell in line.strip("|").split("|"))
        moves = re.sub(r"\([^)]*\)", "", after)
        rows[before] = {WORDS[re.sub(r" [DPS]$", "", m.strip())] for m in moves.split(",")}
    return rows


def test_next_is_the_table():
    rows = drawn()
    assert rows.pop("anything from sent to in progress") == STOPS
    expected = {WORDS[before]: after for before, after in rows.items()}
    for status in Status:
        wanted = expected.get(status, set()) | (STOPS if status in LIVE else set())
        assert NEXT[status] == wanted, status
