"""Checkpoints leave the server: as a file, by mail to the auditors.

Late ones alarm the data protection officers.
"""

import logging
from datetime import timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from helpdesk.access.models import Centre, User
from helpdesk.access.sight import demand
from helpdesk.audit import chain
from helpdesk.audit.models import Checkpoint, Entry
from helpdesk.audit.trail import record
from helpdesk.core.clock import now
from helpdesk.notices.actions import notify
from helpdesk.notices.models import Notice

log = logging.getLogger(__name__)
LATE = timedelta(minutes=30)
OWN = "left_checkpoint"  # the entry of a checkpoint is no reason for another


def leave_checkpoint(*, by):
    """Sign where the chain stands and let it leave.

    None when nothing happened since the last one that left.
    """
    if not by.is_system:
        demand(by, "leave_checkpoint")
    if not _news().exists():
        return None
    position, hash_, note = chain.make_note()
    left_by = [
        way
        for way, leave in (("file", chain.write_note), ("mail", _mail))
        if _try(leave, position, note)
    ]
    with transaction.atomic():
        checkpoint = chain.keep_checkpoint(position, hash_, note, left_by)
        record(OWN, checkpoint, by=by, position=position, left_by=left_by)
    return checkpoint


def _news():
    """Entries for which no checkpoint outside vouches, except those about checkpoints."""
    last = Checkpoint.objects.exclude(left_by="").order_by("-id").first()
    entries = Entry.objects.exclude(verb=OWN)
    return entries.exclude(link__position__lte=last.position) if last else entries


def _try(leave, position, note) -> bool:
    try:
        return bool(leave(position, note))
    except OSError:  # a full disk, an unmounted share, a mail server that is away
        log.exception("Checkpoint %s did not leave by %s", position, leave.__name__)
        return False


def _mail(position, note) -> bool:
    if not settings.AUDITORS:
        return False
    subject = _("Audit checkpoint %(position)s") % {"position": position}
    return bool(EmailMessage(subject, note, to=settings.AUDITORS).send())


class Trail:
    """What the alarm leads to."""

    code = ""

    @staticmethod
    def get_absolute_url():
        return reverse("trail")


@transaction.atomic
def alarm_if_late():
    """Where checkpoints should leave and none did for LATE: tell data protection, once per gap."""
    if (
        not (settings.CHECKPOINT_DIR or settings.AUDITORS)
        or not _news().filter(at__lt=now() - LATE).exists()
    ):
        return
    last = (
        Checkpoint.objects.exclude(left_by="").order_by("-id").values_list("id", flat=True).first()
    )
    officers = User.objects.filter(
        groups__in=Centre.objects.values("protectors"), is_active=True
    ).distinct()
    notify(officers, Notice.Kind.CHECKPOINT_LATE, Trail, key=f"checkpoint_late:{last or 0}")
