"""Who wants mail once a day gets one then; what is critical comes at once."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.db import transaction

from helpdesk.access.actions import set_mail
from helpdesk.core import clock
from helpdesk.notices.actions import notify
from helpdesk.notices.models import Notice
from helpdesk.notices.tasks import deliver_notices

NOON = datetime(2026, 11, 24, 6, 15, tzinfo=UTC)  # in Kathmandu


@pytest.fixture(autouse=True)
def _nobody_is_woken(monkeypatch):
    monkeypatch.setattr(deliver_notices, "delay", lambda: None)


def tell(person, case):
    with transaction.atomic():
        notify([person], Notice.Kind.CASE_ASSIGNED, case)


@pytest.mark.parametrize(
    ("hour", "after"), [(13, timedelta(hours=1)), (8, timedelta(hours=20)), (12, timedelta(days=1))]
)
def test_it_waits_for_her_hour_where_she_works(hour, after, case, sarita):
    set_mail(sarita, mail="daily", mail_hour=hour, by=sarita)
    with clock.at(NOON):
        tell(sarita, case)
    waits = Notice.objects.get().due_at - NOON
    assert abs(waits - after) < timedelta(seconds=5)


def test_one_mail_holds_all_of_the_day(case, sarita):
    set_mail(sarita, mail="daily", mail_hour=17, by=sarita)
    for hours in range(3):
        with clock.at(NOON + timedelta(hours=hours)):
            tell(sarita, case)
            deliver_notices()
    assert mail.outbox == []
    with clock.at(NOON + timedelta(hours=5, minutes=1)):
        deliver_notices()
    (letter,) = mail.outbox
    assert letter.body.count(case.code) == 6  # three times its code and its link


def test_what_is_critical_comes_at_once(case, sarita):
    set_mail(sarita, mail="daily", mail_hour=17, by=sarita)
    case.urgency = "critical"
    tell(sarita, case)
    deliver_notices()
    assert len(mail.outbox) == 1


def test_she_chooses_on_her_own_page(browse, sarita):
    browse(sarita).post("/account/mail/", {"mail": "daily", "mail_hour": "7"})
    sarita.refresh_from_db()
    assert (sarita.mail, sarita.mail_hour) == ("daily", 7)
