import pytest
from django.core import signing
from django.db import transaction

from helpdesk.audit.models import Entry
from helpdesk.audit.trail import record
from helpdesk.clients.models import AccessRequest, Client, MatchKey, Serving
from helpdesk.desk import elsewhere
from helpdesk.notices.models import Notice
from tests import make

SEEN = "A person like this is registered at"


@pytest.fixture
def laxmi(pokhara, pasang):
    """Of Pokhara: known there by name, phone, passport and date of birth."""
    from helpdesk.clients import actions

    client = make.make_client(
        pokhara,
        pasang,
        "Laxmi Devi Pariyar",
        phone={"number": "9846012345", "safe": "yes"},
        birth={"text": "1990-05-12", "date": "1990-05-12", "year": 1990, "precision": "day"},
    )
    actions.add_document(client, by=pasang, kind="passport", number="PA7654321")
    return client


def typed(**more):
    return {"name": "Laxmi Devi Pariyar", "sex": "female", "look_again": "yes", **more}


def panel(browser, **more):
    return browser.post("/clients/register/", typed(**more)).content.decode()


def token(page):
    return page.split('name="token" value="')[1].split('"')[0]


def open_here(browser, page, **said):
    data = {"token": token(page), "sent": "yes", "why": "paper", "reason": "Lost her bag", **said}
    return browser.post("/clients/elsewhere/here/", data)


@pytest.mark.parametrize(
    "second",
    [
        {"phone_number": "9846 012 345"},
        {"birth": "1990-05-12"},
        {"document_number": "PA7654321", "document_kind": "passport"},
    ],
)
def test_with_a_second_fact_the_panel_says_where_and_nothing_more(
    second, officer, kathmandu, laxmi
):
    page = panel(officer, centre=kathmandu.pk, **second)
    assert f"{SEEN} <bdi>Pokhara centre</bdi>" in page
    for secret in (laxmi.code, str(laxmi.uid), "+977", laxmi.get_absolute_url()):
        assert secret not in page
    assert Entry.objects.about_client(laxmi.uid).filter(verb="found_elsewhere").exists()


def test_a_name_alone_says_nothing(officer, laxmi):
    assert SEEN not in panel(officer)
    assert SEEN not in panel(officer, birth="1990")


@pytest.mark.parametrize("query", ["9846012345", "+977 984-6012345", "PA7654321", "code"])
def test_an_exact_number_or_code_is_found_by_the_search(query, officer, laxmi):
    query = laxmi.code if query == "code" else query
    for path in ("/search/", "/clients/"):
        assert (
            f"{SEEN} <bdi>Pokhara centre</bdi>" in officer.post(path, {"q": query}).content.decode()
        )


@pytest.mark.parametrize(
    "query", ["Laxmi Devi Pariyar", "6012345", "PA765432", "C-999-999", "Laxmi"]
)
def test_anything_less_is_not(query, officer, laxmi):
    assert SEEN not in officer.post("/search/", {"q": query}).content.decode()


def test_a_restricted_case_alone_never_gives_a_centre_away(
    browse, maya, sarita, pokhara, pasang, laxmi
):
    """Laxmi has a restricted case in Kathmandu: someone elsewhere still reads of Pokhara only."""
    kathmandu = maya.centre
    make.make_case(laxmi, sarita, centre=kathmandu, title="Secret", restricted=True)
    assert not MatchKey.objects.filter(client=laxmi, centre=kathmandu).exists()
    dang = make.make_centre("Dang centre", "DNG")
    someone = make.make_user("Someone in Dang", teams=[dang.officers])
    page = browse(someone).post("/search/", {"q": "9846012345"}).content.decode()
    assert "<bdi>Pokhara centre</bdi>" in page
    assert "Kathmandu" not in page
    assert SEEN not in browse(pasang).post("/search/", {"q": "9846012345"}).content.decode()


def test_she_is_here_opens_her_record_and_her_home_is_told(
    officer, sarita, pasang, kathmandu, laxmi
):
    page = officer.post("/search/", {"q": "9846012345"}).content.decode()
    assert officer.post("/clients/elsewhere/here/", {"token": token(page)}).status_code == 200
    assert open_here(officer, page, why="").status_code == 422
    assert not Client.objects.visible_to(sarita).exists()
    answer = open_here(officer, page)
    assert answer.url == laxmi.get_absolute_url()
    assert officer.get(answer.url).status_code == 200
    assert open_here(officer, page).url == answer.url
    assert Serving.objects.get(client=laxmi, centre=kathmandu).why == "counter"
    assert MatchKey.objects.filter(client=laxmi, centre=kathmandu).exists()
    entry = Entry.objects.get(verb="opened_at_counter")
    assert (entry.by, entry.why) == (sarita, "paper")
    assert AccessRequest.objects.for_listing().get().reason == "Lost her bag"
    notice = Notice.objects.get()
    assert (notice.recipient, notice.kind) == (pasang, "opened_elsewhere")
    assert (notice.code, notice.path) == (laxmi.code, laxmi.get_absolute_url())


def test_not_here_is_no_reason_to_open(officer, laxmi):
    page = officer.post("/search/", {"q": "9846012345"}).content.decode()
    assert open_here(officer, page, why="calls").status_code == 422


def test_a_token_is_good_for_one_person_only(officer, cast, laxmi):
    page = officer.post("/search/", {"q": "9846012345"}).content.decode()
    assert open_here(cast["dipesh"], page).status_code == 404
    assert open_here(cast["roshan"], page).status_code == 404
    forged = token(page)[:-2] + "xx"
    assert officer.post("/clients/elsewhere/here/", {"token": forged}).status_code == 404
    assert officer.post("/clients/elsewhere/here/").status_code == 404


def test_an_old_token_opens_nothing(officer, sarita, kathmandu, laxmi, monkeypatch):
    made = elsewhere.token_for(laxmi, sarita, kathmandu)
    then = signing.time.time() + elsewhere.HOLDS + 1
    monkeypatch.setattr(signing.time, "time", lambda: then)
    assert officer.post("/clients/elsewhere/here/", {"token": made}).status_code == 404


@pytest.mark.parametrize("who", ["sarita", "pasang"])
def test_a_record_entered_in_error_is_told_to_nobody(who, cast, kathmandu, pasang, laxmi):
    from helpdesk.clients import actions

    actions.enter_in_error(laxmi, by=pasang)
    absent = cast[who].post("/search/", {"q": "C-222-222"})
    shown = cast[who].post("/search/", {"q": laxmi.code})
    assert SEEN not in shown.content.decode()
    assert (shown.status_code, shown.context["away"]) == (absent.status_code, [])
    assert SEEN not in panel(cast[who], look=laxmi.code, name="")


def test_a_number_without_a_prefix_is_of_the_country_where_it_is_typed(
    browse, maya, kathmandu, fresh
):
    doha = make.make_centre("Doha desk", "DOH", country="QA", time_zone="Asia/Qatar")
    omar = make.make_user("Omar Haddad", teams=[doha.officers])
    from helpdesk.clients import actions

    with transaction.atomic():
        actions.serve(maya, doha, Serving.Why.COUNTER)
        record("opened_at_counter", maya, by=omar)
    for number in ("5512 3456", "9841 552 310", "+971 50 123 4567"):
        path = f"/clients/{maya.code}/add-phone/"
        assert browse(omar).post(path, {"phone_number": number}).status_code == 302
    numbers = [phone.number for phone in maya.phones.for_listing()]
    assert numbers == ["+97455123456", "+9779841552310", "+971501234567"]
