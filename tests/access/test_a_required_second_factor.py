import pytest
from django.core.cache import cache

from helpdesk.access import actions
from helpdesk.access.models import Centre
from helpdesk.audit.models import Entry
from helpdesk.jobs.models import Draft
from services.models import Partner
from tests import make

from .second_factor import PAGE, is_in, log_in, secret_on, set_up


@pytest.fixture(autouse=True)
def _no_one_has_tried_yet(db):
    cache.clear()


def require(place):
    type(place)._base_manager.filter(pk=place.pk).update(second_factor=True)


def led_to(browser, path="/"):
    return browser.get(path).headers.get("Location", "")


def test_nobody_has_to_by_default(browse, sarita, roshan, anil, nirmala):
    for person in (sarita, roshan, anil, nirmala):
        assert is_in(browse(person))


def test_a_centre_requires_it_of_its_people_and_of_those_who_oversee_it(browse, sarita, pasang):
    region = make.make_centre("Region", "REG")
    below = make.make_centre("Below", "BLW", parent=region)
    require(below)
    officer = make.make_user("Officer below", teams=[below.officers])
    overseer = make.make_user("Overseer", teams=[region.supervisors])
    above = make.make_user("Officer above", teams=[region.officers])
    assert led_to(browse(officer)).startswith(PAGE)
    assert led_to(browse(overseer)).startswith(PAGE)
    assert is_in(browse(above))
    assert is_in(browse(pasang))


def test_a_partner_requires_it_of_its_people(browse, himal, roshan, sarita):
    require(himal)
    assert led_to(browse(roshan)).startswith(PAGE)
    assert is_in(browse(sarita))


def test_a_role_requires_it_wherever_one_has_it(browse, anil, sarita, settings):
    settings.SECOND_FACTOR_REQUIRED_FOR = ["administrator"]
    assert led_to(browse(anil)).startswith(PAGE)
    assert is_in(browse(sarita))


def test_a_role_that_does_not_exist_is_no_silent_hole(browse, sarita, settings):
    settings.SECOND_FACTOR_REQUIRED_FOR = ["administartor"]
    with pytest.raises(ValueError, match="administartor"):
        browse(sarita).get("/")


def test_right_after_the_log_in_she_sets_it_up_and_then_gets_where_she_wanted(
    browse, kathmandu, sarita
):
    require(kathmandu)
    browser = browse()
    page = browser.post(
        "/account/login/",
        {"login": sarita.email, "password": make.PASSWORD, "next": "/clients/"},
        follow=True,
    )
    assert page.redirect_chain[-1][0] == f"{PAGE}?next=/clients/"
    secret_on(page)
    _, codes = set_up(browser, next="/clients/")
    assert len(codes) == 10
    assert browser.get("/clients/").status_code == 200


@pytest.mark.parametrize("path", ["/", "/account/me/", "/account/password/change/", "/notices/"])
def test_she_reaches_nothing_else_until_then(browse, kathmandu, sarita, path):
    require(kathmandu)
    assert led_to(browse(sarita), path) == f"{PAGE}?next={path}"


def test_but_she_can_leave(browse, kathmandu, sarita):
    require(kathmandu)
    browser = browse(sarita)
    browser.post("/account/logout/")
    assert Entry.objects.filter(verb="logged_out", by=sarita).exists()


def test_a_part_of_a_page_sends_the_whole_page_there(browse, kathmandu, sarita):
    require(kathmandu)
    answer = browse(sarita).post("/search/", {"q": "Maya"}, headers={"HX-Request": "true"})
    assert answer.status_code == 204
    assert answer.headers["HX-Redirect"] == f"{PAGE}?next=/search/"


def test_what_she_was_typing_when_the_rule_came_is_still_kept(browse, kathmandu, case, sarita):
    browser = browse(sarita)
    require(kathmandu)
    path = f"/cases/{case.code}/note/"
    browser.post("/drafts/", {"draft_path": path, "text": "She called from Doha"})
    assert Draft.objects.filter(path=path, by=sarita).exists()
    assert led_to(browser, path) == f"{PAGE}?next={path}"


def test_a_post_does_nothing(browse, kathmandu, case, sarita):
    require(kathmandu)
    answer = browse(sarita).post(f"/cases/{case.code}/close/", {"outcome": "resolved"})
    assert answer.headers["Location"].startswith(PAGE)
    case.refresh_from_db()
    assert case.closed_at is None


def test_taking_it_off_leads_back_to_setting_it_up(browse, kathmandu, sarita):
    require(kathmandu)
    browser = browse()
    log_in(browser, sarita)
    _, codes = set_up(browser)
    answer = browser.post("/account/second-factor/off/", {"code": codes[0]})
    assert answer.headers["Location"] == PAGE
    assert led_to(browser).startswith(PAGE)


def test_an_administrator_says_it_for_a_centre_and_history_keeps_it(browse, kathmandu, anil):
    facts = ("name", "kind", "country", "time_zone", "version")
    said = {name: getattr(kathmandu, name) for name in facts}
    path = f"/admin/centres/{kathmandu.pk}/change/"
    browse(anil).post(path, {**said, "area": "", "second_factor": "on"})
    centre = Centre.objects.get(pk=kathmandu.pk)
    assert centre.second_factor
    assert centre.history.latest().second_factor
    entry = Entry.objects.filter(verb="changed", label="access.centre").get()
    assert "second_factor" in entry.detail["fields"]


def test_an_administrator_says_it_for_a_partner(browse, himal, anil):
    facts = ("name", "country", "time_zone", "version")
    said = {name: getattr(himal, name) for name in facts}
    path = f"/services/partners/{himal.pk}/change/"
    browse(anil).post(path, {**said, "is_active": "on", "second_factor": "on"})
    partner = Partner.objects.get(pk=himal.pk)
    assert partner.second_factor
    assert partner.history.latest().second_factor


def test_it_costs_no_question_more(browse, kathmandu, sarita, queries):
    browser = browse(sarita)
    browser.get("/account/me/")
    free = queries(lambda: browser.get("/account/me/"))
    other = browse()
    log_in(other, sarita)
    set_up(other)
    require(kathmandu)
    actions.set_language(sarita, "", by=sarita)
    assert queries(lambda: other.get("/account/me/")) <= free
