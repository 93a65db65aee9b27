"""Two people act on one referral at the same moment: one wins, and the other is told in words.

Each pair is tried in both orders, and on PostgreSQL also twenty times at once, from two threads.
(SQLite lets one writer in at a time: there the two orders are all that can happen.)
"""

import re
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
import uuid
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection

from helpdesk.core.clock import now
from helpdesk.core.refusal import Refused
from referrals import actions
from referrals.models import Consent, Packet, Referral
from tests import make

from . import facts
from .conftest import YES, fetch

pytestmark = pytest.mark.django_db(transaction=True)
AT_ONCE = 20 if connection.vendor == "postgresql" else 0
ORDERS = ["first", "second", *["at once"] * AT_ONCE]
ON_POSTGRESQL = pytest.mark.skipif(
    connection.vendor != "postgresql",
    reason="SQLite lets one writer in at a time; the actions' two orders cover it",
)
# What a loser reads says what happened, and what to do next.
HAPPENED = re.compile(
    "This referral is “|has withdrawn|taken the consent back|is over|handles this"
)
NEXT_STEP = re.compile("Open it again|nothing more to do|call the centre|Your lead can")


@pytest.fixture
def laxmi(himal):
    return make.make_user("Laxmi Basnet", teams=[himal.staff])


@pytest.fixture
def lead(himal):
    return make.make_user("Keshav Lead", teams=[himal.leads])


@pytest.fixture
def fresh(send, kathmandu, sarita, roshan):
    """`fresh()` is another person's referral that has just been sent."""

    def fresh(prepare=send):
        person = make.make_client(kathmandu, sarita, name=f"Person {uuid.uuid4().hex[:6]}")
        return fetch(prepare(make.make_case(person, sarita), sarita))

    return fresh


def race(order, *acts):
    """What became of each: None, or why not. `order`: whose turn is first, or all at once."""
    told = [None] * len(acts)
    start = threading.Barrier(len(acts))

    def run(place):
        try:
            if order == "at once":
                start.wait(30)
            acts[place]()
        except Exception as no:  # a refusal; else a deadlock, a broken rule: the test names it
            told[place] = no
        finally:
            if order == "at once":
                connection.close()

    if order != "at once":
        for place in range(len(acts)) if order == "first" else reversed(range(len(acts))):
            run(place)
        return told
    threads = [threading.Thread(target=run, args=[place]) for place in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
        assert not thread.is_alive()
    return told


def story(referral):
    """The states that its steps lead through: one line, along the table, to where it stands."""
    moves = (
        referral.steps.filter(kind="", packet=None).order_by("pk").values_list("before", "after")
    )
    now_at = ""
    for before, after in moves:
        assert before == now_at
        assert (before, after) in facts.NEXT
        now_at = after
    assert now_at == fetch(referral).status
    return [after for _before, after in moves]


def in_clear_words(no):
    assert isinstance(no, Refused), repr(no)
    assert HAPPENED.search(str(no)), str(no)
    assert NEXT_STEP.search(str(no)), str(no)


def test_two_workers_accept(fresh, roshan, laxmi):
    for order in ORDERS:
        referral = fresh()
        told = race(
            order,
            lambda r=referral: actions.accept(r, by=roshan),
            lambda r=referral: actions.accept(r, by=laxmi),
        )
        assert told.count(None) == 1
        in_clear_words(next(no for no in told if no))
        assert story(referral) == ["draft", "sent", "accepted"]


def test_one_accepts_and_one_declines(fresh, roshan, laxmi):
    for order in ORDERS:
        referral = fresh()
        told = race(
            order,
            lambda r=referral: actions.accept(r, by=roshan),
            lambda r=referral: actions.decline(r, by=laxmi, reason="capacity"),
        )
        assert told.count(None) == 1
        no = next(no for no in told if no)
        assert isinstance(no, Refused)
        assert re.search("This referral is “|already declined", str(no))
        assert NEXT_STEP.search(str(no))
        assert story(referral)[2:] == ["accepted" if told[0] is None else "declined"]


def test_the_desk_withdraws_while_the_partner_accepts(fresh, sarita, roshan):
    for order in ORDERS:
        referral = fresh()
        withdrawn, accepted = race(
            order,
            lambda r=referral: actions.withdraw(r, by=sarita, reason="client_declined"),
            lambda r=referral: actions.accept(r, by=roshan),
        )
        assert withdrawn is None
        if accepted:
            in_clear_words(accepted)
        assert story(referral)[2:] == ["withdrawn"] if accepted else ["accepted", "withdrawn"]
        assert not Referral.objects.visible_to(roshan).filter(pk=referral.pk).exists()


ANSWERS = {
    "accept": {},
    "decline": {"reason": "capacity"},
    "complete": {"outcome": "full", "delivered": "Paid."},
}


@pytest.mark.parametrize("verb", ANSWERS)
def test_consent_is_taken_back_while_the_partner_answers(verb, fresh, sarita, roshan):
    for order in ORDERS:
        referral = fresh()
        if verb == "complete":
            actions.accept(referral, by=roshan)
        taken, answered = race(
            order,
            lambda r=referral: actions.withdraw_consent(r.consent, by=sarita),
            lambda r=referral: getattr(actions, verb)(r, by=roshan, **ANSWERS[verb]),
        )
        assert taken is None, "the client's word counts"
        if answered:
            in_clear_words(answered)
            assert story(referral)[-1] == "consent_withdrawn"
        story(referral)
        assert Consent.objects.get(pk=referral.consent_id).withdrawn_at
        assert not Packet.objects.visible_to(roshan).filter(referral=referral).exists()


@ON_POSTGRESQL
@pytest.mark.servers
def test_nobody_reads_the_packet_once_the_consent_is_gone(fresh, browse, sarita, roshan):
    for _ in range(AT_ONCE):
        referral, seen, gone = fresh(), [], []
        path = f"{referral.get_absolute_url()}packets/1/"
        reader, first = browse(roshan), threading.Event()

        def read(path=path, reader=reader, first=first, seen=seen, gone=gone):
            try:
                after = 0
                while after < 2:
                    after += bool(gone)
                    began = time.monotonic()
                    seen.append((began, reader.get(path).status_code))
                    first.set()
            finally:
                connection.close()

        thread = threading.Thread(target=read)
        thread.start()
        assert first.wait(30)
        actions.withdraw_consent(referral.consent, by=sarita)
        gone.append(time.monotonic())
        thread.join(60)
        assert seen[0][1] == 200
        assert {status for began, status in seen if began > gone[0]} == {404}


def test_two_officers_send_the_same_draft(fresh, draft, sarita, dipesh):
    for order in ORDERS:
        prepared = fresh(draft)
        told = race(
            order,
            lambda d=prepared: actions.agree_and_send(d, by=sarita, **YES()),
            lambda d=prepared: actions.agree_and_send(d, by=dipesh, **YES()),
        )
        assert told.count(None) == 1
        in_clear_words(next(no for no in told if no))
        assert story(prepared) == ["draft", "sent"]
        assert Consent.objects.filter(client=prepared.client).count() == 1
        assert prepared.packets.count() == 1


def test_one_officer_sends_what_another_discards(fresh, draft, sarita, dipesh):
    for order in ORDERS:
        prepared = fresh(draft)
        sent, discarded = race(
            order,
            lambda d=prepared: actions.agree_and_send(d, by=dipesh, **YES()),
            lambda d=prepared: actions.discard(d, by=sarita),
        )
        assert [sent, discarded].count(None) == 1
        in_clear_words(sent or discarded)
        assert story(prepared) == ["draft", "discarded" if sent else "sent"]


def test_the_lead_allots_while_a_worker_takes(fresh, roshan, laxmi, lead):
    for order in ORDERS:
        referral = fresh()
        allotted, taken = race(
            order,
            lambda r=referral: actions.allot(r, by=lead, worker=laxmi),
            lambda r=referral: actions.allot(r, by=roshan, worker=roshan),
        )
        assert allotted is None
        if taken:
            in_clear_words(taken)
        assert fetch(referral).worker == laxmi, "the lead's word stands, before or after"
        story(referral)


def test_the_time_runs_out_while_the_partner_accepts(fresh, roshan):
    for order in ORDERS:
        referral = fresh()
        late = now() - timedelta(days=30)
        Referral.objects.filter(pk=referral.pk).update(
            due_at=late, rung=Referral.Rung.SUPERVISOR, next_rung_at=late
        )
        swept, accepted = race(
            order, actions.expire, lambda r=referral: actions.accept(r, by=roshan)
        )
        assert swept is None
        if accepted:
            in_clear_words(accepted)
        assert story(referral)[2:] == ["no_response" if accepted else "accepted"]


@ON_POSTGRESQL
@pytest.mark.servers
def test_two_workers_press_accept_on_their_screens(fresh, browse, live_server, roshan, laxmi):
    cookies = [browse(who).cookies[settings.SESSION_COOKIE_NAME].value for who in (roshan, laxmi)]
    for _ in range(AT_ONCE):
        referral, answers = fresh(), [None, None]
        url = f"{live_server.url}{referral.get_absolute_url()}"
        screens = [screen(url, cookie) for cookie in cookies]

        def press(place, url=url, screens=screens, answers=answers):
            answers[place] = post(f"{url}accept/", screens[place])

        assert race("at once", lambda p=press: p(0), lambda p=press: p(1)) == [None, None]
        assert sorted(status for status, _page in answers) == [200, 409]
        lost = next(page for status, page in answers if status == 409)
        assert "“Accepted” and cannot become “Accepted”" in lost
        assert "Open it again to see what happened" in lost
        assert story(referral) == ["draft", "sent", "accepted"]


def screen(url, cookie):
    """The referral's page as a browser has it: the cookies, and the token of its forms."""
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
    opener.addheaders = [("Cookie", f"{settings.SESSION_COOKIE_NAME}={cookie}")]
    with opener.open(url) as answer:
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', answer.read().decode())[1]
        kept = [c.split(";")[0] for c in answer.headers.get_all("Set-Cookie") or []]
    return token, "; ".join([f"{settings.SESSION_COOKIE_NAME}={cookie}", *kept])


def post(url, screen):
    """(status, page) of the button that was pressed; a redirect is followed."""
    token, cookies = screen
    body = urllib.parse.urlencode({"csrfmiddlewaretoken": token}).encode()
    request = urllib.request.Request(url, body, {"Cookie": cookies, "Referer": url})
    try:
        with urllib.request.urlopen(request) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode()
