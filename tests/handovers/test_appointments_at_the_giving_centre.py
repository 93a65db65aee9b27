"""Nobody waits for a client whose matter has left, and nobody sends her there."""

from datetime import timedelta

from django.core import mail
from guardian.shortcuts import assign_perm

from helpdesk.audit.models import Entry
from helpdesk.cases.models import Case
from helpdesk.clients import actions as clients
from helpdesk.contacts.appointments import actions as appointing
from helpdesk.contacts.appointments import reminding
from helpdesk.contacts.models import Appointment, Reminder
from helpdesk.core import clock, per_request
from tests import make


def states():
    return dict(Appointment.objects.values_list("code", "state"))


def test_what_is_to_come_at_the_giver_is_called_off_and_no_reminder_goes(
    offer, take, maya, case, sarita, dipesh, pasang, told
):
    maya = clients.change(maya, by=sarita, version=maya.version, email="maya@example.org")
    on_case = make.make_visit(maya, sarita, case=case, officer=dipesh, remind_by="email")
    with_nobody = make.make_visit(maya, sarita)
    assert Reminder.objects.count() == 1
    take(offer(), pasang)
    assert states() == {on_case.code: "cancelled", with_nobody.code: "cancelled"}
    assert not Reminder.objects.exists()
    with clock.at(reminding.due_at(on_case) + timedelta(minutes=1)):
        reminding.send_owed()
    assert mail.outbox == []
    assert told("appointment_changed") == ["Dipesh Rai", "Sarita Gurung"]
    done = Entry.objects.filter(verb="cancelled_appointment")
    assert {entry.by for entry in done} == {pasang}


def test_an_offer_alone_calls_nothing_off(offer, maya, sarita):
    visit = make.make_visit(maya, sarita)
    offer()
    assert states() == {visit.code: "set"}


def test_what_stays_at_the_giver_keeps_its_hours(offer, take, maya, case, sarita, pasang):
    stays = make.make_case(maya, sarita, title="Insurance", officer=sarita)
    going = make.make_visit(maya, sarita, case=case)
    kept = [make.make_visit(maya, sarita, case=stays), make.make_visit(maya, sarita)]
    take(offer(), pasang)
    assert states() == {going.code: "cancelled", **{one.code: "set" for one in kept}}


def test_what_has_begun_is_left_for_those_who_know_how_it_went(offer, take, maya, sarita, pasang):
    visit = make.make_visit(maya, sarita)
    with clock.at(visit.at + timedelta(minutes=5)):
        take(offer(), pasang)
    assert states() == {visit.code: "set"}


def test_who_came_before_the_case_went_can_still_be_said(offer, take, maya, case, sarita, pasang):
    visit = make.make_visit(maya, sarita, case=case)
    with clock.at(visit.at + timedelta(minutes=5)):
        take(offer(), pasang)
        visit = Appointment.objects.for_listing().get(pk=visit.pk)
        contact = appointing.keep(visit, by=sarita).contact
    assert (contact.client, contact.case) == (maya, None)
    assert Case.objects.get(pk=case.pk).answered_at is None


def test_an_hour_that_the_other_centre_keeps_stands(
    offer, take, maya, case, sarita, kathmandu, pokhara, pasang
):
    take(offer(), pasang)
    maya.refresh_from_db()
    theirs = make.make_visit(maya, pasang, centre=pokhara, officer=pasang)
    assert states() == {theirs.code: "set"}


def test_of_a_restricted_case_those_hear_who_are_named_on_it(
    offer, take, maya, case, sarita, dipesh, pasang, told
):
    hidden = make.make_case(maya, sarita, title="Hidden", officer=sarita, restricted=True)
    assign_perm("cases.view_case", sarita, hidden)
    per_request.forget()
    going = make.make_visit(maya, sarita, case=hidden, officer=sarita)
    open_hour = make.make_visit(maya, sarita, officer=dipesh)
    take(offer(hidden, named=pasang), pasang)
    assert states() == {going.code: "cancelled", open_hour.code: "set"}
    assert told("appointment_changed") == ["Sarita Gurung"]
