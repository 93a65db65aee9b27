"""Saving a narrowed list under a name, sharing it with a centre's team, removing it."""

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from helpdesk.access.sight import demand, may
from helpdesk.audit.trail import record
from helpdesk.core.refusal import Refused
from helpdesk.core.submissions import lock

from .models import SavedFilter


def save_filter(query, *, by, name, centre=None):
    """The list as its address says, under a name; with a centre its whole team sees it."""
    if centre:
        demand(by, "share_filter", centre)
    try:
        with transaction.atomic():
            saved = SavedFilter(by=by, centre=centre, name=name, query=query)
            saved.save()
            record("saved", saved, by=by, centre=centre.pk if centre else None)
    except IntegrityError:
        raise Refused(
            _("You have a list of this name already. Choose another name."), field="name"
        ) from None
    return saved


@transaction.atomic
def remove_filter(saved, *, by):
    """One's own list, or as a supervisor a shared one, is offered no more."""
    if saved.by_id != by.pk and not (saved.centre and may(by, "unshare_filter", saved)):
        raise PermissionDenied("unshare_filter")
    saved = lock(saved)
    if not saved.is_gone:
        saved.is_gone = True
        saved.save(update_fields=["is_gone"])
        record("removed", saved, by=by)
    return saved
