import uuid
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from helpdesk.audit.models import Entry
from helpdesk.cases import actions
from helpdesk.cases.models import Claim, Receipt
from helpdesk.core.clock import today
from helpdesk.core.refusal import Refused
from tests import make


@pytest.fixture
def claim(case, sarita):
    return make.make_claim(case, sarita, agreed=Decimal(6000))


def receive(claim, by, amount):
    now = Claim.objects.select_related("case__centre", "client", "data_key").get(pk=claim.pk)
    facts = {"amount": Decimal(amount), "received_on": today()}
    return actions.receive(now, by=by, submission_id=uuid.uuid4(), **facts)


def standing(claim):
    row = Claim.objects.with_received().get(pk=claim.pk)
    return row.received, row.status


def test_sums_and_status_follow_and_the_rest_may_come_again(claim, sarita):
    receive(claim, sarita, 2000)
    wrong = receive(claim, sarita, 4000)
    assert standing(claim) == (6000, "paid")
    actions.take_back_receipt(wrong, by=sarita, mistake="amount")
    assert standing(claim) == (2000, "agreed")
    receive(claim, sarita, 3000)
    assert standing(claim) == (5000, "agreed")


def test_it_stays_with_who_and_why_and_its_history(claim, sarita, dipesh):
    wrong = receive(claim, sarita, 4000)
    actions.take_back_receipt(wrong, by=dipesh, mistake="not_come")
    wrong.refresh_from_db()
    assert (wrong.taken_back_by, wrong.mistake, wrong.amount) == (dipesh, "not_come", 4000)
    assert wrong.history.count() == 2
    entry = Entry.objects.get(verb="took_back_receipt")
    assert (entry.why, entry.detail["sum"], entry.by) == ("not_come", "4,000 QAR", dipesh)


def test_it_is_taken_back_once(claim, sarita):
    wrong = receive(claim, sarita, 4000)
    actions.take_back_receipt(wrong, by=sarita, mistake="twice")
    with pytest.raises(Refused, match="already"):
        actions.take_back_receipt(wrong, by=sarita, mistake="twice")


@pytest.mark.parametrize("who", ["pasang", "nirmala", "anil", "roshan"])
def test_who_may_not(who, claim, sarita, request):
    wrong = receive(claim, sarita, 4000)
    with pytest.raises(PermissionDenied):
        actions.take_back_receipt(wrong, by=request.getfixturevalue(who), mistake="twice")
    assert Receipt.objects.standing().get() == wrong


def test_the_page_strikes_it_out_and_asks_why(claim, case, sarita, browse):
    wrong = receive(claim, sarita, 4000)
    page = browse(sarita)
    url = f"/cases/{case.code}/claims/{claim.pk}/receipts/{wrong.pk}/take-back/"
    assert "4,000 QAR" in page.get(url).content.decode()
    assert page.post(url, {"sent": "1"}).status_code == 422
    shown = page.post(url, {"mistake": "day"}, follow=True).content.decode()
    assert "<s>4,000 QAR</s>" in shown
    assert "The day is wrong" in shown
    assert page.post(url, {"mistake": "day"}).status_code == 409
    assert browse().get(url).status_code == 302


def test_a_receipt_is_taken_back_on_its_own_claim_alone(claim, case, maya, sarita, browse):
    wrong = receive(claim, sarita, 4000)
    other = make.make_claim(case, sarita, kind="fees")
    url = f"/cases/{case.code}/claims/{other.pk}/receipts/{wrong.pk}/take-back/"
    assert browse(sarita).post(url, {"mistake": "day"}).status_code == 404


@pytest.mark.parametrize("count", [1, 30])
def test_the_claims_page_costs_twelve_however_much_came(
    count, claim, case, sarita, browse, queries
):
    for _ in range(count):
        receive(claim, sarita, 100)
    actions.take_back_receipt(Receipt.objects.first(), by=sarita, mistake="twice")
    page, url = browse(sarita), f"/cases/{case.code}/claims/{claim.pk}/"
    page.get(url)
    assert queries(lambda: page.get(url)) <= 11
