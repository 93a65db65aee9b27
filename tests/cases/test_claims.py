import uuid
from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from guardian.shortcuts import assign_perm

from helpdesk.cases import actions
from helpdesk.cases.models import CaseParty, Claim, Deadline
from helpdesk.cases.money import read, shown
from helpdesk.core.clock import today
from helpdesk.core.refusal import Refused, Stale
from tests import make


@pytest.fixture
def claim(case, sarita):
    return make.make_claim(case, sarita)


def change(claim, by, **facts):
    now = Claim.objects.select_related("case__centre", "client").get(pk=claim.pk)
    return actions.change_claim(now, by=by, version=now.version, **facts)


def receive(claim, by, amount, on=None):
    now = Claim.objects.select_related("case__centre", "client").get(pk=claim.pk)
    facts = {"amount": Decimal(amount), "received_on": on or today()}
    return actions.receive(now, by=by, submission_id=uuid.uuid4(), **facts)


@pytest.mark.parametrize(
    ("typed", "currency", "sum_"),
    [
        ("9000", "QAR", "9000"),
        (" 9,000.50 ", "QAR", "9000.50"),
        ("1,25,000", "NPR", "125000"),
        ("9000 QAR", "QAR", "9000"),
        ("KWD 1.125", "KWD", "1.125"),
        ("९०००", "NPR", "9000"),
        ("٩٠٠٠٫٥", "QAR", "9000.5"),
        ("9 000", "XOF", "9000"),
    ],
)
def test_sums_are_read_as_people_write_them(typed, currency, sum_):
    assert read(typed, currency) == Decimal(sum_)


@pytest.mark.parametrize(
    ("typed", "currency"),
    [
        ("1.000,50", "EUR"),
        ("nine", "QAR"),
        ("-5", "QAR"),
        ("1e9", "QAR"),
        ("5.125", "QAR"),
        ("5.5", "JPY"),
        ("9999999999999", "QAR"),
        ("NaN", "QAR"),
        ("", "QAR"),
    ],
)
def test_what_is_no_sum_is_refused(typed, currency):
    with pytest.raises(ValidationError):
        read(typed, currency)


def test_money_in_two_currencies_is_two_claims(case, claim, sarita, maya, browse):
    with pytest.raises(ValidationError, match="a claim of its own"):
        read("500 USD", "QAR")
    sent = {"client": maya.pk, "kind": "fees", "currency": "QAR", "claimed": "500 USD"}
    sent["submission_id"] = str(uuid.uuid4())
    answer = browse(sarita).post(f"{case.get_absolute_url()}add-claim/", sent)
    assert answer.status_code == 422
    assert "a claim of its own" in answer.content.decode()
    make.make_claim(case, sarita, currency="USD", claimed=Decimal(500))
    assert case.claims.count() == 2
    with pytest.raises(Refused, match="already"):
        make.make_claim(case, sarita, claimed=Decimal(1))


def test_no_more_is_agreed_than_claimed(claim, sarita):
    with pytest.raises(Refused, match="raise the claim first"):
        change(claim, sarita, agreed=Decimal(9001))
    with pytest.raises(IntegrityError), transaction.atomic():
        Claim.objects.filter(pk=claim.pk).update(agreed=9001)


def test_no_more_comes_than_was_agreed(claim, sarita):
    with pytest.raises(Refused, match="first what was agreed"):
        receive(claim, sarita, 100)
    change(claim, sarita, agreed=Decimal(6000))
    receive(claim, sarita, 4000)
    with pytest.raises(Refused, match="change that first"):
        receive(claim, sarita, 2001)
    with pytest.raises(Refused, match="no less than that"):
        change(claim, sarita, agreed=Decimal(3999))
    with pytest.raises(Refused, match="still to come"):
        receive(claim, sarita, 1, today() + timedelta(days=1))


def test_it_is_paid_when_all_that_was_agreed_has_come(claim, sarita):
    assert change(claim, sarita, agreed=Decimal(6000)).status == "agreed"
    receive(claim, sarita, "2500.50")
    receive(claim, sarita, "3499.50")
    claim.refresh_from_db()
    assert claim.status == "paid"
    assert change(claim, sarita, agreed=Decimal(7000)).status == "agreed"  # more was agreed


def test_a_claim_that_is_written_down_late_takes_all_that_was_agreed(browse, case, sarita, maya):
    said = {"submission_id": uuid.uuid4(), "client": maya.pk, "kind": "wages", "currency": "QAR"}
    said |= {"claimed": "9000", "agreed": "6000", "lodged_on": today() - timedelta(days=60)}
    made = browse(sarita).post(f"/cases/{case.code}/add-claim/", said).url
    assert Claim.objects.get().status == "agreed"
    came = {"submission_id": uuid.uuid4(), "amount": "6000", "received_on": today()}
    assert browse(sarita).post(made, came).status_code == 302
    assert Claim.objects.get().status == "paid"


@pytest.mark.parametrize("status", ["lodged", "refused", "written_off"])
def test_it_is_paid_also_where_something_else_was_said_of_it(status, claim, sarita):
    change(claim, sarita, agreed=Decimal(6000))
    change(claim, sarita, status=status)
    receive(claim, sarita, 6000)
    assert Claim.objects.get().status == "paid"


def test_a_form_shows_a_sum_to_its_last_coin(browse, case, sarita):
    kept = make.make_claim(case, sarita, currency="KWD", claimed=Decimal("850.125"))
    form = browse(sarita).get(f"{kept.get_absolute_url()}change/").context["form"]
    assert form["claimed"].value() == "850.125"
    group = browse(sarita).get(f"{case.get_absolute_url()}group/").context["form"]
    assert group[f"claimed_{case.people.get().pk}"].value() == "850.125"


def test_money_that_came_keeps_its_currency(claim, sarita):
    change(claim, sarita, agreed=Decimal(10))
    receive(claim, sarita, 10)
    with pytest.raises(Refused, match="stays in it"):
        change(claim, sarita, currency="USD")


def test_it_moves_as_its_table_says(claim, sarita):
    with pytest.raises(Refused, match="all that was agreed has come"):
        change(claim, sarita, status="paid")
    with pytest.raises(Refused, match="how much was agreed"):
        change(claim, sarita, status="agreed")
    change(claim, sarita, status="refused")
    with pytest.raises(Refused, match="cannot become prepared"):
        change(claim, sarita, status="prepared")
    assert change(claim, sarita, status="lodged").status == "lodged"  # an appeal


def test_two_who_change_it_lose_nothing(claim, sarita):
    change(claim, sarita, claimed=Decimal(9500))
    with pytest.raises(Stale):
        actions.change_claim(claim, by=sarita, version=1, claimed=Decimal(1))


def test_sending_twice_is_received_once(claim, sarita):
    change(claim, sarita, agreed=Decimal(6000))
    facts = {"amount": Decimal(5), "received_on": today(), "submission_id": uuid.uuid4()}
    assert actions.receive(claim, by=sarita, **facts) == actions.receive(claim, by=sarita, **facts)


@pytest.mark.parametrize("who", ["pasang", "nirmala", "anil", "roshan", "stranger"])
def test_nobody_else_may(who, claim, request, browse, case):
    user = request.getfixturevalue(who)
    with pytest.raises(PermissionDenied):
        actions.change_claim(claim, by=user, version=1, claimed=Decimal(1))
    assert browse(user).get(claim.get_absolute_url()).status_code == 404


def test_the_page_shows_it_and_takes_what_comes(claim, sarita, browse, queries, case):
    change(claim, sarita, agreed=Decimal(6000))
    page, url = browse(sarita), claim.get_absolute_url()
    sent = {"amount": "1,250.50", "received_on": today(), "submission_id": str(uuid.uuid4())}
    assert page.post(url, sent).status_code == 302
    assert "1,250.50 QAR" in page.get(url).content.decode()
    assert queries(lambda: page.get(url)) <= 14
    story = page.get(case.get_absolute_url()).content.decode()
    assert "Money came of a claim" in story
    assert "1,250.50 QAR" in story


def test_a_sum_is_shown_in_its_currency():
    assert [shown(Decimal(n), c) for n, c in [("9000.000", "QAR"), ("1.5", "KWD")]] == [
        "9,000 QAR",
        "1.500 KWD",
    ]


def test_money_and_days_of_a_restricted_case_are_seen_by_name_alone(
    maya, sarita, bimala, dipesh, browse
):
    secret = make.make_case(maya, sarita, restricted=True, category="D3")
    assign_perm("cases.view_case", sarita, secret)
    claim = make.make_claim(secret, sarita)
    make.make_deadline(secret, sarita, text="Canary")
    assert browse(sarita).get(claim.get_absolute_url()).status_code == 200
    for who in (bimala, dipesh):
        assert browse(who).get(claim.get_absolute_url()).status_code == 404
        for model in (Claim, Deadline, CaseParty):
            assert not model.objects.visible_to(who).exists()
        for page in ("/", "/?list=team", "/parties/", maya.get_absolute_url()):
            text = browse(who).get(page).content.decode()
            assert secret.code not in text
            assert "Canary" not in text
