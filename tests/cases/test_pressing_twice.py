"""One presses twice while the first press is still under way: one record, and no word of a twin.

On PostgreSQL the two come at once, from two threads.
"""

import uuid
from decimal import Decimal
from functools import partial

import pytest

from helpdesk.cases import actions
from helpdesk.cases.models import Case, Claim, File, Receipt, ReviewedCase
from helpdesk.clients import actions as clients
from helpdesk.clients.models import Plan
from helpdesk.core.clock import today
from helpdesk.core.refusal import Refused
from tests import make
from tests.referrals.test_two_at_once import ON_POSTGRESQL, race

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.servers, ON_POSTGRESQL]
TIMES = range(5)


@pytest.fixture
def claim(case, sarita):
    return make.make_claim(case, sarita, agreed=Decimal(9000))


def test_a_claim(case, maya, sarita):
    kinds = ("wages", "fees", "insurance", "welfare", "other")
    for kind in kinds:
        facts = {"kind": kind, "currency": "QAR", "claimed": Decimal(5), "client": maya}
        facts["submission_id"] = uuid.uuid4()
        press = partial(actions.add_claim, case, by=sarita, **facts)
        assert race("at once", press, press) == [None, None]
    assert Claim.objects.count() == len(kinds)


def test_money_that_came(claim, sarita):
    facts = {"submission_id": uuid.uuid4(), "amount": Decimal(9000), "received_on": today()}
    press = partial(actions.receive, claim, by=sarita, **facts)
    assert race("at once", press, press) == [None, None]
    assert Receipt.objects.count() == 1


def test_a_plan(maya, sarita):
    for n in TIMES:
        facts = {"kind": "departure", "submission_id": uuid.uuid4(), "instead": n or None}
        press = partial(clients.draw_up_plan, maya, by=sarita, **facts)
        assert race("at once", press, press) == [None, None]
    assert Plan.objects.count() == len(TIMES)


def test_files(case, sarita):
    for _again in TIMES:
        facts = {"submission_id": uuid.uuid4(), "kind": "payslip", "files": [make.a_file()] * 2}
        press = partial(actions.add_files, case, by=sarita, **facts)
        assert race("at once", press, press) == [None, None]
    assert File.objects.count() == 2 * len(TIMES)


def test_a_newer_version_of_a_file(case, sarita):
    for _again in TIMES:
        file = File.objects.whole().get(pk=make.make_file(case, sarita).pk)
        facts = {"submission_id": uuid.uuid4(), "checked": make.a_file()}
        press = partial(actions.replace_file, file, by=sarita, **facts)
        assert race("at once", press, press) == [None, None]
    assert File.objects.filter(number=2).count() == len(TIMES)


def test_two_reviews_draw_no_case_twice(kathmandu, pokhara, pasang, sarita, bimala):
    beside = make.make_user("Sushila Thapa", teams=[pokhara.supervisors])
    for n in TIMES:
        for _ in range(4):
            client = make.make_client(pokhara, pasang, f"Person {n}")
            case = make.make_case(client, pasang, officer=pasang)
            actions.close(case, by=pasang, outcomes={client.pk: "fully"})
        days = {"since": today(), "until": today(), "size": 3}
        above = partial(actions.draw_review, kathmandu, by=bimala, below=True, **days)
        there = partial(actions.draw_review, pokhara, by=beside, **days)
        told = race(
            "at once",
            partial(above, submission_id=uuid.uuid4()),
            partial(there, submission_id=uuid.uuid4()),
        )
        assert all(no is None or isinstance(no, Refused) for no in told)
    drawn = list(ReviewedCase.objects.values_list("case", flat=True))
    assert len(drawn) == len(set(drawn)) == Case.objects.count()
