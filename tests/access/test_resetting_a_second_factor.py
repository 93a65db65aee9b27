import pytest
from django.core import mail
from django.core.cache import cache

from helpdesk.access.models import User
from helpdesk.access.second_factor.actions import reset_for
from helpdesk.audit.models import Entry
from helpdesk.notices.tasks import deliver_notices
from tests import make

from .second_factor import log_in, set_up


@pytest.fixture
def browse(sure):
    """Each gave her password just now: tests/access/test_asking_once_more.py has the others."""
    return sure


LOST = {"sent": "1", "why": "lost_phone"}


@pytest.fixture(autouse=True)
def _no_one_has_tried_yet(db):
    cache.clear()


@pytest.fixture
def with_one(browse):
    """`with_one(person)`: her browser, after she set one up."""

    def with_one(person):
        browser = browse()
        log_in(browser, person)
        set_up(browser)
        person.refresh_from_db()
        return browser

    return with_one


@pytest.fixture
def lead(himal):
    return make.make_user("Lead of Himal", teams=[himal.leads])


def has_one(person):
    person.refresh_from_db()
    return person.second_factor_at is not None


def by_admin(browser, person):
    return browser.post(f"/admin/people/{person.pk}/second-factor/", LOST)


def by_lead(browser, partner, person):
    return browser.post(f"/services/partners/{partner.pk}/staff/{person.pk}/second-factor/", LOST)


def test_an_administrator_resets_it_with_a_reason_and_she_is_told(browse, anil, sarita, with_one):
    her_browser = with_one(sarita)
    deliver_notices()
    mail.outbox.clear()
    browser = browse(anil)
    assert by_admin(browser, sarita).status_code == 302
    assert not has_one(sarita)
    entry = Entry.objects.get(verb="reset_second_factor")
    assert (entry.by, entry.key, entry.why) == (anil, sarita.pk, "lost_phone")
    deliver_notices()
    (letter,) = mail.outbox
    assert letter.to == [sarita.email]
    assert "Your second factor was reset" in letter.body
    assert sarita.name not in letter.body
    assert log_in(browse(), sarita).headers["Location"] == "/"
    assert her_browser.get("/account/me/").status_code == 200  # nothing is asked of her now


def test_on_the_server_it_is_reset_for_the_only_administrator(browse, anil, with_one):
    with_one(anil)
    reset_for(anil, by=User.objects.system("setup"), why="lost_phone")
    assert not has_one(anil)


def test_it_takes_a_reason(browse, anil, sarita, with_one):
    with_one(sarita)
    page = browse(anil).post(f"/admin/people/{sarita.pk}/second-factor/", {"sent": "1"})
    assert page.status_code == 422
    assert has_one(sarita)


def test_where_there_is_none_it_is_refused(browse, anil, sarita):
    assert by_admin(browse(anil), sarita).status_code == 409


def test_nobody_resets_her_own(browse, anil, with_one):
    assert by_admin(with_one(anil), anil).status_code == 409
    assert has_one(anil)


def test_not_for_an_account_that_works_where_the_administrator_is_none(
    browse, pokhara, kathmandu, sarita, with_one
):
    sarita.groups.add(pokhara.officers)
    with_one(sarita)
    theirs = make.make_user("Administrator of Pokhara", teams=[pokhara.administrators])
    assert by_admin(browse(theirs), sarita).status_code == 409
    assert has_one(sarita)


def test_a_lead_resets_it_for_her_own_people(browse, himal, roshan, lead, with_one):
    with_one(roshan)
    assert by_lead(browse(lead), himal, roshan).status_code == 302
    assert not has_one(roshan)
    assert Entry.objects.get(verb="reset_second_factor").by == lead


def test_a_lead_does_not_for_other_partners_or_for_people_who_work_elsewhere_too(
    browse, himal, roshan, kathmandu, sarita, lead, with_one
):
    other = make.make_partner("Other clinic")
    hers = make.make_user("Worker of the other", teams=[other.staff])
    with_one(hers)
    browser = browse(lead)
    assert by_lead(browser, himal, hers).status_code == 404
    assert by_lead(browser, other, hers).status_code == 403
    with_one(roshan)
    roshan.groups.add(kathmandu.officers)
    assert by_lead(browser, himal, roshan).status_code == 409
    assert has_one(hers)
    assert has_one(roshan)


@pytest.mark.parametrize("who", ["sarita", "bimala", "nirmala", "roshan"])
def test_nobody_else_may(who, request, browse, dipesh, himal, with_one):
    with_one(dipesh)
    browser = browse(request.getfixturevalue(who))
    assert by_admin(browser, dipesh).status_code == 403
    assert has_one(dipesh)
