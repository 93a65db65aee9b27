"""A seeded country of SIZE cases: every live figure and every indicator, counted anew in SQL."""

import os
import resource
import time
from datetime import date, timedelta

import pytest
from django.core.management import call_command
from guardian.shortcuts import assign_perm

from helpdesk.access.models import Centre
from helpdesk.cases.models import Case
from helpdesk.core.clock import today
from helpdesk.dashboards.indicators import Asked
from helpdesk.dashboards.indicators.periods import Period
from tests import make
from tests.indicators import recount as indicators

from .recount import Recount
from .test_numbers_and_lists_agree import NARROW, asked_of

CASES_EACH = 0.8  # of a seeded client, on average
MEGABYTES = 500  # this process seeds, counts and recounts
FOUR = ["sex", "age", "stage", "origin"]


def memory():
    """The most that this process has held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def figures_of(size, periods):
    began, before = time.monotonic(), memory()
    call_command("seed", clients=max(int(size / CASES_EACH), 10), processes=1)
    call_command("rebuild_flow")
    seeded = time.monotonic()
    nation = list(Centre.objects.all())
    region = [Centre.objects.exclude(depth=1).order_by("pk").first()]
    compared = 0
    for name, centres in (("nation", nation), ("region", region)):
        person = make.make_user(f"Overseer of the {name}", teams=[centres[0].supervisors])
        secret = Case.objects.filter(restricted=True, centre=region[0])
        for case in secret[:3]:
            assign_perm("cases.view_case", person, case)
        found = everything(person, centres, periods)
        print(f"\n{name}: {found:,} figures equal the recount")  # noqa: T201
        compared += found
    restricted = Case.objects.filter(restricted=True).count()
    print(  # noqa: T201
        f"{Case.objects.count():,} cases, {restricted:,} restricted: {compared:,} figures; seeded "
        f"in {seeded - began:.0f} s, compared in {time.monotonic() - seeded:.0f} s; "
        f"{memory():,} MB, {before:,} before"
    )
    assert Case.objects.count() > size * 0.9
    assert restricted
    assert memory() <= before + MEGABYTES


def everything(person, centres, periods):
    ids = frozenset(centre.pk for centre in centres)
    reader = indicators.Reader(person, ids)
    compared = Recount(person, centres, asked_of, date(2025, 1, 1)).everything()
    compared += Recount(person, centres, asked_of, date(2025, 1, 1), NARROW).everything()
    for days in periods:
        period = Period(today() - timedelta(days=days), today(), "Asia/Kathmandu")
        asked = Asked(ids, period, person)
        compared += indicators.everything(asked, reader, FOUR)
    return compared


def test_figures_of_a_small_country(db):
    figures_of(150, [400])


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_figures_of_a_large_country():
    figures_of(int(os.environ.get("SIZE") or 100_000), [1200, 92])
