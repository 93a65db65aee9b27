"""Whatever is done by whom in whatever order and however much later: the closed loop holds.

A failure prints its seed. `PROPERTY_SEED=… pytest tests/referrals/test_whatever_happens.py` tells
the same stories again, and then looks (for minutes) for the shortest that fails.
"""

import os
import secrets
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import get_state_machine_test

from helpdesk.access.models import User
from helpdesk.core.clock import at, today
from tests import make

from .closed_loop import ClosedLoop

STARTS = datetime(2030, 3, 4, 4, 15, tzinfo=UTC)  # a Monday, ten o'clock in Kathmandu


@pytest.fixture
def world(kathmandu, himal, case, sarita, bimala, roshan, pasang, anil):
    """Ids by name: two of the desk, three of Himal, one of Asha, one of another centre."""
    laxmi = make.make_user("Laxmi Basnet", teams=[himal.staff])
    keshav = make.make_user("Keshav Lead", teams=[himal.leads])
    asha = make.make_partner("Asha Counselling House")
    rita = make.make_user("Rita Shakya", teams=[asha.staff])
    with at(STARTS):
        make.make_agreement(himal, kathmandu, ends_on=today() + timedelta(days=50))
        make.make_agreement(asha, kathmandu)
    named = {
        "himal": himal,
        "asha": asha,
        "case": case,
        "wages": make.make_service(himal, name="Wage claims desk"),
        "papers": make.make_service(himal, name="Papers desk"),
        "evening": make.make_service(asha, name="Legal evening"),
        "clock": User.objects.system("clock"),
    }
    people = {"sarita": sarita, "bimala": bimala, "pasang": pasang, "anil": anil}
    workers = {"roshan": roshan, "laxmi": laxmi, "keshav": keshav, "rita": rita}
    teams = {name: person.groups.get().pk for name, person in workers.items()}
    return {name: row.pk for name, row in (named | people | workers).items()} | {"teams": teams}


def tell(world, *, examples, steps):
    """That many stories of up to so many steps."""
    given = os.environ.get("PROPERTY_SEED")
    number = int(given or secrets.randbits(32))
    print(f"PROPERTY_SEED={number}")  # noqa: T201 - shown where it fails, so that it fails again
    story = type("Story", (ClosedLoop,), {"world": world, "starts": STARTS})
    test = get_state_machine_test(
        story,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            print_blob=True,
            database=None,
            phases=[Phase.generate, *([Phase.shrink] if given else [])],
            suppress_health_check=list(HealthCheck),
        ),
    )
    seed(number)(test)()


def test_the_loop_holds_whatever_happens(world):
    tell(world, examples=50 if connection.vendor == "sqlite" else 20, steps=30)


@pytest.mark.slow
def test_the_loop_holds_in_long_stories(world):
    tell(world, examples=300, steps=50)
