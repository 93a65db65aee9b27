"""What is owed goes out once, says a code and a link, and survives a mail server that is away."""

import threading
from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection, transaction
from django.utils.translation import get_language

from helpdesk.core import clock
from helpdesk.notices import actions, delivery
from helpdesk.notices.actions import notify
from helpdesk.notices.models import Notice
from helpdesk.notices.tasks import deliver_notices

AWAY = "tests.access.test_people.MailServerAway"


@pytest.fixture(autouse=True)
def _nobody_is_woken(monkeypatch):
    """The worker is asleep: the sweep alone delivers."""
    monkeypatch.setattr(deliver_notices, "delay", lambda: None)


def tell(people, case, **more):
    with transaction.atomic():
        notify(people, Notice.Kind.CASE_ASSIGNED, case, **more)


@pytest.fixture
def told(case, sarita):
    tell([sarita], case)
    return Notice.objects.get()


def test_what_is_owed_goes_out_once(told):
    deliver_notices()
    deliver_notices()
    assert len(mail.outbox) == 1
    told.refresh_from_db()
    assert told.sent_at


def test_one_mail_a_sweep_however_much_happened(case, sarita, dipesh):
    for _ in range(7):
        tell([sarita], case)
    tell([dipesh], case)
    deliver_notices()
    assert sorted(message.to for message in mail.outbox) == sorted([[sarita.email], [dipesh.email]])
    assert not Notice.objects.owed().exists()


def test_a_mail_holds_code_and_link_and_neither_name_nor_matter(told, case, sarita, settings):
    deliver_notices()
    (message,) = mail.outbox
    assert f"{settings.SITE_URL}/cases/{case.code}/" in message.body
    assert case.code in message.body
    whole = f"{message.subject} {message.body} {message.extra_headers}"
    assert "Maya" not in whole
    assert "wages" not in whole
    assert message.content_subtype == "plain"


def test_the_mail_speaks_the_readers_language(told, sarita, settings):
    sarita.__class__.objects.filter(pk=sarita.pk).update(language="ar")
    settings.EMAIL_BACKEND = "tests.notices.test_delivering.Listener"
    deliver_notices()
    assert Listener.heard == ["ar"]


class Listener:
    """Notes the language in which a mail is written."""

    heard: list = []

    def __init__(self, **kwargs):
        pass

    def send_messages(self, messages):
        self.heard.append(get_language())
        return len(messages)


def test_who_did_it_and_who_is_switched_off_are_not_told(case, sarita, dipesh):
    dipesh.is_active = False
    tell([sarita, dipesh, None], case, by=sarita)
    assert not Notice.objects.exists()


def test_what_is_owed_once_is_owed_once_per_person(case, sarita, dipesh):
    tell([sarita], case, key="late:1")
    tell([sarita, dipesh], case, key="late:1")
    assert Notice.objects.count() == 2


def test_a_rolled_back_act_owes_nothing(case, sarita):
    with pytest.raises(ZeroDivisionError):
        _notify_and_fail([sarita], case)
    assert not Notice.objects.exists()


@transaction.atomic
def _notify_and_fail(people, about):
    notify(people, Notice.Kind.CASE_ASSIGNED, about)
    raise ZeroDivisionError


def test_a_failing_mail_waits_longer_each_time(told, settings):
    settings.EMAIL_BACKEND = AWAY
    waits = []
    for _ in range(3):
        told.refresh_from_db()
        with clock.at(told.due_at + timedelta(seconds=1)):
            deliver_notices()
        before, _ = told.due_at, told.refresh_from_db()
        waits.append(round((told.due_at - before).total_seconds() / 60))
    assert waits == [2, 4, 8]
    assert told.failure.startswith("SMTPConnectError")
    assert told.attempts == 3


def test_it_is_not_tried_before_it_is_due_again(told, settings):
    settings.EMAIL_BACKEND = AWAY
    deliver_notices()
    deliver_notices()
    told.refresh_from_db()
    assert told.attempts == 1


def fail_five_times(notice, settings):
    settings.EMAIL_BACKEND = AWAY
    for _ in range(5):
        notice.refresh_from_db()
        with clock.at(notice.due_at + timedelta(seconds=1)):
            deliver_notices()
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    notice.refresh_from_db()


def test_after_five_failures_it_waits_for_a_human(told, settings):
    fail_five_times(told, settings)
    assert told.quarantined_at
    with clock.at(told.due_at + timedelta(days=30)):
        deliver_notices()
    assert mail.outbox == []


def test_one_persons_trouble_costs_nobody_else(case, sarita, dipesh, monkeypatch):
    tell([sarita, dipesh], case)
    sarita.__class__.objects.filter(pk=sarita.pk).update(email="broken\n@desk.test")
    deliver_notices()
    assert [message.to for message in mail.outbox] == [[dipesh.email]]


def test_an_administrator_sees_it_and_tries_again(told, settings, browse, anil):
    fail_five_times(told, settings)
    page = browse(anil).get("/undelivered/").content.decode()
    assert "SMTPConnectError" in page
    assert "Sarita Gurung" in page
    browse(anil).post(f"/undelivered/{told.pk}/retry/")
    deliver_notices()
    assert len(mail.outbox) == 1


def test_what_is_not_quarantined_cannot_be_tried_again(told, browse, anil):
    assert browse(anil).post(f"/undelivered/{told.pk}/retry/").status_code == 404


def test_a_claim_that_was_never_finished_is_taken_over_after_five_minutes(told):
    delivery._claim(told.recipient_id)  # a deliverer that died here
    deliver_notices()
    assert mail.outbox == []
    with clock.at(clock.now() + Notice.CLAIM + timedelta(seconds=1)):
        deliver_notices()
    assert len(mail.outbox) == 1


def test_a_broker_that_is_away_costs_the_act_nothing(
    case, sarita, monkeypatch, django_capture_on_commit_callbacks
):
    def away():
        raise ConnectionError("no broker")

    monkeypatch.setattr(deliver_notices, "delay", away)
    with django_capture_on_commit_callbacks(execute=False) as callbacks:
        tell([sarita], case)
    assert all(
        robust
        for _, callback, robust in connection.run_on_commit
        if callback is actions.wake_deliverer
    )
    assert actions.wake_deliverer in callbacks
    assert Notice.objects.owed().count() == 1


@pytest.mark.servers
@pytest.mark.django_db(transaction=True)
def test_two_deliverers_at_once_send_once(case, sarita):
    for _ in range(20):
        tell([sarita], case)
    sent, start = [], threading.Barrier(4)

    def work():
        start.wait()
        try:
            sent.append(delivery.deliver(sarita.pk))
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(4)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert sum(sent) == 20
    assert len(mail.outbox) == len([count for count in sent if count])
    assert not Notice.objects.owed().exists()


def test_the_inbox_shows_ones_own_newest_first_and_leads_on(browse, case, sarita, dipesh):
    tell([sarita, dipesh], case)
    page = browse(sarita).get("/notices/")
    assert [notice.recipient for notice in page.context["page"]] == [sarita]
    assert f'href="/cases/{case.code}/"' in page.content.decode()


def test_reading_marks_nothing_the_button_does(browse, told, sarita):
    browser = browse(sarita)
    browser.get("/notices/")
    assert Notice.objects.unseen().count() == 1
    browser.post("/notices/see/")
    assert not Notice.objects.unseen().exists()


def test_the_button_marks_nobody_elses(browse, told, dipesh):
    browse(dipesh).post("/notices/see/")
    assert Notice.objects.unseen().count() == 1


def test_the_inbox_costs_the_same_however_full(browse, case, sarita, queries):
    browser = browse(sarita)
    tell([sarita], case)
    few = queries(lambda: browser.get("/notices/"))
    for _ in range(30):
        tell([sarita], case)
    assert queries(lambda: browser.get("/notices/")) == few <= 12


def test_who_was_switched_off_since_gets_no_mail(told, case, sarita):
    sarita.is_active = False
    sarita.save()
    deliver_notices()
    assert not mail.outbox
