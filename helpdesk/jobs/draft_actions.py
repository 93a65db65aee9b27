"""What becomes of a draft. It is one's own and no fact yet: the trail does not speak of it."""

import json

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from helpdesk.core.clock import now
from helpdesk.core.refusal import Refused
from helpdesk.vault.models import DataKey

from .models import Draft

MOST = 64 * 1024  # bytes


def keep(path, values, *, by, title, key=None):
    """What is typed so far into the form at `path`, in place of what was kept before.

    `values` is {field: [values]}; `key` the client's whom it is about, else it gets its own.
    """
    if len(json.dumps(values, ensure_ascii=False).encode()) > MOST:
        raise Refused(_("Not saved: a draft holds 64 KB at most. Shorten it, or send the form."))
    try:
        return _keep(path, values, by, title, key)
    except IntegrityError:  # saved in two tabs at once: the later one stays
        return _keep(path, values, by, title, key)


@transaction.atomic
def _keep(path, values, by, title, key):
    drafts = Draft.objects.visible_to(by).for_listing().select_for_update(of=("self",))
    draft = drafts.filter(path=path).first()
    if draft and draft.data_key_id != (key.pk if key else draft.data_key_id):
        discard(draft, by=by)  # the form is about someone else by now
        draft = None
    draft = draft or Draft(by=by, path=path, data_key=key or DataKey.make(), owns_key=key is None)
    draft.title, draft.values, draft.saved_at = title[:80], values, now()
    draft.save()
    return draft


@transaction.atomic
def discard(draft, *, by):
    """The draft is gone, and with it the key that was made for it alone."""
    if draft.by_id != by.pk and not by.is_system:
        raise Refused(_("This draft is someone else’s."))
    if draft.pk:
        draft.delete()
        if draft.owns_key:
            draft.data_key.destroy()


def discard_at(path, *, by):
    """The form at `path` was sent: its draft, if there is one, is not needed any more."""
    if draft := Draft.objects.visible_to(by).for_listing().filter(path=path).first():
        discard(draft, by=by)


def discard_expired(*, by, limit=500):
    """Drafts that nobody took up again for 30 days; how many."""
    expired = Draft.objects.expired().for_listing()[:limit]
    for draft in expired:
        discard(draft, by=by)
    return len(expired)
