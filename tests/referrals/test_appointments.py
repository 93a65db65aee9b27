"""A partner says when it sees the client; the desk is told, and sees what came of it."""

import uuid
from datetime import timedelta

import pytest

from helpdesk.core import clock, per_request
from helpdesk.core.clock import now
from helpdesk.core.refusal import Refused, Stale
from referrals import actions
from referrals.models import ReferralAppointment

from .conftest import fetch

PLACE = "Himal office, room 3, CANARYPLACE"


@pytest.fixture
def accepted(in_status):
    return in_status("accepted")


@pytest.fixture
def appoint(accepted, roshan):
    """`appoint()` is an appointment of tomorrow, on the accepted referral."""

    def appoint(**facts):
        facts = {"at": now() + timedelta(days=1), "place": PLACE, "note": "Bring papers", **facts}
        return actions.make_appointment(accepted, by=roshan, submission_id=uuid.uuid4(), **facts)

    return appoint


def reload(appointment):
    found = ReferralAppointment.objects.for_listing().select_related("referral__client")
    return found.get(pk=appointment.pk)


def test_the_desk_is_told_and_sees_it_everywhere(appoint, accepted, browse, sarita, told, case):
    told()
    appoint()
    assert told() == [("Sarita Gurung", "appointment_made")]
    browser = browse(sarita)
    pages = [accepted.get_absolute_url(), case.get_absolute_url(), case.lead.get_absolute_url()]
    assert all(PLACE in browser.get(path).content.decode() for path in pages)


def test_it_is_made_on_the_page_and_not_twice(accepted, browse, roshan):
    browser, url = browse(roshan), f"/referrals/{accepted.code}/appointments/make/"
    at = (now() + timedelta(days=2)).strftime("%Y-%m-%dT10:30")
    said = {"submission_id": uuid.uuid4(), "at": at, "place": "Office"}
    assert browser.post(url, said).status_code == browser.post(url, said).status_code == 302
    assert ReferralAppointment.objects.count() == 1


def test_a_time_that_has_passed_is_refused_with_what_was_typed(accepted, browse, roshan):
    said = {"submission_id": uuid.uuid4(), "at": "2020-01-01T10:00", "place": "Office 12"}
    answer = browse(roshan).post(f"/referrals/{accepted.code}/appointments/make/", said)
    assert answer.status_code == 409
    assert "Office 12" in answer.content.decode()


def test_only_on_an_accepted_one(sent_referral, roshan):
    with pytest.raises(Refused, match="Accept the referral first"):
        actions.make_appointment(
            sent_referral,
            by=roshan,
            submission_id=uuid.uuid4(),
            at=now() + timedelta(days=1),
            place=PLACE,
        )


def test_moving_and_cancelling_tell_the_desk(appoint, roshan, told):
    appointment = appoint()
    told()
    later = now() + timedelta(days=3)
    moved = actions.change_appointment(
        reload(appointment), by=roshan, version=1, at=later, place="Elsewhere"
    )
    assert (moved.state, moved.at) == ("changed", later)
    actions.cancel_appointment(reload(appointment), by=roshan)
    assert told() == [("Sarita Gurung", "appointment_changed")] * 2
    with pytest.raises(Refused, match="Make a new one"):
        actions.cancel_appointment(reload(appointment), by=roshan)


def test_two_who_move_it_at_once_lose_nothing(appoint, roshan):
    appointment, facts = reload(appoint()), {"at": now() + timedelta(days=3), "place": "A"}
    actions.change_appointment(appointment, by=roshan, version=1, **facts)
    with pytest.raises(Stale):
        actions.change_appointment(appointment, by=roshan, version=1, **facts)


def test_how_it_went_is_said_afterwards(appoint, roshan):
    appointment = reload(appoint())
    for act in (actions.keep_appointment, actions.miss_appointment):
        with pytest.raises(Refused, match="still to come"):
            act(appointment, by=roshan)


@pytest.mark.parametrize(("begin", "status"), [("on", "in_progress"), ("", "accepted")])
def test_the_first_one_that_is_kept_may_be_the_first_contact(
    begin, status, appoint, accepted, browse, roshan
):
    appointment = appoint()
    with clock.at(now() + timedelta(days=2)):
        browser = browse(roshan)
        assert (
            "First contact: we have begun"
            in browser.get(accepted.get_absolute_url()).content.decode()
        )
        url = f"/referrals/{accepted.code}/appointments/{appointment.pk}/keep/"
        assert browser.post(url, {"begin": begin}).status_code == 302
    assert reload(appointment).state == "kept"
    assert fetch(accepted).status == status


def test_missed_ones_are_counted_on_both_sides(appoint, accepted, browse, roshan, sarita, told):
    appointment = appoint()
    told()
    with clock.at(now() + timedelta(days=2)):
        actions.miss_appointment(reload(appointment), by=roshan)
        assert told() == [("Sarita Gurung", "appointment_changed")]
        for person in (roshan, sarita):
            per_request.forget()
            page = browse(person).get(accepted.get_absolute_url()).content.decode()
            assert "1 missed" in page


def test_the_calendar_file_holds_the_code_and_nobodys_name(appoint, accepted, browse, roshan):
    appointment = appoint()
    url = f"/referrals/{accepted.code}/appointments/{appointment.pk}/calendar/"
    answer = browse(roshan).get(url)
    text = answer.content.decode()
    assert answer["Content-Type"].startswith("text/calendar")
    assert f"SUMMARY:{accepted.code}\r\n" in text
    assert appointment.at.strftime("DTSTART:%Y%m%dT%H%M%SZ") in text
    assert all(word not in text for word in ("Maya", "CANARYPLACE", "papers", "Roshan"))


def test_who_sees_an_appointment(appoint, request, accepted):
    appointment = appoint()
    people = {"sarita", "dipesh", "bimala", "roshan", "rita", "pasang", "nirmala", "anil"}
    seen = set()
    for who in people:
        per_request.forget()
        person = request.getfixturevalue(who)
        if ReferralAppointment.objects.visible_to(person).filter(pk=appointment.pk).exists():
            seen.add(who)
    assert seen == {"sarita", "dipesh", "bimala", "roshan"}


def test_it_goes_out_of_sight_with_the_referral(appoint, accepted, browse, roshan, sarita):
    appointment = appoint()
    actions.withdraw(accepted, by=sarita, reason="client_declined")
    url = f"/referrals/{accepted.code}/appointments/{appointment.pk}/"
    browser = browse(roshan)
    assert browser.get(f"{url}calendar/").status_code == 404
    assert browser.post(f"{url}cancel/").status_code == 404


def test_what_is_said_to_an_officer_who_left_goes_to_the_supervisor(
    appoint, accepted, sarita, bimala, roshan, told
):
    sarita.is_active = False
    sarita.save()
    told()
    made = appoint()
    actions.cancel_appointment(reload(made), by=roshan)
    assert told() == [
        (bimala.name, "appointment_made"),
        (bimala.name, "appointment_changed"),
    ]
