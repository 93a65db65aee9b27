"""Redis stops in the middle of the day: the desk goes on, and what is owed goes out once."""

import shutil
import time
import uuid
from email import message_from_bytes
from pathlib import Path

import pytest
from celery import current_app
from django.urls import reverse

from helpdesk.notices.models import Notice
from referrals.models import Referral
from tests import make
from tests.world import make_draft

pytestmark = [pytest.mark.servers, pytest.mark.django_db(transaction=True)]
SECONDS = 2  # that a request may take longer


def mails(settings):
    """(recipient, kinds of notices) of every mail that left."""
    folder = Path(settings.EMAIL_FILE_PATH)
    texts = [path.read_bytes() for path in folder.glob("*")] if folder.exists() else []
    parts = [part for text in texts for part in text.split(b"-" * 79) if part.strip()]
    found = [message_from_bytes(part.strip() + b"\n") for part in parts]
    return [(mail["To"], kind) for mail in found for kind in (mail["X-Notices"] or "").split()]


def wait_until(holds, seconds=60):
    deadline = time.monotonic() + seconds
    while not holds() and time.monotonic() < deadline:
        time.sleep(0.2)
    assert holds()


def test_the_desk_goes_on_and_everything_owed_is_sent_once(
    redis_server, worker, settings, browse, kathmandu, sarita, bimala, himal, roshan
):
    shutil.rmtree(settings.EMAIL_FILE_PATH, ignore_errors=True)  # what earlier tests sent
    make.make_agreement(himal, kathmandu)
    service = make.make_service(himal)
    desk, partner, supervisor = browse(sarita), browse(roshan), browse(bimala)
    redis_server.stop()
    assert not redis_server.is_up()

    def timed(browser, method, path, data=None):
        began = time.monotonic()
        answer = getattr(browser, method)(path, data or {})
        assert time.monotonic() - began < SECONDS
        return answer

    client = make.make_client(kathmandu, sarita)
    case = make.make_case(client, sarita, officer=None)
    assert timed(desk, "post", reverse("take", args=[case.code])).status_code == 302
    note = {
        "submission_id": uuid.uuid4(),
        "text": "Called",
        "kind": "phone",
        "happened_on": "2026-01-05",
    }
    assert timed(desk, "post", reverse("note", args=[case.code]), note).status_code == 302
    assign = timed(
        browse(bimala), "post", reverse("assign", args=[case.code]), {"officer": sarita.pk}
    )
    assert assign.status_code == 302
    world = type("World", (), {"case": case, "client": client, "people": {"officer": sarita}})
    draft = make_draft(world, service)
    sent = timed(
        desk,
        "post",
        reverse("referrals:prepare", args=[draft.code]),
        {
            "do": "send",
            "version": draft.version,
            "asks_for": "Wages",
            "urgency": "normal",
            "categories": draft.categories,
            "how": "spoken",
            "language": "ne",
            "until": "2030-01-01",
            "confirmed": "on",
        },
    )
    assert sent.status_code == 302
    assert timed(partner, "post", reverse("referrals:accept", args=[draft.code])).status_code == 302
    for browser, paths in (
        (
            desk,
            ["/", "/clients/", client.get_absolute_url(), case.get_absolute_url(), "/referrals/"],
        ),
        (partner, ["/referrals/in-progress/", draft.get_absolute_url()]),
        (supervisor, ["/figures/"]),
    ):
        for path in paths:
            assert timed(browser, "get", path).status_code == 200
    assert Referral.objects.get(pk=draft.pk).status == "accepted"
    owed = list(Notice.objects.values_list("recipient__email", "kind"))
    assert (roshan.email, "referral_sent") in owed
    assert (sarita.email, "referral_accepted") in owed
    assert not Notice.objects.exclude(sent_at=None).exists()

    redis_server.start()
    for _twice in range(2):  # as beat does every minute
        wait_until(lambda: _sweep())
    wait_until(lambda: not Notice.objects.filter(sent_at=None).exists())
    time.sleep(1)
    assert sorted(mails(settings)) == sorted(owed)


def _sweep():
    """What beat sends; False while Redis is not there yet."""
    try:
        current_app.send_task("helpdesk.notices.tasks.deliver_notices")
    except Exception:
        return False
    return True
