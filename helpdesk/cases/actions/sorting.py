"""What keeps a long list in hand: tags, and putting a case off until a day."""

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from helpdesk.access.sight import demand
from helpdesk.audit.trail import record
from helpdesk.core.clock import today
from helpdesk.core.refusal import Refused
from helpdesk.core.submissions import lock

from ..models import CaseTag, Tag
from .life import _lock_open, _save

LONGEST = timedelta(days=366)


def make_tag(centre, *, by, name):
    """A word by which the centre sorts its cases; one that is there, or was retired, is used."""
    demand(by, "make_tag", centre)
    name = " ".join(name.split())
    found = Tag.objects.filter(centre=centre, name__iexact=name).first()
    if found and not found.retired:
        return found
    try:
        return _write_tag(found or Tag(centre=centre, name=name), by)
    except IntegrityError:  # a colleague was faster
        return Tag.objects.get(centre=centre, name__iexact=name)


@transaction.atomic
def _write_tag(tag, by):
    tag.retired = False
    tag.save()
    record("made", tag, by=by)
    return tag


@transaction.atomic
def retire(tag, *, by):
    """The tag is offered no more; cases that wear it keep it."""
    demand(by, "retire", tag)
    tag = lock(tag)
    if not tag.retired:
        tag.retired = True
        tag.save(update_fields=["retired"])
        record("retired", tag, by=by)
    return tag


@transaction.atomic
def tag(case, *, by, tag):
    """The case wears a tag of its centre."""
    demand(by, "tag", case)
    case = lock(case)
    if tag.centre_id != case.centre_id:
        raise Refused(_("This tag belongs to another centre."), field="tag")
    if tag.retired:
        raise Refused(_("This tag is not used any more."), field="tag")
    if CaseTag.objects.filter(case=case, tag=tag).exists():
        raise Refused(_("This case has the tag “%(tag)s” already.") % {"tag": tag}, field="tag")
    CaseTag(case=case, tag=tag).save()
    record("tagged", case, by=by, tag=tag.pk)
    return case


@transaction.atomic
def untag(case, *, by, tag):
    """The case wears the tag no more."""
    demand(by, "untag", case)
    case = lock(case)
    worn = CaseTag.objects.filter(case=case, tag=tag).first()
    if worn is None:
        raise Refused(_("This case does not have the tag “%(tag)s”.") % {"tag": tag}, field="tag")
    worn.delete()
    record("untagged", case, by=by, tag=tag.pk)
    return case


@transaction.atomic
def snooze(case, *, by, until):
    """Out of My and Team until that day; earlier when something of it falls due."""
    demand(by, "snooze", case)
    case = _lock_open(case)
    if until <= today():
        raise Refused(_("Choose a day that is still to come."), field="until")
    if until > today() + LONGEST:
        raise Refused(_("Choose a day within a year."), field="until")
    case.snoozed_until = until
    _save(case, "snoozed_until")
    record("snoozed", case, by=by, until=until.isoformat())
    return case


@transaction.atomic
def wake(case, *, by):
    """Back in the lists at once."""
    demand(by, "wake", case)
    case = _lock_open(case)
    if case.snoozed_until is None:
        raise Refused(_("This case is not snoozed."))
    case.snoozed_until = None
    _save(case, "snoozed_until")
    record("woke", case, by=by)
    return case
