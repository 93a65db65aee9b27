"""A partner's lead looks after the partner's own people, and nobody else's."""

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied

from helpdesk.access import actions as access
from helpdesk.access.models import User
from helpdesk.core.refusal import Refused
from services import actions
from tests import make


@pytest.fixture
def browse(sure):
    """Each gave her password just now: tests/access/test_asking_once_more.py has the others."""
    return sure


@pytest.fixture
def lead(himal):
    return make.make_user("Keshav Lead", teams=[himal.leads])


def change(person, partner, by, *, leads=False, is_active=True):
    return actions.change_worker(person, partner, by=by, leads=leads, is_active=is_active)


def test_the_lead_invites_a_worker_who_gets_a_mail(browse, lead, himal):
    url = f"/services/partners/{himal.pk}/staff/invite/"
    browse(lead).post(url, {"name": "Laxmi Basnet", "email": "laxmi@desk.test"})
    laxmi = User.objects.get(email="laxmi@desk.test")
    assert list(laxmi.groups.all()) == [himal.staff]
    assert mail.outbox[0].to == ["laxmi@desk.test"]
    page = browse(lead).get(f"/services/partners/{himal.pk}/staff/").content.decode()
    assert "Laxmi Basnet" in page


def test_an_address_that_is_known_is_not_invited_again(browse, lead, himal, sarita):
    url = f"/services/partners/{himal.pk}/staff/invite/"
    answer = browse(lead).post(url, {"name": "Sarita", "email": sarita.email})
    assert answer.status_code == 409


def test_a_worker_becomes_lead_and_worker_again(lead, himal, roshan):
    change(roshan, himal, lead, leads=True)
    assert list(roshan.groups.all()) == [himal.leads]
    change(roshan, himal, lead)
    assert list(roshan.groups.all()) == [himal.staff]


def test_an_account_is_switched_off_and_on(browse, lead, himal, roshan):
    url = f"/services/partners/{himal.pk}/staff/{roshan.pk}/"
    browse(lead).post(url, {"sent": "1"})
    roshan.refresh_from_db()
    assert not roshan.is_active
    browse(lead).post(url, {"sent": "1", "is_active": "on"})
    roshan.refresh_from_db()
    assert roshan.is_active


def test_whom_an_administrator_switched_off_a_lead_does_not_switch_on(lead, himal, roshan, anil):
    about = {"name": roshan.name, "email": roshan.email, "language": "", "teams": [himal.staff]}
    access.change_person(roshan, by=anil, is_active=False, **about)
    with pytest.raises(Refused, match="switched this account off"):
        change(roshan, himal, lead)
    access.change_person(roshan, by=anil, is_active=True, **about)
    change(roshan, himal, lead, is_active=False)
    assert change(roshan, himal, lead).is_active


@pytest.mark.parametrize("facts", [{"leads": False}, {"leads": True, "is_active": False}])
def test_the_last_lead_stays(facts, lead, himal):
    with pytest.raises(Refused, match="no lead any more"):
        change(lead, himal, lead, **facts)


def test_who_works_elsewhere_too_is_not_switched_off(lead, himal, roshan, kathmandu):
    roshan.groups.add(kathmandu.officers)
    with pytest.raises(Refused, match="also works elsewhere"):
        change(roshan, himal, lead, is_active=False)


def test_nobody_elses_people(browse, lead, himal, sarita):
    other = make.make_partner("Other partner")
    rita = make.make_user("Rita", teams=[other.staff])
    browser = browse(lead)
    assert browser.get(f"/services/partners/{other.pk}/staff/").status_code == 403
    for person in (rita, sarita):
        url = f"/services/partners/{himal.pk}/staff/{person.pk}/"
        assert browser.post(url, {"sent": "1"}).status_code == 404
    with pytest.raises(PermissionDenied):
        change(rita, other, lead)


@pytest.mark.parametrize("who", ["roshan", "sarita", "anil"])
def test_only_the_lead(who, request, browse, himal, lead):
    person = request.getfixturevalue(who)
    assert browse(person).get(f"/services/partners/{himal.pk}/staff/").status_code == 403
