from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import transaction

from helpdesk.audit.trail import record
from helpdesk.core.clock import now

from .models import Notice

_quiet: ContextVar[bool] = ContextVar("quiet", default=False)


@contextmanager
def quietly() -> Iterator[None]:
    """In the block nobody is woken: the sweep finds what is owed. For loading the past."""
    token = _quiet.set(True)
    try:
        yield
    finally:
        _quiet.reset(token)


def notify(people, kind, about, *, by=None, key=None):
    """Owe each active person a notice about a row: its code and its link, nothing else.

    Whoever did it need not be told. `key` makes it owed once only (per person). It is mailed when
    the person wants mail, what is critical at once.
    """
    moment = now()
    urgent = getattr(about, "urgency", "") == "critical"
    people = {
        person.pk: person for person in people if person and person.is_active and person != by
    }
    Notice.objects.bulk_create(
        [
            Notice(
                recipient=person,
                kind=kind,
                code=about.code,
                path=about.get_absolute_url(),
                due_at=moment if urgent else person.next_mail_at(moment),
                **({"key": f"{key}:{person.pk}"} if key else {}),
            )
            for person in people.values()
        ],
        ignore_conflicts=bool(key),
    )
    if people and not _quiet.get():
        transaction.on_commit(wake_deliverer, robust=True)


def forget(paths, *, of=None, but_of=()):
    """Take back what leads to these pages: of these people, or of all but those.

    For what they may not know of any more. The trail keeps what was done.
    """
    notices = Notice.objects.filter(path__in=paths).exclude(recipient__in=but_of)
    (notices if of is None else notices.filter(recipient__in=of)).delete()


def wake_deliverer():
    """Tell a worker that something is owed. Failing costs a minute: the sweep finds it."""
    from .tasks import deliver_notices

    deliver_notices.delay()


def see(notices):
    """The person has them on the screen."""
    notices.unseen().update(seen_at=now())


@transaction.atomic
def retry(notice, *, by):
    """A notice that failed five times is owed again, from now on, with five more attempts."""
    again = Notice.objects.select_for_update().filter(pk=notice.pk).exclude(quarantined_at=None)
    if again.update(quarantined_at=None, attempts=0, due_at=now(), claimed_until=None):
        record("retried", notice, by=by, kind=notice.kind)
        transaction.on_commit(wake_deliverer, robust=True)
