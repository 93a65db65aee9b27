"""Every live figure of a small country, counted once more in plain SQL."""

import pytest

from helpdesk.access.models import Centre
from helpdesk.dashboards.caseload import Caseload
from helpdesk.dashboards.rolling import roll

from .recount import Recount
from .test_numbers_and_lists_agree import NARROW, asked_of


@pytest.mark.parametrize("where", ["nation", "region"])
def test_every_figure_equals_the_recount(where, country, bimala, sushila, pokhara):
    roll()
    person, centres = bimala, Centre.objects.all()
    if where == "region":
        person, centres = sushila, centres.filter(path__startswith=pokhara.path)
    centres = list(centres)
    compared = Recount(person, centres, asked_of).everything()
    compared += Recount(person, centres, asked_of, asked=NARROW).everything()
    print(f"\n{where}: {compared} figures equal the recount")  # noqa: T201
    assert Caseload(asked_of(person, "")).sums["open"] > 0
