"""After whatever was done at the centres, in any order and over months, every figure is right.

A failure prints its seed; `FIGURES_SEED=…` does the same again.
"""

import os
import secrets
from datetime import timedelta

import pytest
from django.core.management import call_command

from helpdesk.access.models import Area, Centre
from helpdesk.core import per_request
from helpdesk.core.clock import at, now, today
from helpdesk.dashboards.indicators import Asked
from helpdesk.dashboards.indicators.periods import Period
from helpdesk.dashboards.models import Flow
from helpdesk.dashboards.tasks import roll_flow
from tests import make
from tests.indicators import recount as indicators

from .conftest import AREAS
from .recount import Recount
from .test_numbers_and_lists_agree import NARROW, asked_of, compare_each
from .whatever_is_done import Whatever


@pytest.fixture
def whatever(kathmandu, pokhara, sarita, dipesh, pasang, himal, service, roshan, sushila, bimala):
    """Four centres, each with its people; two partners that all of them may ask."""
    for path, code, name in AREAS:
        Area.objects.create(path=path, depth=len(path) // 4, code=code, name=name, country="NP")
    asha = make.make_partner("Asha House")
    since = today() - timedelta(days=900)
    make.make_agreement(asha, kathmandu, starts_on=since, kinds=["legal", "health"])
    rita = make.make_user("Rita", teams=[asha.staff])
    gorkha = make.make_centre("Gorkha desk", "GRK", parent=pokhara)
    lalitpur = make.make_centre("Lalitpur centre", "LAL", parent=kathmandu)
    dawa = make.make_user("Dawa Sherpa", teams=[gorkha.officers])
    prem = make.make_user("Prem Lal", teams=[lalitpur.officers])
    teams = {
        kathmandu: [sarita, dipesh, bimala],
        pokhara: [pasang, sushila],
        gorkha: [dawa, sushila],
        lalitpur: [prem, bimala],
    }
    services = [(service, roshan), (make.make_service(asha), rita)]

    def whatever(seed):
        return Whatever(teams, services, seed)

    return whatever


def everyone_counts(bimala, sushila, region, periods, splits):
    """All that the nation's supervisor and the region's are told; how many figures it was.

    `periods`: days until today. `splits` of the indicators: all there are, if None.
    """
    compared = 0
    nation = list(Centre.objects.all())
    below = [centre for centre in nation if centre.path.startswith(region.path)]
    for person, centres in ((bimala, nation), (sushila, below)):
        ids = frozenset(centre.pk for centre in centres)
        compared += Recount(person, centres, asked_of).everything()
        compared += Recount(person, centres, asked_of, asked=NARROW).everything()
        reader = indicators.Reader(person, ids)
        for days in periods:
            period = Period(today() - timedelta(days=days), today(), "Asia/Kathmandu")
            asked = Asked(ids, period, person)
            compared += indicators.everything(asked, reader, splits)
            compared += indicators.compare_numbers(Asked(ids, period))
    return compared


def prove(n, whatever, bimala, sushila, region, periods=(430,), splits=("sex", "stage")):
    given = os.environ.get("FIGURES_SEED")
    seed = int(given or secrets.randbits(32))
    print(f"\nFIGURES_SEED={seed}")  # noqa: T201 - shown where it fails, so that it fails again
    story = whatever(seed)
    story.begin(8)
    for part, until in ((0.7, 60), (0.3, 0)):
        story.go_on(int(n * part), timedelta(days=until))
        with at(now() - story.ago):  # the nightly job, half-way too
            roll_flow()
    per_request.forget()
    kept = rows_of_flow()
    compared = everyone_counts(bimala, sushila, region, periods, splits)
    call_command("rebuild_flow")
    assert rows_of_flow() == kept
    agreed = compare_each(bimala) + compare_each(sushila)
    print(  # noqa: T201
        f"{n:,} acts ({story.done.total():,} done, {story.refused.total():,} refused, "
        f"{len(story.done)} sorts), {compared:,} figures equal the recount, "
        f"{agreed:,} equal their lists\n{dict(story.done)}"
    )
    return story


def rows_of_flow():
    names = [field.name for field in Flow._meta.fields if field.name != "id"]
    return sorted(Flow.objects.values_list(*names), key=str)


def test_figures_are_right_after_a_hundred_random_acts(whatever, bimala, sushila, pokhara):
    assert prove(100, whatever, bimala, sushila, pokhara).done.total() > 30


@pytest.mark.slow
def test_figures_are_right_after_two_thousand_random_acts(whatever, bimala, sushila, pokhara):
    acts = int(os.environ.get("ACTS") or 2000)
    story = prove(acts, whatever, bimala, sushila, pokhara, (430, 120), None)
    assert story.done.total() > acts / 2
