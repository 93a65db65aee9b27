"""How an action of this app writes: once for each submission, and only what changed."""

from functools import wraps

from django.db import IntegrityError

from helpdesk.audit.trail import record
from helpdesk.core.submissions import lock


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
    return row
