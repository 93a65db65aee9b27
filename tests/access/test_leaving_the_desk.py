"""Whoever leaves is logged out: of the session at once, of an open page by its own asking."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.core.management import call_command
from django.core.management.base import SystemCheckError

from helpdesk.audit.models import Entry
from helpdesk.core import clock
from helpdesk.desk.tasks import forget_sessions
from helpdesk.jobs.models import Draft
from tests.access.test_logging_in import log_in

ASKS = {"HX-Request": "true", "X-By-Itself": "yes"}


@pytest.fixture(autouse=True)
def _no_one_has_tried_yet(db):
    cache.clear()


@pytest.fixture
def at_desk(browse, sarita):
    """Her browser, logged in at the door."""
    browser = browse()
    log_in(browser, sarita)
    return browser


def after(**time):
    return clock.at(clock.now() + timedelta(**time))


def is_out(answer):
    return answer.status_code == 302 and answer.headers["Location"].startswith("/account/login/")


def test_after_twenty_minutes_without_a_request_the_next_one_leads_to_the_door(at_desk, sarita):
    with after(minutes=19):
        assert at_desk.get("/account/me/").status_code == 200
    with after(minutes=19 + 20):
        answer = at_desk.get("/account/me/?tab=1")
        assert answer.headers["Location"] == "/account/login/?next=/account/me/%3Ftab%3D1"
        assert "nothing was done for 20 minutes" in at_desk.get(answer.url).content.decode()
        assert log_in(at_desk, sarita).status_code == 302
        assert at_desk.get("/account/me/").status_code == 200
    left = Entry.objects.get(verb="logged_out")
    assert (left.by, left.detail["why"]) == (sarita, "idle")


def test_who_goes_on_working_stays(at_desk):
    for minutes in range(0, 120, 15):
        with after(minutes=minutes):
            assert at_desk.get("/account/me/").status_code == 200


def test_twelve_hours_end_it_however_busy_she_was(at_desk):
    for minutes in range(0, 12 * 60, 15):
        with after(minutes=minutes):
            at_desk.get("/account/me/")
    with after(hours=12, seconds=1):
        answer = at_desk.get("/account/me/")
        assert is_out(answer)
        assert "a working day at most" in at_desk.get(answer.url).content.decode()
    assert Entry.objects.get(verb="logged_out").detail["why"] == "absolute"


def test_the_time_is_a_setting_within_its_bounds(at_desk, settings):
    settings.SESSION_IDLE_MINUTES = 30
    with after(minutes=29):
        assert at_desk.get("/account/me/").status_code == 200
    settings.SESSION_IDLE_MINUTES = 60
    with pytest.raises(SystemCheckError, match="15 to 30"):
        call_command("check")
    settings.SESSION_IDLE_MINUTES, settings.SESSION_COOKIE_AGE = 15, 24 * 3600
    with pytest.raises(SystemCheckError, match="43200"):
        call_command("check")


def test_the_time_is_written_once_a_minute_at_most(at_desk, queries):
    at_desk.get("/account/me/")
    plain = queries(lambda: at_desk.get("/account/me/"))
    with after(seconds=50):
        assert queries(lambda: at_desk.get("/account/me/")) == plain
    with after(seconds=70):
        assert queries(lambda: at_desk.get("/account/me/")) > plain
        assert queries(lambda: at_desk.get("/account/me/")) == plain


def test_a_session_that_nobody_timed_is_timed_from_its_next_request(sarita, client):
    client.force_login(sarita, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get("/account/me/").status_code == 200
    with after(minutes=21):
        assert is_out(client.get("/account/me/"))


def test_what_a_page_asks_by_itself_keeps_nobody_in(at_desk):
    for minutes in (5, 10, 15, 19):
        with after(minutes=minutes):
            at_desk.get("/account/idle/", headers=ASKS)
            at_desk.get("/account/idle/")
            at_desk.get("/data-notice/")
            at_desk.get("/jobs/", headers=ASKS)
    with after(minutes=20):
        assert is_out(at_desk.get("/account/me/"))


def test_an_open_page_is_warned_two_minutes_before_and_she_can_stay(at_desk):
    page = at_desk.get("/account/me/").content.decode()
    assert 'hx-trigger="load delay:1080s, every 120s"' in page
    with after(minutes=10):
        assert "Stay logged in" not in at_desk.get("/account/idle/", headers=ASKS).content.decode()
    with after(minutes=18, seconds=30):
        warned = at_desk.get("/account/idle/", headers=ASKS).content.decode()
        assert "you are logged out in 2 minutes" in warned
        stays = at_desk.post("/account/stay/", headers={"HX-Request": "true"})
        assert "Stay logged in" not in stays.content.decode()
    with after(minutes=30):
        assert at_desk.get("/account/me/").status_code == 200


def test_once_it_is_over_the_whole_page_goes_and_leads_back_to_where_she_was(at_desk):
    with after(minutes=20):
        here = {"HX-Current-URL": "http://testserver/cases/KTM-1/?tab=notes"}
        gone = at_desk.get("/account/idle/", headers=ASKS | here)
    assert (gone.headers["HX-Retarget"], gone.headers["HX-Reswap"]) == ("body", "innerHTML")
    html = gone.content.decode()
    assert "/account/login/?next=/cases/KTM-1/%3Ftab%3Dnotes" in html
    assert "Sarita" not in html


@pytest.mark.parametrize(
    "there", ["https://evil.test/x", "//evil.test", "javascript:alert(1)", "http://[", "\\\\evil"]
)
def test_the_way_back_never_leaves_the_site(there, at_desk):
    with after(minutes=20):
        answers = [
            at_desk.get(
                "/account/idle/", headers=ASKS | {"HX-Current-URL": there}
            ).content.decode(),
            at_desk.get("/account/idle/", {"next": there}).headers["Location"],
            at_desk.get("/account/me/", headers=ASKS | {"HX-Current-URL": there}).headers[
                "HX-Redirect"
            ],
        ]
    for answer in answers:
        assert "next=/" in answer
        assert "evil" not in answer
        assert "alert(1)" not in answer


def test_a_part_of_a_page_leads_the_whole_page_to_the_door(at_desk):
    with after(minutes=20):
        here = {"HX-Request": "true", "HX-Current-URL": "http://testserver/clients/"}
        answer = at_desk.post("/search/", {"q": "Maya"}, headers=here)
    assert answer.status_code == 204
    assert answer.headers["HX-Redirect"] == "/account/login/?next=/clients/"
    assert not Entry.objects.filter(verb="searched").exists()


def test_without_javascript_the_page_is_put_away_and_read_by_nobody(at_desk, case):
    page = at_desk.get(f"/cases/{case.code}/").content.decode()
    assert (
        '<noscript><meta http-equiv="refresh" '
        f'content="1200;url=/account/idle/?next=/cases/{case.code}/"></noscript>' in page
    )
    away = at_desk.get("/account/idle/", {"next": f"/cases/{case.code}/"})
    assert f'href="/cases/{case.code}/"' in away.content.decode()
    assert "Sarita" not in away.content.decode()
    with after(minutes=20):
        assert is_out(at_desk.get("/account/idle/"))


def test_a_visitors_page_asks_nothing(browse, sarita):
    html = browse().get("/account/login/").content.decode()
    assert "/account/idle/" not in html


def test_what_she_sent_too_late_is_a_draft_where_she_comes_back(at_desk, case, sarita):
    path = f"/cases/{case.code}/note/"
    typed = {"draft_path": path, "text": "She called from Doha", "kind": "phone"}
    with after(minutes=25):
        answer = at_desk.post(path, typed)
        assert answer.headers["Location"] == f"/account/login/?next={path}"
        assert not case.notes.exists()
        log_in(at_desk, sarita)
        assert "She called from Doha" in at_desk.get(path).content.decode()
    assert Draft.objects.get().by == sarita


def test_nothing_is_kept_for_a_case_that_she_no_longer_sees(at_desk, case, sarita, kathmandu):
    kathmandu.officers.user_set.remove(sarita)
    with after(minutes=25):
        path = f"/cases/{case.code}/note/"
        assert is_out(at_desk.post(path, {"draft_path": path, "text": "x"}))
        assert is_out(at_desk.post(path, {"draft_path": "/no/such/page/", "text": "x"}))
    assert not Draft.objects.exists()


def test_a_visitor_keeps_no_draft(browse, case):
    path = f"/cases/{case.code}/note/"
    assert is_out(browse().post(path, {"draft_path": path, "text": "x"}))
    assert not Draft.objects.exists()


def test_what_a_button_sent_is_not_what_she_comes_back_to(at_desk, case):
    with after(minutes=25):
        referer = {"Referer": f"http://testserver/cases/{case.code}/"}
        answer = at_desk.post(f"/cases/{case.code}/wake/", headers=referer)
    assert answer.headers["Location"] == f"/account/login/?next=/cases/{case.code}/"


def test_what_is_open_to_all_says_nothing_of_a_session_that_is_over(at_desk):
    with after(minutes=25):
        answer = at_desk.get("/hsds/")
        assert answer.status_code == 200
        assert not answer.cookies
        assert "Sarita" not in at_desk.get("/no/such/page/").content.decode()
        assert is_out(at_desk.get("/account/me/"))


def test_log_ins_that_are_long_over_leave_the_database(at_desk):
    here = Session.objects.get()
    Session.objects.create(session_key="over", expire_date=here.expire_date - timedelta(days=2))
    forget_sessions()
    assert list(Session.objects.all()) == [here]
