"""The mail that left, read back from what the mail server got."""

import re
from collections import Counter
from email import message_from_bytes
from pathlib import Path

from django.conf import settings
from django.core import mail

from helpdesk.notices.models import Notice

from .acting import CANARY


def from_files(folder):
    """Every message in Django's files of mail."""
    texts = [path.read_bytes() for path in sorted(Path(folder).glob("*"))]
    parts = [part.strip() for text in texts for part in text.split(b"-" * 79)]
    return [message_from_bytes(part + b"\n") for part in parts if part]


def from_memory():
    return [message_from_bytes(sent.message().as_bytes()) for sent in mail.outbox]


def wrong_with(messages, kills=0):
    """What was sent against what is owed: each notice in one mail, no name in any of them."""
    wrong = []
    once = {message["Message-ID"]: message for message in messages}
    if len(messages) - len(once) > kills:  # killed between sending and noting it: the same mail
        wrong.append(f"{len(messages) - len(once)} mails came twice after {kills} kills")
    had, mails = Counter(), Counter()
    for message in once.values():
        body = message.get_payload(decode=True).decode()
        if CANARY.lower() in f"{message['Subject']}{body}".lower():
            wrong.append(f"a name was mailed to {message['To']}")
        paths = re.findall(rf"^{re.escape(settings.SITE_URL)}(/\S*)$", body, re.M)
        kinds = message["X-Notices"].split()
        had.update((message["To"], *pair) for pair in zip(kinds, paths, strict=True))
        mails[message["To"]] += 1
    rows = Notice.objects.filter(recipient__is_active=True)
    owed = Counter(rows.values_list("recipient__email", "kind", "path"))
    sent = Counter(
        Notice.objects.exclude(sent_at=None).values_list("recipient__email", "kind", "path")
    )
    for key in had.keys() | sent.keys():
        if had[key] != sent[key]:
            wrong.append(f"{key}: mailed {had[key]} times, noted as sent {sent[key]} times")
    late = rows.filter(sent_at=None, recipient__mail="at_once")
    wrong += [f"{notice} was never sent" for notice in late[:20]]
    wrong += _digests(mails)
    if Notice.objects.exclude(quarantined_at=None).exists():
        wrong.append("a notice could not be sent")
    names = [str(row) for row in rows.values_list("code", "path", "kind", "key", "failure")]
    wrong += [f"a notice holds a name: {row}" for row in names if CANARY.lower() in row.lower()]
    return wrong, sum(owed.values())


def _digests(mails):
    """Who wants one mail a day gets one for each due day, and what is critical at once."""
    daily = Notice.objects.filter(recipient__mail="daily").exclude(sent_at=None)
    moments = Counter(email for email, _at in set(daily.values_list("recipient__email", "due_at")))
    return [
        f"{email} wants one mail a day and got {mails[email]} for {most} due moments"
        for email, most in moments.items()
        if mails[email] > most
    ]
