"""Proof leaves the server, and its absence is noticed."""

import smtplib
from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied

from helpdesk.access.models import User
from helpdesk.audit import chain
from helpdesk.audit.models import Checkpoint, Entry
from helpdesk.audit.trail import record_read
from helpdesk.core import clock
from helpdesk.desk import checkpoints, tasks
from helpdesk.notices.models import Notice


@pytest.fixture
def outside(settings, tmp_path, case):
    settings.CHECKPOINT_DIR = str(tmp_path)
    settings.AUDITORS = ["auditor@court.test", "watch@union.test"]
    return tmp_path


def test_it_leaves_as_a_file_and_by_mail_and_says_so(outside):
    tasks.leave_checkpoint()
    (note,) = outside.glob("*.txt")
    checkpoint = Checkpoint.objects.get()
    assert checkpoint.left_by == "file,mail"
    assert chain.read_note(note.read_text()) == (checkpoint.position, checkpoint.hash)
    assert mail.outbox[0].to == ["auditor@court.test", "watch@union.test"]
    assert chain.read_note(mail.outbox[0].body) == (checkpoint.position, checkpoint.hash)
    assert Entry.objects.get(verb="left_checkpoint").by.email == "sequencer@system.invalid"


def test_nothing_new_leaves_nothing_and_a_checkpoint_is_no_news(outside, kathmandu, anil):
    for _ in range(3):
        tasks.leave_checkpoint()
    assert Checkpoint.objects.count() == len(mail.outbox) == 1
    record_read("read", kathmandu, by=anil)
    tasks.leave_checkpoint()
    assert Checkpoint.objects.count() == 2


def test_one_way_that_fails_does_not_stop_the_other(outside, settings):
    settings.EMAIL_BACKEND = "tests.access.test_people.MailServerAway"
    tasks.leave_checkpoint()
    assert Checkpoint.objects.get().left_by == "file"
    assert issubclass(smtplib.SMTPException, OSError)


def test_on_one_pc_with_no_place_to_go_it_is_signed_and_has_not_left(case, settings):
    settings.CHECKPOINT_DIR, settings.AUDITORS = "", []
    tasks.leave_checkpoint()
    assert Checkpoint.objects.get().left_by == ""
    assert not Notice.objects.filter(kind="checkpoint_late").exists()


def break_the_ways_out(settings):
    settings.CHECKPOINT_DIR = "/proc/nowhere"
    settings.AUDITORS = []


def test_half_an_hour_without_one_alarms_the_data_protection_officers_once(
    outside, nirmala, sarita, settings
):
    break_the_ways_out(settings)
    tasks.leave_checkpoint()
    assert not Notice.objects.filter(kind="checkpoint_late").exists()
    for minutes in (31, 46, 61):
        with clock.at(clock.now() + timedelta(minutes=minutes)):
            tasks.leave_checkpoint()
    (notice,) = Notice.objects.filter(kind="checkpoint_late")
    assert (notice.recipient, notice.path) == (nirmala, "/trail/")


def test_a_new_gap_is_a_new_alarm(outside, nirmala, kathmandu, anil, settings):
    folder = settings.CHECKPOINT_DIR
    for _ in range(2):
        break_the_ways_out(settings)
        with clock.at(clock.now() + timedelta(minutes=40)):
            checkpoints.alarm_if_late()
        settings.CHECKPOINT_DIR = folder
        tasks.leave_checkpoint()
        record_read("read", kathmandu, by=anil)
    assert Notice.objects.filter(kind="checkpoint_late").count() == 2


def test_a_quiet_night_is_no_gap(outside, nirmala):
    tasks.leave_checkpoint()
    with clock.at(clock.now() + timedelta(hours=9)):
        tasks.leave_checkpoint()
    assert not Notice.objects.filter(kind="checkpoint_late").exists()


def test_only_a_data_protection_officer_leaves_one_by_hand(outside, nirmala, anil, sarita):
    for person in (anil, sarita):
        with pytest.raises(PermissionDenied):
            checkpoints.leave_checkpoint(by=person)
    assert checkpoints.leave_checkpoint(by=nirmala).left_by == "file,mail"


def test_a_changed_note_is_not_ours(outside):
    tasks.leave_checkpoint()
    note = Checkpoint.objects.get().note
    with pytest.raises(ValueError, match="signature"):
        chain.read_note(note.replace("position ", "position 9"))


def test_the_sequencer_is_one_named_actor(outside):
    tasks.leave_checkpoint()
    assert User.objects.filter(email="sequencer@system.invalid", is_system=True).count() == 1
