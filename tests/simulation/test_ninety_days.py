"""Ninety days of a network: a real worker, killed now and then, and a Redis that goes away."""

import os
import random
import shutil
import sys
import time
from datetime import timedelta
from pathlib import Path

import pytest
from celery import current_app
from django.conf import settings as conf
from django.db.models import Q

from helpdesk.audit.models import Entry, Link
from helpdesk.audit.verify import verify
from helpdesk.core.clock import now
from helpdesk.notices.actions import quietly
from helpdesk.notices.models import Notice
from referrals.models import Referral
from referrals.models.referral import LIVE

from .acting import Life
from .post import from_files, wrong_with
from .recount import Recount
from .world import make_world

pytestmark = [pytest.mark.slow, pytest.mark.servers, pytest.mark.django_db(transaction=True)]

SEED = int(os.environ.get("SIMULATION_SEED", "90"))
DAYS = int(os.environ.get("SIMULATION_DAYS", "90"))
REFERRALS = int(os.environ.get("SIMULATION_REFERRALS", "2000"))
STEP = timedelta(hours=6)
SWEEPS = [
    "referrals.tasks.expire_referrals",
    "referrals.tasks.find_lost_cover",
    "helpdesk.notices.tasks.deliver_notices",
    "helpdesk.audit.tasks.link_entries",
]
PATIENCE = 120  # seconds for the worker to be done with what is due


class Machines:
    """The worker and Redis: what beat sends, what is killed and stopped, what has been done."""

    def __init__(self, worker, redis_server, rng):
        self.worker, self.redis, self.rng = worker, redis_server, rng
        self.kills, self.stops, self.outages = 0, 0, []

    def beat(self, names=SWEEPS):
        for name in names:
            current_app.send_task(name)

    def sweep(self, kill=False):
        """Until nothing is due any more; with `kill` the worker dies in the middle of it first."""
        self.beat()
        if kill:
            time.sleep(self.rng.uniform(0.02, 0.6))
            self.worker.stop()
            self.kills += 1
            self.worker.start()
            self.beat()
        began = asked = time.monotonic()
        while anything_due():
            assert time.monotonic() - began < PATIENCE, self.worker.log.read_text()[-3000:]
            time.sleep(0.03)
            if time.monotonic() - asked > 3:  # beat comes again
                asked = time.monotonic()
                self.beat()

    def stop_redis(self):
        self.redis.stop()
        self.stops += 1
        self.outages.append([now(), None])

    def start_redis(self):
        self.redis.start()
        self.outages[-1][1] = now()


def say(capsys, words):
    """On the terminal, also from one of many test processes."""
    with capsys.disabled():
        print(f"\n{words}", file=sys.stderr)  # noqa: T201


def anything_due():
    """A rung that is due by now, or a notice that is owed by now to someone who may still log in:
    by the rows alone."""
    fresh = Q(status__in=LIVE, rung=None, due_at__lte=now())
    if Referral.objects.filter(fresh | Q(next_rung_at__lte=now())).exists():
        return True
    free = Q(claimed_until=None) | Q(claimed_until__lt=now())
    owed = Notice.objects.filter(free, sent_at=None, quarantined_at=None, due_at__lte=now())
    return owed.filter(recipient__is_active=True).exists()


def test_nobody_is_forgotten_and_nobody_told_twice_in_ninety_days(
    worker, redis_server, put_clock, settings, capsys
):
    say(capsys, f"SIMULATION_SEED={SEED}, {DAYS} days, {REFERRALS:,} referrals")
    shutil.rmtree(settings.EMAIL_FILE_PATH, ignore_errors=True)
    Path(settings.EMAIL_FILE_PATH).mkdir(parents=True)
    rng, start, began = random.Random(SEED), now(), time.monotonic()
    machines = Machines(worker, redis_server, random.Random(SEED))
    put_clock(start)
    world = make_world(rng)
    life = Life(world, rng, days=DAYS, wanted=REFERRALS)
    steps = int(DAYS * timedelta(days=1) / STEP)
    kills = {int(steps * share) for share in (0.1, 0.2, 0.3, 0.45, 0.5, 0.6, 0.7, 0.8, 0.9)}
    away = {int(steps * 0.25): 8, int(steps * 0.65): 1}  # for so many steps
    back, longest = None, 0.0  # seconds: the clock goes on while a step is worked on
    for n in range(steps + 1):
        put_clock(start + n * STEP)
        step_began = time.monotonic()
        if n in away:
            machines.stop_redis()
            back = n + away[n]
        if n == back:
            machines.start_redis()
            back = None
        if n in kills and back is None:  # the worker has its hands full when it dies
            life.step()
        else:
            with quietly():
                life.step()
        if back is None:
            machines.sweep(kill=n in kills)
        longest = max(longest, time.monotonic() - step_began)
    current_app.send_task(SWEEPS[-1])
    while Link.objects.count() < Entry.objects.count():
        assert time.monotonic() - began < 3600
        time.sleep(0.2)
        current_app.send_task(SWEEPS[-1])
    took = time.monotonic() - began
    worker.stop()
    recount = Recount(world, STEP + timedelta(seconds=longest), machines.outages)
    messages = from_files(conf.EMAIL_FILE_PATH)
    wrong_mail, owed = wrong_with(messages, machines.kills)
    say(
        capsys,
        f"{recount.table()}\n{owed:,} notices in {len(messages):,} mails; worker killed "
        f"{machines.kills} times, Redis away {machines.stops} times; too late: "
        f"{dict(life.too_late)}; {took:.0f} s",
    )
    assert "\n".join(recount.all()) == ""
    assert wrong_mail == []
    assert verify(None).problems == []
    assert Referral.objects.exclude(sent_at=None).count() >= REFERRALS
