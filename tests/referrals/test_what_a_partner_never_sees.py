"""A partner sees the packet and the steps' words; of everything else, not even that it exists."""

import re
import uuid

import pytest

from helpdesk.access.actions import change_person
from helpdesk.cases.actions import add_task, note
from helpdesk.clients.actions import add_document, add_phone, change
from helpdesk.core.clock import now
from referrals import actions
from referrals.models import Packet, Referral
from services.actions import end
from tests import make
from tests.canaries import found_in, plain

from .conftest import YES

LISTS = ["to-answer", "in-progress", "waiting", "done"]


@pytest.fixture
def absent(browse):
    """`absent(person, path)` is what one gets for a path like it whose record does not exist."""

    def absent(person, path):
        return browse(person).get(re.sub(r"(R-\d\d-|C-|KTM-\d\d-)\w+", r"\g<1>99999", path))

    return absent


def assert_nothing_there(person, path, browse, absent):
    got = browse(person).get(path)
    assert got.status_code == 404
    assert plain(got) == plain(absent(person, path))


def test_anothers_referral_is_not_there(browse, absent, rita, sent_referral):
    assert_nothing_there(rita, sent_referral.get_absolute_url(), browse, absent)


def test_the_case_and_the_client_are_not_there(browse, absent, roshan, sent_referral, case, maya):
    for path in (case.get_absolute_url(), maya.get_absolute_url()):
        assert_nothing_there(roshan, path, browse, absent)


@pytest.mark.parametrize("page", ["prepare", "reroute"])
def test_the_desks_pages_of_its_own_referral_are_not_there(
    page, browse, absent, roshan, sent_referral
):
    assert_nothing_there(roshan, f"{sent_referral.get_absolute_url()}{page}/", browse, absent)


def test_a_draft_is_not_there(browse, absent, roshan, draft_referral):
    assert_nothing_there(roshan, draft_referral.get_absolute_url(), browse, absent)


def test_nor_can_it_refer(browse, absent, roshan, case):
    assert_nothing_there(roshan, f"/referrals/refer/{case.code}/", browse, absent)


def test_the_desks_list_is_not_the_partners(browse, roshan, sent_referral):
    assert browse(roshan).get("/referrals/").status_code == 403


def test_a_consent_taken_back_ends_sight_on_the_next_request(
    browse, absent, roshan, sarita, sent_referral
):
    browser, path = browse(roshan), sent_referral.get_absolute_url()
    assert browser.get(path).status_code == 200
    actions.withdraw_consent(sent_referral.consent, by=sarita)
    assert plain(browser.get(path)) == plain(absent(roshan, path))
    assert sent_referral.code not in browser.get("/referrals/to-answer/").content.decode()


def test_an_agreement_that_ends_ends_sight_on_the_next_request(
    browse, absent, roshan, anil, agreement, sent_referral
):
    browser, path = browse(roshan), sent_referral.get_absolute_url()
    assert browser.get(path).status_code == 200
    end(agreement, by=anil)
    assert plain(browser.get(path)) == plain(absent(roshan, path))
    assert browser.post(f"{path}accept/").status_code == 404
    assert sent_referral.code not in browser.get("/referrals/to-answer/").content.decode()


def test_whoever_may_no_longer_log_in_sees_nothing_on_the_next_request(
    browse, roshan, himal, anil, sent_referral
):
    browser, path = browse(roshan), sent_referral.get_absolute_url()
    assert browser.get(path).status_code == 200
    change_person(
        roshan,
        by=anil,
        name=roshan.name,
        email=roshan.email,
        language="",
        is_active=False,
        teams=[himal.staff],
    )
    answer = browser.get(path)
    assert answer.status_code == 302
    assert answer.url.startswith("/account/login/")
    roshan.refresh_from_db()
    assert not Referral.objects.visible_to(roshan).exists()


def test_what_was_reported_closes_to_the_partner_after_a_month(in_status, roshan):
    from datetime import timedelta

    from helpdesk.core.clock import at

    done = in_status("completed")
    assert Referral.objects.visible_to(roshan).filter(pk=done.pk).exists()
    with at(now() + timedelta(days=31)):
        assert not Referral.objects.visible_to(roshan).filter(pk=done.pk).exists()


CANARIES = {
    "document": "PA-CANARY-1",
    "address": "Canary lane 7",
    "email": "canary@example.org",
    "note": "CANARY-NOTE",
    "task": "CANARY-TASK",
    "title": "CANARY-TITLE",
    "other case": "CANARY-OTHER-CASE",
    "occupation": "Canary keeper",
    "other client": "Canary Person",
    "place": "Canarytown",
}


@pytest.fixture
def guarded(kathmandu, sarita, roshan, desk, himal):
    """Maya's referral with a name and a phone alone, beside all that must not show."""
    maya = make.make_client(
        kathmandu,
        sarita,
        address=CANARIES["address"],
        email=CANARIES["email"],
        nationalities=["NP"],
    )
    add_phone(maya, by=sarita, number="9841234204")
    add_document(maya, by=sarita, kind="passport", number=CANARIES["document"])
    journey = make.make_journey(
        maya, sarita, work=CANARIES["occupation"], place=CANARIES["place"], destination="QA"
    )
    case = make.make_case(maya, sarita, journey=journey, title=CANARIES["title"], officer=sarita)
    other = make.make_client(kathmandu, sarita, name=CANARIES["other client"])
    make.make_case(maya, sarita, title=CANARIES["other case"])
    make.make_case(other, sarita, title=CANARIES["other case"])
    note(case, by=sarita, submission_id=uuid.uuid4(), text=CANARIES["note"])
    add_task(case, by=sarita, submission_id=uuid.uuid4(), text=CANARIES["task"], due_at=now())
    draft = actions.draft(
        case,
        by=sarita,
        submission_id=uuid.uuid4(),
        client=maya,
        service=desk,
        asks_for="Her wages",
        urgency="normal",
    )
    draft = actions.redraft(draft, by=sarita, version=1, categories=["identity"])
    return actions.agree_and_send(draft, by=sarita, **YES())


@pytest.mark.parametrize(
    "verbs",
    [
        [],
        ["acknowledge"],
        ["request_information"],
        ["waitlist"],
        ["accept"],
        ["accept", "start"],
        ["accept", "complete"],
    ],
)
def test_no_page_of_the_partners_holds_more_than_the_packet(
    verbs, guarded, browse, roshan, sarita, maya
):
    from .conftest import act

    for verb in verbs:
        guarded = act(guarded, verb, sarita=sarita, roshan=roshan)
    browser = browse(roshan)
    pages = [f"/referrals/{name}/" for name in LISTS] + [guarded.get_absolute_url()]
    text = "".join(browser.get(page).content.decode() for page in pages)
    assert "Maya Kumari Tamang" in text
    kept = {
        **CANARIES,
        "case": guarded.case.code,
        "client": guarded.client.code,
        "phone": "9841234204",
    }
    assert found_in(text, kept) == []


def test_a_code_stands_for_the_name_where_the_client_wanted_it(
    draft, case, sarita, roshan, browse, maya
):
    referral = actions.redraft(draft(case, sarita), by=sarita, version=1, coded_only=True)
    sent = actions.agree_and_send(referral, by=sarita, **YES())
    text = browse(roshan).get(sent.get_absolute_url()).content.decode()
    assert maya.code in text
    assert maya.name not in text


def test_the_packet_is_frozen(browse, roshan, sarita, maya, sent_referral):
    change(maya, by=sarita, version=maya.version, name="Changed Later")
    text = browse(roshan).get(sent_referral.get_absolute_url()).content.decode()
    assert "Maya Kumari Tamang" in text
    assert "Changed Later" not in text


def test_what_the_thread_was_before_is_the_centres_alone(
    browse, sarita, roshan, rita, asha, sent_referral
):
    actions.decline(sent_referral, by=roshan, reason="capacity", text="FULL-UNTIL-JANUARY")
    again = actions.reroute(
        sent_referral, by=sarita, submission_id=uuid.uuid4(), service=asha.services.get()
    )
    again = actions.agree_and_send(again, by=sarita, **YES())
    page = browse(rita).get(again.get_absolute_url()).content.decode()
    assert "FULL-UNTIL-JANUARY" not in page
    assert sent_referral.code not in page
    assert "Himal" not in page
    assert "FULL-UNTIL-JANUARY" in browse(sarita).get(again.get_absolute_url()).content.decode()


def test_packets_and_steps_are_seen_with_their_referral(
    sent_referral, roshan, rita, sarita, pasang
):
    seen = {
        person.name: Packet.objects.visible_to(person).count()
        for person in (roshan, rita, sarita, pasang)
    }
    assert seen == {"Roshan K.C.": 1, "Rita Shakya": 0, "Sarita Gurung": 1, "Pasang Lama": 0}
