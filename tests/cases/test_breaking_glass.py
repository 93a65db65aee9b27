import uuid
from datetime import timedelta

import pytest
from django.core.cache import cache

from helpdesk.audit.models import Entry
from helpdesk.cases import actions
from helpdesk.cases.models import BreakGlass, Case
from helpdesk.clients.models import Client
from helpdesk.core import per_request
from helpdesk.core.clock import at, now
from helpdesk.core.refusal import Refused
from helpdesk.notices.models import Notice
from tests import make

SAME = "Nothing can be opened in this way under this code"


@pytest.fixture(autouse=True)
def _no_tries_yet(db):
    cache.clear()


@pytest.fixture
def secret(case, sarita, bimala):
    return actions.restrict(case, by=sarita, ground="threat", people=[bimala])


def broken(case, by):
    return actions.break_glass(
        case.code, by=by, submission_id=uuid.uuid4(), ground="danger", reason="She is locked in"
    )


def try_code(browser, code):
    said = {"code": code, "ground": "danger", "reason": "Help", "submission_id": uuid.uuid4()}
    return browser.post("/break-glass/", said)


def sees(person, case):
    return Case.objects.visible_to(person).filter(pk=case.pk).exists()


def told(kind):
    notices = Notice.objects.filter(kind=kind).order_by("recipient__name")
    return [notice.recipient.name.split()[0] for notice in notices]


def test_it_opens_the_one_case_for_a_day(secret, maya, sarita, dipesh):
    other = actions.restrict(make.make_case(maya, sarita), by=sarita, ground="threat")
    broken(secret, dipesh)
    assert sees(dipesh, secret)
    assert not sees(dipesh, other)
    with at(now() + timedelta(hours=24, minutes=1)):
        assert not sees(dipesh, secret)


def test_by_the_page(browse, secret, dipesh):
    browser = browse(dipesh)
    assert browser.get(secret.get_absolute_url()).status_code == 404
    assert try_code(browser, secret.code.lower()).url == secret.get_absolute_url()
    assert browser.get(secret.get_absolute_url()).status_code == 200
    assert BreakGlass.objects.count() == 1


def test_named_people_and_data_protection_are_told_at_once(secret, dipesh, nirmala):
    made = broken(secret, dipesh)
    assert told("glass_broken") == ["Bimala", "Nirmala", "Sarita"]
    assert Notice.objects.filter(kind="glass_broken", due_at__lte=now()).count() == 3
    entry = Entry.objects.get(verb="broke_glass")
    assert (entry.by, entry.why, entry.code) == (dipesh, "danger", secret.code)
    assert made.reason == "She is locked in"


def test_the_client_is_seen_too_and_no_list_holds_the_case(browse, pokhara, pasang, maya):
    case = make.make_case(maya, pasang, centre=pokhara, officer=pasang)
    actions.restrict(case, by=pasang, ground="threat")
    tara = make.make_user("Tara", teams=[pokhara.officers])
    broken(case, tara)
    assert Client.objects.visible_to(tara).get() == maya
    assert not Case.objects.in_care_of(tara).exists()
    assert case.code not in browse(tara).get("/?list=team").content.decode()


def test_every_wrong_code_gets_the_same_answer(
    browse, secret, maya, sarita, pokhara, pasang, dipesh
):
    ordinary = make.make_case(maya, sarita)
    elsewhere = make.make_case(maya, pasang, centre=pokhara, officer=pasang)
    actions.restrict(elsewhere, by=pasang, ground="threat")
    pages = set()
    for code in ("KTM-26-2222", ordinary.code, elsewhere.code):
        answer = try_code(browse(dipesh), code)
        assert answer.status_code == 409
        errors = answer.context["form"].errors
        assert SAME in str(errors)
        pages.add(str(errors))
    assert len(pages) == 1
    assert not BreakGlass.objects.exists()


def test_after_five_wrong_codes_the_right_one_opens_nothing_either(browse, secret, dipesh):
    browser = browse(dipesh)
    for n in range(5):
        try_code(browser, f"KTM-26-222{n}")
    answer = try_code(browser, secret.code)
    assert answer.status_code == 409
    assert "Too many wrong codes" in answer.content.decode()
    assert not sees(dipesh, secret)
    assert Entry.objects.filter(verb="refused", by=dipesh).count() == 6


def test_a_supervisor_from_above_may(secret, kathmandu):
    root = make.make_user("Top", teams=[kathmandu.supervisors])
    broken(secret, root)
    assert sees(root, secret)


def test_a_named_person_is_told_to_open_it_as_always(secret, sarita):
    with pytest.raises(Refused, match="named on this case"):
        broken(secret, sarita)


def test_it_does_not_let_one_decide_who_sees_the_case(browse, secret, dipesh, anil):
    broken(secret, dipesh)
    with pytest.raises(Refused, match="who are named"):
        actions.share(secret, by=dipesh, person=dipesh)
    page = browse(dipesh).get(f"/cases/{secret.code}/named/").content.decode()
    assert "Share the case" not in page
    assert "Take off" not in page


def test_nobody_makes_the_case_her_own_in_an_emergency(browse, secret, dipesh, bimala):
    broken(secret, dipesh)
    browser = browse(dipesh)
    answer = browser.post(f"/cases/{secret.code}/assign/", {"officer": dipesh.pk})
    assert answer.status_code == 409
    assert "who are named on this case decide" in answer.content.decode()
    actions.release(Case.objects.for_listing().get(pk=secret.pk), by=bimala)
    assert browser.post(f"/cases/{secret.code}/take/").status_code == 409
    with at(now() + timedelta(hours=25)):
        assert not sees(dipesh, secret)
    assert actions.take(Case.objects.for_listing().get(pk=secret.pk), by=bimala).officer == bimala


def test_it_does_not_open_a_case_that_is_restricted_anew(secret, sarita, bimala, dipesh):
    broken(secret, dipesh)
    actions.lift_restriction(secret, by=bimala, reason="The threat is over")
    per_request.forget()
    actions.restrict(secret, by=sarita, ground="colleague", people=[bimala])
    assert not sees(dipesh, secret)


def test_twice_is_one_alert(secret, dipesh):
    assert broken(secret, dipesh) == broken(secret, dipesh)
    assert told("glass_broken") == ["Bimala", "Sarita"]


def test_it_ends_when_the_case_goes_where_one_does_not_work(secret, dipesh, pokhara, pasang, maya):
    broken(secret, dipesh)
    Case.objects.filter(pk=secret.pk).update(centre=pokhara)
    assert not sees(dipesh, secret)


@pytest.mark.parametrize("who", ["bimala", "nirmala"])
def test_a_named_supervisor_or_data_protection_judges(who, request, browse, secret, dipesh):
    judge = request.getfixturevalue(who)
    made = broken(secret, dipesh)
    browser = browse(judge)
    assert "She is locked in" in browser.get(made.get_absolute_url()).content.decode()
    assert f"/break-glass/opened/{made.pk}/" in browser.get("/break-glass/opened/").content.decode()
    sent = {"justified": "yes", "comment": "Rightly so"}
    assert browser.post(made.get_absolute_url(), sent).status_code == 302
    made = BreakGlass.objects.for_listing().get()
    assert (made.justified, made.reviewed_by, made.comment) == (True, judge, "Rightly so")
    assert told("glass_reviewed") == ["Dipesh"]
    assert sees(dipesh, secret)
    with pytest.raises(Refused, match="already"):
        actions.review_break_glass(made, by=judge, justified=False, comment="No")


def test_what_was_not_justified_ends_at_once(secret, dipesh, bimala):
    made = broken(secret, dipesh)
    actions.review_break_glass(made, by=bimala, justified=False, comment="Nobody was in danger")
    assert not sees(dipesh, secret)


def test_a_no_says_why(browse, secret, dipesh, bimala):
    made = broken(secret, dipesh)
    answer = browse(bimala).post(made.get_absolute_url(), {"justified": "no"})
    assert answer.status_code == 422


def test_nobody_judges_herself(secret, kathmandu):
    boss = make.make_user("Boss", teams=[kathmandu.supervisors])
    made = broken(secret, boss)
    with pytest.raises(Refused, match="Somebody else"):
        actions.review_break_glass(made, by=boss, justified=True, comment="")


@pytest.mark.parametrize(
    ("who", "status"),
    [("dipesh", 200), ("sarita", 200), ("pasang", 404), ("anil", 404), ("roshan", 404)],
)
def test_who_sees_that_it_was_opened(who, status, request, browse, secret, dipesh):
    made = broken(secret, dipesh)
    assert browse(request.getfixturevalue(who)).get(made.get_absolute_url()).status_code == status


def test_who_judges_finds_the_list_beside_the_search(browse, bimala, sarita):
    link = '<a href="/break-glass/opened/">'
    assert link in browse(bimala).get("/search/?q=nobody").content.decode()
    assert link not in browse(sarita).get("/search/?q=nobody").content.decode()


def test_a_lists_page_costs_the_same_however_long(browse, secret, bimala, kathmandu, queries):
    broken(secret, make.make_user("One", teams=[kathmandu.officers]))
    browser = browse(bimala)
    browser.get("/break-glass/opened/")
    one = queries(lambda: browser.get("/break-glass/opened/"))
    for n in range(5):
        broken(secret, make.make_user(f"More {n}", teams=[kathmandu.officers]))
    assert queries(lambda: browser.get("/break-glass/opened/")) == one <= 12


def table(browser):
    return b"".join(browser.get("/figures/tables/caseload/csv/").streaming_content)


def test_it_stands_in_no_figure_and_on_no_list_of_figures(browse, kathmandu, secret):
    boss = make.make_user("Boss", teams=[kathmandu.supervisors])
    browser = browse(boss)
    open_cases = "/figures/cases/?which=open"
    assert secret.code not in browser.get(open_cases).content.decode()
    before = table(browser)
    broken(secret, boss)
    assert browser.get(secret.get_absolute_url()).status_code == 200
    assert secret.code not in browser.get(open_cases).content.decode()
    people = browser.get("/figures/people/").content.decode()
    assert secret.lead.code not in people
    assert table(browser) == before
