"""Who at the partner handles a referral: she takes it, or her lead gives it to her."""

import pytest
from django.core.exceptions import PermissionDenied

from helpdesk.core.refusal import Refused
from referrals import actions
from tests import make

from .conftest import fetch


@pytest.fixture
def laxmi(himal):
    return make.make_user("Laxmi Basnet", teams=[himal.staff])


@pytest.fixture
def lead(himal):
    return make.make_user("Keshav Lead", teams=[himal.leads])


def test_a_worker_takes_it_and_the_desk_sees_who(browse, sent_referral, roshan, sarita, told):
    told()
    browse(roshan).post(f"/referrals/{sent_referral.code}/allot/", {"worker": roshan.pk})
    assert fetch(sent_referral).worker == roshan
    page = browse(sarita).get(sent_referral.get_absolute_url()).content.decode()
    assert "Handled by <bdi>Roshan K.C.</bdi>" in page
    assert told() == []  # who takes it need not be told


def test_the_lead_gives_it_to_a_worker_who_is_told(sent_referral, lead, laxmi, told):
    told()
    actions.allot(sent_referral, by=lead, worker=laxmi)
    assert told() == [("Laxmi Basnet", "referral_allotted")]


def test_a_worker_does_not_give_it_to_another(browse, sent_referral, roshan, laxmi):
    with pytest.raises(PermissionDenied):
        actions.allot(sent_referral, by=roshan, worker=laxmi)
    answer = browse(roshan).post(f"/referrals/{sent_referral.code}/allot/", {"worker": laxmi.pk})
    assert answer.status_code == 422


def test_a_worker_does_not_take_what_another_handles(sent_referral, roshan, laxmi):
    actions.allot(sent_referral, by=laxmi, worker=laxmi)
    with pytest.raises(Refused, match="Laxmi Basnet handles this one"):
        actions.allot(fetch(sent_referral), by=roshan, worker=roshan)


def test_it_is_given_back_by_whoever_has_it(sent_referral, roshan):
    actions.allot(sent_referral, by=roshan, worker=roshan)
    actions.allot(sent_referral, by=roshan, worker=None)
    assert fetch(sent_referral).worker is None


@pytest.mark.parametrize("who", ["rita", "sarita"])
def test_nobody_elses_people_handle_it(who, request, sent_referral, lead):
    with pytest.raises(Refused, match="who works for you"):
        actions.allot(sent_referral, by=lead, worker=request.getfixturevalue(who))


@pytest.mark.parametrize(("who", "status"), [("sarita", 403), ("rita", 404), ("stranger", 404)])
def test_who_may_not(who, status, request, browse, sent_referral):
    person = request.getfixturevalue(who)
    url = f"/referrals/{sent_referral.code}/allot/"
    assert browse(person).post(url, {"worker": person.pk}).status_code == status


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("who=mine", True),
        ("who=unallotted", False),
        ("urgency=normal", True),
        ("urgency=critical", False),
        ("who=nonsense&service=9999999", True),
    ],
)
def test_the_list_is_narrowed_by_the_address(query, shown, browse, sent_referral, roshan):
    actions.allot(sent_referral, by=roshan, worker=roshan)
    page = browse(roshan).get(f"/referrals/to-answer/?{query}").content.decode()
    assert (sent_referral.code in page) is shown


def test_the_list_is_narrowed_by_ones_own_services_alone(browse, sent_referral, roshan, asha):
    browser, service = browse(roshan), sent_referral.service
    page = browser.get(f"/referrals/to-answer/?service={service.pk}").content.decode()
    assert sent_referral.code in page
    assert "remove this filter" in page
    assert "Legal evening" not in page  # another partner's


def test_each_row_says_which_clock_runs_out_next(browse, sent_referral, roshan):
    browser = browse(roshan)
    assert "Acknowledge:" in browser.get("/referrals/to-answer/").content.decode()
    actions.accept(sent_referral, by=roshan)
    assert "First contact:" in browser.get("/referrals/in-progress/").content.decode()
