"""The desk's and the partner's pages, as they are opened and sent."""

import uuid

import pytest

from helpdesk.audit.models import Entry
from helpdesk.cases.actions import add_need
from referrals import actions
from referrals.models import Referral

from .conftest import YES, fetch
from .paths import TYPED


def typed_yes(referral, **more):
    return {
        "version": referral.version,
        "asks_for": "Seven months of wages unpaid.",
        "urgency": "high",
        "categories": ["identity", "contact", "work"],
        "how": "spoken",
        "language": "ne",
        "until": YES()["until"].isoformat(),
        "confirmed": "on",
        "do": "send",
        **more,
    }


def test_the_need_is_there_when_one_comes_to_refer(browse, sarita, case, maya, desk):
    need = add_need(
        case,
        by=sarita,
        submission_id=uuid.uuid4(),
        client=maya,
        kind="legal",
        text="A lawyer for Maya",
    )
    page = browse(sarita).get(f"/referrals/refer/{case.code}/?need={need.pk}").content.decode()
    assert "A lawyer for Maya" in page
    assert "Wage claims desk" in page


def test_candidates_come_with_reasons_and_the_others_too(
    browse, sarita, case, desk, asha, kathmandu
):
    from tests import make

    make.make_service(make.make_partner("Terai Legal Network"), name="Terai desk")
    page = browse(sarita).get(f"/referrals/refer/{case.code}/").content.decode()
    assert "2 of 3 services fit" in page
    assert "No agreement in force with this centre" in page


def test_looking_at_another_kind_keeps_what_was_typed(browse, sarita, case, maya, desk):
    page = browse(sarita).post(
        f"/referrals/refer/{case.code}/",
        {
            "client": maya.pk,
            "kind": "health",
            "urgency": "low",
            "asks_for": "Typed and kept",
            "look": "1",
            "submission_id": uuid.uuid4(),
        },
    )
    assert page.status_code == 200
    assert "Typed and kept" in page.content.decode()
    assert "0 of 0 services fit" in page.content.decode()
    assert not Referral.objects.exists()


def test_choosing_one_drafts_it_once_however_often_it_is_sent(browse, sarita, case, maya, desk):
    typed = {
        "client": maya.pk,
        "kind": "legal",
        "urgency": "high",
        "asks_for": "Wages",
        "service": desk.pk,
        "submission_id": uuid.uuid4(),
    }
    first, second = (browse(sarita).post(f"/referrals/refer/{case.code}/", typed) for _ in range(2))
    made = Referral.objects.get()
    assert first.url == second.url == f"/referrals/{made.code}/prepare/"


def test_choosing_nobody_says_so_and_keeps_what_was_typed(browse, sarita, case, maya, desk):
    page = browse(sarita).post(
        f"/referrals/refer/{case.code}/",
        {
            "client": maya.pk,
            "kind": "legal",
            "urgency": "high",
            "asks_for": "Kept",
            "submission_id": uuid.uuid4(),
        },
    )
    assert page.status_code == 422
    assert "Choose who shall help." in page.content.decode()
    assert "Kept" in page.content.decode()


def test_the_packet_is_shown_before_it_leaves(browse, sarita, draft_referral):
    page = browse(sarita).get(f"/referrals/{draft_referral.code}/prepare/").content.decode()
    assert "Himal Law Clinic will see" in page
    assert "Stays here, and why" in page
    assert "They must answer by" in page


def test_taking_the_name_out_shows_the_code_and_saves_nothing(browse, sarita, draft_referral, maya):
    typed = typed_yes(draft_referral, do="look", coded_only="on")
    page = browse(sarita).post(f"/referrals/{draft_referral.code}/prepare/", typed)
    will_see = page.content.decode().split("will see")[1].split("Stays here")[0]
    assert maya.code in will_see
    assert maya.name not in will_see
    assert fetch(draft_referral).version == draft_referral.version


def test_keeping_saves_the_draft(browse, sarita, draft_referral):
    browse(sarita).post(
        f"/referrals/{draft_referral.code}/prepare/", typed_yes(draft_referral, do="keep")
    )
    kept = fetch(draft_referral)
    assert (kept.status, kept.urgency, kept.categories) == (
        "draft",
        "high",
        ["identity", "contact", "work"],
    )


def test_sending_on_the_clients_yes(browse, sarita, draft_referral):
    answer = browse(sarita).post(
        f"/referrals/{draft_referral.code}/prepare/", typed_yes(draft_referral)
    )
    sent = fetch(draft_referral)
    assert answer.url == sent.get_absolute_url()
    assert (sent.status, sent.urgency) == ("sent", "high")
    assert sent.consent.categories == sent.packet.categories == ["identity", "contact", "work"]


def test_pressing_send_twice_leads_to_the_one_that_was_sent(browse, sarita, draft_referral):
    typed = typed_yes(draft_referral)
    first, second = (
        browse(sarita).post(f"/referrals/{draft_referral.code}/prepare/", typed) for _ in range(2)
    )
    assert first.url == second.url == draft_referral.get_absolute_url()


@pytest.mark.parametrize("missing", ["confirmed", "until", "categories", "asks_for"])
def test_nothing_is_sent_while_something_is_missing(missing, browse, sarita, draft_referral):
    typed = {name: value for name, value in typed_yes(draft_referral).items() if name != missing}
    page = browse(sarita).post(f"/referrals/{draft_referral.code}/prepare/", typed)
    assert page.status_code == 422
    assert fetch(draft_referral).status == "draft"


def test_a_rule_that_says_no_loses_nothing(browse, sarita, draft_referral, agreement, anil):
    from services.actions import end

    end(agreement, by=anil)
    page = browse(sarita).post(
        f"/referrals/{draft_referral.code}/prepare/",
        typed_yes(draft_referral, asks_for="Typed before the refusal"),
    )
    assert page.status_code == 409
    assert "has no agreement in force" in page.content.decode()
    assert "Typed before the refusal" in page.content.decode()
    assert fetch(draft_referral).asks_for != "Typed before the refusal"


def test_a_twin_is_refused_with_its_code(browse, sarita, sent_referral, draft, case):
    second = draft(case, sarita)
    page = browse(sarita).post(f"/referrals/{second.code}/prepare/", typed_yes(second))
    assert page.status_code == 409
    assert sent_referral.code in page.content.decode()


def test_two_who_prepare_at_once_see_both_versions(browse, sarita, dipesh, draft_referral):
    browse(dipesh).post(
        f"/referrals/{draft_referral.code}/prepare/",
        typed_yes(draft_referral, do="keep", asks_for="By Dipesh"),
    )
    page = browse(sarita).post(
        f"/referrals/{draft_referral.code}/prepare/",
        typed_yes(draft_referral, asks_for="By Sarita"),
    )
    assert page.status_code == 409
    text = page.content.decode()
    assert "By Dipesh" in text
    assert "By Sarita" in text
    assert "Dipesh Rai saved this while you were typing" in text
    assert fetch(draft_referral).status == "draft"


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("sarita", 200),
        ("dipesh", 200),
        ("bimala", 200),
        ("roshan", 200),
        ("pasang", 404),
        ("rita", 404),
        ("nirmala", 404),
        ("anil", 404),
        ("stranger", 404),
    ],
)
def test_who_opens_a_referral(who, status, request, browse, sent_referral):
    assert (
        browse(request.getfixturevalue(who)).get(sent_referral.get_absolute_url()).status_code
        == status
    )


@pytest.mark.parametrize(
    "status",
    [
        "sent",
        "acknowledged",
        "information_requested",
        "waitlisted",
        "accepted",
        "in_progress",
        "completed",
        "not_delivered",
    ],
)
def test_both_pages_open_in_every_state_that_the_partner_sees(
    status, in_status, browse, sarita, roshan
):
    referral = in_status(status)
    assert browse(sarita).get(referral.get_absolute_url()).status_code == 200
    assert browse(roshan).get(referral.get_absolute_url()).status_code == 200


@pytest.mark.parametrize(
    "status",
    ["closed", "declined", "withdrawn", "no_response", "consent_withdrawn", "entered_in_error"],
)
def test_what_has_ended_is_open_to_the_desk_alone(status, in_status, browse, sarita, roshan):
    referral = in_status(status)
    assert "Re-route" in browse(sarita).get(referral.get_absolute_url()).content.decode()
    assert browse(roshan).get(referral.get_absolute_url()).status_code == 404


def test_opening_is_recorded_and_the_desk_sees_when_the_partner_did(
    browse, sarita, roshan, sent_referral
):
    browser = browse(sarita)
    assert "has not opened it yet" in browser.get(sent_referral.get_absolute_url()).content.decode()
    browse(roshan).get(sent_referral.get_absolute_url())
    assert Entry.objects.about(sent_referral).filter(verb="opened", by=roshan).count() == 1
    assert (
        "Opened by the partner on" in browser.get(sent_referral.get_absolute_url()).content.decode()
    )
    assert fetch(sent_referral).status == "sent"


def test_after_declining_the_partner_is_back_at_its_list(browse, roshan, sent_referral):
    answer = browse(roshan).post(
        f"{sent_referral.get_absolute_url()}decline/", TYPED["decline"], follow=True
    )
    assert answer.redirect_chain == [("/referrals/to-answer/", 302)]
    assert "looks for someone else" in answer.content.decode()


def test_an_act_that_lacks_a_word_shows_the_page_with_its_form(browse, roshan, sent_referral):
    page = browse(roshan).post(
        f"{sent_referral.get_absolute_url()}decline/",
        {"text": "Kept although the reason is missing"},
    )
    assert page.status_code == 422
    assert "Kept although the reason is missing" in page.content.decode()


def test_an_act_that_comes_too_late_is_refused_in_words(browse, roshan, in_status):
    referral = in_status("accepted")
    typed = {**TYPED["decline"], "text": "Typed too late"}
    page = browse(roshan).post(f"{referral.get_absolute_url()}decline/", typed)
    assert page.status_code == 409
    assert "“Accepted” and cannot become “Declined”" in page.content.decode()
    assert "Typed too late" in page.content.decode()


def test_taking_a_consent_back_says_who_loses_sight(browse, sarita, roshan, sent_referral):
    url = f"/referrals/consents/{sent_referral.consent_id}/withdraw/"
    browser = browse(sarita)
    page = browser.get(url).content.decode()
    assert "Himal Law Clinic loses sight of everything" in page
    assert sent_referral.code in page
    assert browser.post(url).status_code == 422
    assert browser.post(url, {"confirmed": "on"}).status_code == 302
    assert fetch(sent_referral).status == "consent_withdrawn"
    assert browse(roshan).get(sent_referral.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("who", ["pasang", "roshan", "nirmala", "anil", "stranger"])
def test_strangers_find_no_consent(who, request, browse, sent_referral):
    url = f"/referrals/consents/{sent_referral.consent_id}/withdraw/"
    assert browse(request.getfixturevalue(who)).get(url).status_code == 404


def test_rerouting_leaves_out_who_was_asked(browse, sarita, roshan, sent_referral, asha):
    actions.decline(sent_referral, by=roshan, reason="capacity")
    browser = browse(sarita)
    page = browser.get(f"{sent_referral.get_absolute_url()}reroute/").content.decode()
    assert "1 of 2 services fit" in page
    assert "Was already asked" in page
    answer = browser.post(
        f"{sent_referral.get_absolute_url()}reroute/",
        {"service": asha.services.get().pk, "submission_id": uuid.uuid4()},
    )
    second = Referral.objects.get(replaces=sent_referral)
    assert answer.url == f"/referrals/{second.code}/prepare/"


LATE_ACTS = {
    "complete/": {"outcome": "helped", "text": "She was paid in full"},
    "appointments/make/": {"at": "2030-01-02T10:00", "place": "The office", "note": "A card"},
}


@pytest.mark.parametrize("address", LATE_ACTS)
def test_a_partner_acting_on_what_has_ended_meanwhile_loses_no_word(
    browse, sarita, roshan, in_status, address, rita
):
    referral, typed = in_status("accepted"), LATE_ACTS[address]
    actions.withdraw(referral, by=sarita, reason="solved", text="Solved by the family")
    url = f"{referral.get_absolute_url()}{address}"
    for person in (roshan, rita):  # who had it, and who never had: nothing tells which
        page = browse(person).post(url, typed)
        assert page.status_code == 404
        said = page.content.decode()
        assert "What has ended is no longer shown to a partner" in said
        assert all(text in said for text in typed.values() if " " in text)
        assert "Maya" not in said
