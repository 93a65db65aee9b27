"""Whatever is done in whatever order: a partner sees the packet if and only if the status is
visible, the consent live, the agreement in force, and the person active."""

import contextlib
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helpdesk.audit.trail import record
from helpdesk.core import per_request
from helpdesk.core.clock import today
from helpdesk.core.refusal import Refused
from referrals.models import Consent, Packet, Referral
from referrals.models.referral import LIVE, REPORTED
from services.models import Agreement

from .conftest import act, fetch
from .paths import BY

ACTS = [*sorted(BY.keys() - {"discard"}), "withdraw_consent", "expire"]
WORLD = [
    "agreement ends",
    "agreement is back",
    "consent runs out",
    "consent holds",
    "leaves",
    "is back",
]


class Undo(Exception):
    """Takes an example's changes back."""


def change_the_world(what, agreement, consent, roshan):
    if what.startswith("agreement"):
        Agreement.objects.filter(pk=agreement.pk).update(
            status="ended" if what.endswith("ends") else "signed"
        )
    elif what.startswith("consent"):
        day = today() + timedelta(days=-1 if what.endswith("out") else 9)
        Consent.objects.filter(pk=consent.pk).update(until=day)
    else:
        roshan.refresh_from_db()
        roshan.is_active = what == "is back"
        roshan.save(update_fields=["is_active"])
        record("changed", roshan, by=roshan)


def holds(*, examples, steps):
    """The property as a test: that many tries of up to so many steps each."""

    @settings(
        max_examples=examples,
        deadline=None,
        print_blob=True,
        suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    )
    @given(steps=st.lists(st.sampled_from(ACTS + WORLD), max_size=steps))
    def test(steps, sent_referral, agreement, sarita, roshan):
        with contextlib.suppress(Undo), transaction.atomic():
            for step in steps:
                per_request.forget()
                with contextlib.suppress(Refused, PermissionDenied), transaction.atomic():
                    take(step, sent_referral, agreement, sarita, roshan)
                assert_sees_what_it_may(sent_referral, agreement, roshan)
            raise Undo
        roshan.refresh_from_db()

    return test


test_a_partner_sees_what_it_may_and_only_that = holds(examples=30, steps=8)
test_it_sees_so_in_long_stories = pytest.mark.slow(holds(examples=300, steps=50))


def take(step, referral, agreement, sarita, roshan):
    if step in WORLD:
        change_the_world(step, agreement, referral.consent, roshan)
    else:
        act(fetch(referral), step, sarita=sarita, roshan=roshan)


def assert_sees_what_it_may(referral, agreement, roshan):
    now = fetch(referral)
    agreement.refresh_from_db()
    may = (
        now.status in [*LIVE, *REPORTED]
        and now.consent.is_live
        and agreement.is_in_force
        and roshan.is_active
    )
    assert Referral.objects.visible_to(roshan).filter(pk=referral.pk).exists() is may
    assert Packet.objects.visible_to(roshan).filter(referral=referral).exists() is may
