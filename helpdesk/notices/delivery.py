"""Sending what is owed: at most one mail per person and sweep, however much happened."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import connection, transaction
from django.template.loader import render_to_string
from django.utils.translation import ngettext, override

from helpdesk.core.clock import now

from .models import Notice


def deliver(person_id: int) -> int:
    """Mail one person all that is owed to her; returns how many notices went out."""
    notices = _claim(person_id)
    if not notices:
        return 0
    try:
        _mail(notices)
    except Exception as error:  # any failure of the outside costs only this attempt
        for notice in notices:
            notice.failed(error)
            notice.save(
                update_fields=["attempts", "failure", "claimed_until", "due_at", "quarantined_at"]
            )
        return 0
    Notice.objects.filter(pk__in=[n.pk for n in notices]).update(sent_at=now(), claimed_until=None)
    return len(notices)


@transaction.atomic
def _claim(person_id) -> list[Notice]:
    owed = (
        Notice.objects.owed().filter(recipient=person_id).select_related("recipient").order_by("id")
    )
    if connection.features.has_select_for_update_skip_locked:
        owed = owed.select_for_update(skip_locked=True, of=("self",))
    notices = list(owed[:100])
    Notice.objects.filter(pk__in=[n.pk for n in notices]).update(claimed_until=now() + Notice.CLAIM)
    return notices


def _mail(notices):
    person = notices[0].recipient
    with override(person.language or settings.LANGUAGE_CODE):
        count = len(notices)
        subject = ngettext(
            "%(count)d thing for you at the help desk",
            "%(count)d things for you at the help desk",
            count,
        )
        body = render_to_string("notices/mail.txt", {"notices": notices, "site": settings.SITE_URL})
        host = settings.SITE_URL.split("//")[1].split(":")[0]
        EmailMessage(
            subject % {"count": count},
            body,
            to=[person.email],
            headers={
                "Message-ID": f"<notice-{notices[0].key}@{host}>",
                "X-Notices": " ".join(n.kind for n in notices),
            },
        ).send()
