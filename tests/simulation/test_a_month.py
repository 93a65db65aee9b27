"""A month of a small network in one process: nobody is forgotten, nobody is told twice."""

import os
import random
from datetime import timedelta

from helpdesk.audit.chain import link_entries
from helpdesk.audit.verify import verify
from helpdesk.core.clock import now
from helpdesk.notices.actions import quietly
from helpdesk.notices.models import Notice
from helpdesk.notices.tasks import deliver_notices
from referrals import actions
from referrals.models import Referral

from .acting import Life
from .post import from_memory, wrong_with
from .recount import Recount
from .world import make_world

STEP = timedelta(hours=6)


def test_nobody_is_forgotten_and_nobody_told_twice_in_a_month(db, put_clock):
    seed = int(os.environ.get("SIMULATION_SEED", "7"))
    print(f"\nSIMULATION_SEED={seed}")  # noqa: T201
    rng, start = random.Random(seed), now()
    with quietly():
        put_clock(start)
        world = make_world(rng, partners=8)
        life = Life(world, rng, days=30, wanted=60)
        for n in range(30 * 4 + 1):
            put_clock(start + n * STEP)
            life.step()
            actions.expire()
            actions.find_lost_cover()
            while Notice.objects.owed().exists():
                deliver_notices()
    link_entries()
    recount = Recount(world, STEP)
    print(recount.table(), life.too_late)  # noqa: T201
    assert "\n".join(recount.all()) == ""
    assert wrong_with(from_memory())[0] == []
    assert verify(None).problems == []
    assert Referral.objects.exclude(status="draft").count() >= 60
