"""How an action of this app writes: who may, once for each submission, and only what changed."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from operator import attrgetter

from django.db import IntegrityError

from helpdesk.access.sight import demand, may
from helpdesk.audit.trail import record
from helpdesk.core.clock import now
from helpdesk.core.refusal import Refused
from helpdesk.core.submissions import lock

from ..models import Service

# By which of a row’s keys the services are found whose entries show it. An entry shows its partner,
# and all of the partner’s places.
SHOWN_IN = {
    "service": ("pk", "pk"),
    "partner": ("partner", "pk"),
    "location": ("partner", "partner_id"),
    "cost": ("pk", "service_id"),
    "accessibility": ("partner", "location.partner_id"),
    "contactperson": ("partner", "partner_id"),
    "taxonomyterm": ("terms__term", "pk"),
    "taxonomy": ("terms__term__taxonomy", "pk"),
}

_waiting: ContextVar[dict[str, set] | None] = ContextVar("touched", default=None)


def once(model):
    """An action that makes a `model`: sent again with the same submission_id it returns the first.

    The submission's id becomes the record's uid, which the database keeps unique.
    """

    def decorate(action):
        @wraps(action)
        def wrapped(*args, submission_id=None, **facts):
            if submission_id is None:
                return action(*args, **facts)
            if found := model.objects.filter(uid=submission_id).first():
                return found
            try:
                return action(*args, uid=submission_id, **facts)
            except IntegrityError:  # the twin was faster
                return model.objects.get(uid=submission_id)

        return wrapped

    return decorate


def change(row, by, version, facts, *, also=()):
    """Set what differs, count the version up, record it; an unchanged row stays as it is.

    `also` names what was changed beside the row itself.
    """
    row = lock(row, version=version)
    changed = sorted(name for name, value in facts.items() if getattr(row, name) != value)
    if not changed and not also:
        return row
    for name in changed:
        setattr(row, name, facts[name])
    saved = list(changed)
    if hasattr(row, "version"):
        row.version += 1
        saved.append("version")
    row.save(update_fields=saved)
    record("changed", row, by=by, fields=[*changed, *also])
    touch(row)
    return row


def touch(row):
    """What is published of the services whose entries show this row is new from now on."""
    if row._meta.model_name not in SHOWN_IN:
        return
    shown_in, by = SHOWN_IN[row._meta.model_name]
    key = attrgetter(by)(row)
    if (waiting := _waiting.get()) is None:
        _mark(shown_in, {key})
    else:
        waiting.setdefault(shown_in, set()).add(key)


@contextmanager
def touched_together() -> Iterator[None]:
    """In the block, inside a transaction: its services are marked once, at the end.

    For reading a directory, where each of a hundred places shows in the same hundred services.
    """
    waiting: dict[str, set] = {}
    token = _waiting.set(waiting)
    try:
        yield
    finally:
        _waiting.reset(token)
    for shown_in, keys in waiting.items():
        _mark(shown_in, keys)


def _mark(shown_in, keys):
    shown = Service.objects.filter(**{f"{shown_in}__in": keys})
    if "__" in shown_in:  # read first: an UPDATE may go through what it joins for each service anew
        shown = Service.objects.filter(pk__in=set(shown.values_list("pk", flat=True)))
    shown.update(changed_at=now())


KIND_IN_USE: list = []  # service → why its kind of help stays, else None; apps above add


def demand_free_kind(service, facts):
    """Refuse another kind of help where what was agreed to for this one is still under way."""
    if facts.get("kind", service.kind) == service.kind:
        return
    for words in KIND_IN_USE:
        if why := words(service):
            raise Refused(why, field="kind")


def demand_partner_or_administrator(by, partner, verb="offer"):
    """A partner says for itself what it offers; administrators say it for all."""
    if not may(by, verb, partner):
        demand(by, "administer")
