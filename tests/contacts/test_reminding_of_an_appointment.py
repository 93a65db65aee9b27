from datetime import timedelta

import pytest
from django.core import mail
from guardian.shortcuts import assign_perm

from helpdesk.audit.models import Entry
from helpdesk.clients import actions as clients
from helpdesk.contacts.appointments import actions, reminding
from helpdesk.contacts.models import Appointment, Reminder
from helpdesk.core import clock, per_request
from helpdesk.core.refusal import Refused
from helpdesk.notices.models import Notice
from tests import make

ADDRESS = "maya@example.org"


@pytest.fixture
def with_mail(maya, sarita):
    return clients.change(maya, by=sarita, version=maya.version, email=ADDRESS)


def phone(maya, sarita, safe):
    return clients.add_phone(maya, by=sarita, number="+9779841000001", safe=safe)


def the_day_before(visit):
    return clock.at(reminding.due_at(visit) + timedelta(minutes=1))


def fresh(visit):
    return Appointment.objects.for_listing().get(pk=visit.pk)


def test_an_email_says_the_hour_and_neither_who_nor_why(with_mail, sarita, kathmandu):
    visit = make.make_visit(
        with_mail,
        sarita,
        officer=sarita,
        remind_by="email",
        topic="D",
        place="Room 7",
        note="Alone",
    )
    reminding.send_owed()
    assert mail.outbox == []
    with the_day_before(visit):
        reminding.send_owed()
        reminding.send_owed()
    (sent,) = mail.outbox
    text = f"{sent.subject} {sent.body}"
    assert sent.to == [ADDRESS]
    assert visit.when in text
    for word in (
        with_mail.name,
        "Maya",
        sarita.name,
        kathmandu.name,
        "Room 7",
        "Alone",
        visit.code,
    ):
        assert word not in text
    assert "Protection" not in text
    assert "http" not in text
    assert Entry.objects.about_client(with_mail.uid).filter(verb="reminded_client").count() == 1


def test_it_goes_the_day_before_at_nine_on_the_centres_clock(with_mail, sarita):
    visit = make.make_visit(with_mail, sarita, remind_by="email")
    due = Reminder.objects.get().due_at.astimezone(visit.there.tzinfo)
    assert (visit.day - due.date(), due.hour) == (timedelta(days=1), 9)


def test_nobody_is_reminded_who_did_not_agree(with_mail, sarita):
    visit = make.make_visit(with_mail, sarita)
    with the_day_before(visit):
        reminding.send_owed()
    assert not Reminder.objects.exists()
    assert mail.outbox == []


def test_what_is_made_the_evening_before_needs_no_reminder(with_mail, sarita):
    with clock.at(make.tomorrow(20)):
        make.make_visit(with_mail, sarita, at=make.tomorrow(10, days=1), remind_by="email")
    assert not Reminder.objects.exists()


def test_another_hour_has_a_reminder_of_its_own(with_mail, sarita):
    visit = make.make_visit(with_mail, sarita, remind_by="email")
    later = visit.at + timedelta(days=2)
    actions.reappoint(fresh(visit), by=sarita, version=1, at=later)
    assert [one.at for one in Reminder.objects.all()] == [later]


@pytest.mark.parametrize("how", ["cancelled", "no more"])
def test_a_reminder_goes_with_what_it_reminds_of(how, with_mail, sarita):
    visit = fresh(make.make_visit(with_mail, sarita, remind_by="email"))
    if how == "cancelled":
        actions.cancel(visit, by=sarita)
    else:
        actions.reappoint(visit, by=sarita, version=1, remind_by="")
    assert not Reminder.objects.exists()


@pytest.mark.parametrize("safe", ["no", "unknown"])
def test_a_call_needs_a_phone_that_is_safe(safe, maya, sarita):
    phone(maya, sarita, safe)
    with pytest.raises(Refused, match="marked as safe"):
        make.make_visit(maya, sarita, remind_by="call")


def test_an_email_needs_an_address(maya, sarita):
    with pytest.raises(Refused, match="No e-mail address"):
        make.make_visit(maya, sarita, remind_by="email")


def test_the_officer_is_asked_to_call_and_finds_the_safe_number(browse, maya, sarita, dipesh):
    phone(maya, sarita, "at_times")
    visit = make.make_visit(maya, sarita, officer=dipesh, remind_by="call")
    with the_day_before(visit):
        reminding.send_owed()
        reminding.send_owed()
    asked = Notice.objects.get(kind="appointment_to_remind")
    assert (asked.recipient, asked.code, asked.path) == (
        dipesh,
        visit.code,
        visit.get_absolute_url(),
    )
    page = browse(dipesh).get(visit.get_absolute_url()).content.decode()
    assert "984-1000001" in page
    assert mail.outbox == []


def test_a_phone_that_is_safe_no_more_is_not_called(maya, sarita, dipesh):
    number = phone(maya, sarita, "yes")
    visit = make.make_visit(maya, sarita, officer=dipesh, remind_by="call")
    clients.change_phone(number, by=sarita, number="+9779841000001", safe="no")
    with the_day_before(visit):
        reminding.send_owed()
    assert not Notice.objects.filter(kind="appointment_to_remind").exists()
    assert Notice.objects.get(kind="reminder_failed").recipient == dipesh


def test_of_a_restricted_case_nobody_else_is_asked_to_call(maya, sarita, dipesh):
    phone(maya, sarita, "yes")
    case = make.make_case(maya, sarita, restricted=True)
    assign_perm("cases.view_case", sarita, case)
    per_request.forget()
    visit = make.make_visit(maya, sarita, case=case, remind_by="call")
    Appointment.objects.filter(pk=visit.pk).update(officer=dipesh)  # he was named on it once
    with the_day_before(visit):
        reminding.send_owed()
    assert Notice.objects.get(kind="appointment_to_remind").recipient == sarita


def test_after_five_failures_the_officer_is_asked_to_call(with_mail, sarita, settings):
    settings.EMAIL_BACKEND = "no.such.Backend"
    visit = make.make_visit(with_mail, sarita, officer=sarita, remind_by="email")
    with the_day_before(visit):
        moment = clock.now()
    for n in range(Reminder.ATTEMPTS + 2):
        with clock.at(moment + timedelta(hours=n)):
            reminding.send_owed()
    reminder = Reminder.objects.get()
    assert (reminder.attempts, reminder.sent_at) == (5, None)
    assert reminder.given_up_at
    assert Notice.objects.filter(kind="reminder_failed", recipient=sarita).count() == 1
    assert not Entry.objects.filter(verb="reminded_client").exists()
