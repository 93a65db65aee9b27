from datetime import timedelta

import pytest

from helpdesk.core import clock
from helpdesk.core.clock import now
from helpdesk.notices.models import Notice
from services import actions
from services.tasks import remind_to_verify
from tests import make


@pytest.fixture
def wages(himal):
    return make.make_service(himal, name="Wages")


@pytest.fixture
def lead(himal):
    return make.make_user("Mina Lama", teams=[himal.leads])


def asked():
    """Who owes a look at what."""
    return [
        (notice.recipient.name, notice.code)
        for notice in Notice.objects.filter(kind="service_to_verify").order_by("pk")
    ]


def after(days):
    return clock.at(now() + timedelta(days=days))


def test_the_lead_is_asked_when_it_was_not_verified_for_long(wages, roshan, lead):
    with after(180):
        remind_to_verify()
    assert asked() == []
    with after(181):
        remind_to_verify()
    assert asked() == [("Mina Lama", wages.code)]


def test_the_focal_point_of_the_service_is_asked_first(wages, himal, anil, roshan, lead):
    other = make.make_user("Sabita", teams=[himal.staff])
    for service, person in ((None, other), (wages, roshan)):
        actions.name_contact(
            himal, by=anil, service=service, role="focal", name="F", email=person.email.upper()
        )
    make.make_service(himal, name="Another")
    with after(181):
        remind_to_verify()
    assert sorted(name for name, _code in asked()) == ["Roshan K.C.", "Sabita"]


def test_a_focal_point_who_is_no_worker_is_not_asked(wages, himal, anil, lead, stranger):
    actions.name_contact(himal, by=anil, role="focal", name="F", email=stranger.email)
    with after(181):
        remind_to_verify()
    assert asked() == [("Mina Lama", wages.code)]


def test_a_partner_without_a_lead_is_asked_as_a_team(wages, roshan):
    with after(181):
        remind_to_verify()
    assert asked() == [("Roshan K.C.", wages.code)]


def test_it_is_asked_once_for_each_due_date(wages, lead):
    for days in (181, 182, 300):
        with after(days):
            remind_to_verify()
    assert len(asked()) == 1
    with after(301):
        actions.verify(wages, by=lead)
    with after(301 + 181):
        remind_to_verify()
        remind_to_verify()
    assert len(asked()) == 2


def test_nobody_is_asked_of_what_is_not_offered(himal, lead):
    make.make_service(himal, is_active=False)
    make.make_service(make.make_partner("Without workers"))
    with after(181):
        remind_to_verify()
    assert asked() == []


def test_administrators_find_what_is_to_be_checked(browse, wages, himal, anil, sarita):
    make.make_service(himal, name="Fresh", verified_on=clock.today() + timedelta(days=100))
    make.make_service(himal, name="Never", source="directory", external_id="1")
    with after(181):
        page = browse(anil).get("/services/?to_check=on")
        assert [service.name for service in page.context["page"].rows] == ["Never", "Wages"]
        assert [str(chip["label"]) for chip in page.context["chips"]] == ["To be checked"]
        assert "To be checked" in browse(sarita).get(f"/services/{wages.pk}/").text
        assert len(browse(sarita).get("/services/?to_check=on").context["page"].rows) == 3
