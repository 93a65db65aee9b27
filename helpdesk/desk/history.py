"""The history of a client, case or referral: in full for the desk, by codes for data protection."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import ForeignKey
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from helpdesk.audit.differences import differences_of
from helpdesk.audit.models import Entry
from helpdesk.cases.models import Case
from helpdesk.clients.models import Client
from referrals.models import Referral

from .trail import entries_for

OF_CLIENT = [
    "clients.client",
    "clients.journey",
    "clients.phone",
    "clients.document",
    "clients.accessrequest",
    "clients.plan",
    "clients.plangoal",
    "clients.planstep",
    "clients.planreview",
    "clients.goalreview",
    "clients.skill",
    "clients.prospects",
]


@dataclass
class Change:
    """One changed field, in words."""

    label: str
    before: str
    after: str
    is_new: bool


def client_entries(client):
    """About her own record, and those that were merged into it.

    Cases and referrals have their own histories and restrictions.
    """
    uids = [self.uid for self in client.selves()]
    return Entry.objects.about_client(*uids).filter(label__in=OF_CLIENT)


def referrals_of_desk(user):
    """Referrals of cases that she sees: a partner sees the packet and no history."""
    return Referral.objects.filter(case__in=Case.objects.visible_to(user))


def find(user, model, code):
    """(object or None, its entries, whether content may be shown); entries: None for a stranger."""
    seen = {
        Client: Client.objects.visible_to,
        Case: Case.objects.visible_to,
        Referral: referrals_of_desk,
    }[model](user)
    if thing := seen.filter(code=code).first():
        return thing, client_entries(thing) if model is Client else Entry.objects.about(thing), True
    known = entries_for(user)
    if model is Client:  # whoever saw or changed anything of this person, wherever
        person = Client.objects.filter(code=code).first()
        about = known.about_client(*(self.uid for self in person.selves()) if person else ())
    else:
        about = known.filter(code=code, label=model._meta.label_lower)
    return None, about if about.exists() else None, False


def with_changes(entries, only=None):
    """Pairs of an entry and its changes in words; `only` those of these models.

    A merge moves rows of cases too, restricted ones among them: they have their own histories.
    """
    found = differences_of(entries)
    for pk, differences in found.items() if only else ():
        found[pk] = [d for d in differences if d.model._meta.label_lower in only]
    names = _related(d for differences in found.values() for d in differences)
    return [(entry, [_in_words(d, names) for d in found.get(entry.pk, ())]) for entry in entries]


def _related(differences):
    """(model, id) → the name of what a foreign key leads to; one query for each model."""
    wanted: dict = {}
    for d in differences:
        if isinstance(d.field, ForeignKey):
            wanted.setdefault(d.field.related_model, set()).update({d.before, d.after} - {None})
    return {
        (model, pk): str(row)
        for model, pks in wanted.items()
        for pk, row in model._base_manager.in_bulk(pks).items()
    }


def _in_words(d, names):
    label = str(d.field.verbose_name)
    return Change(
        label[:1].upper() + label[1:],
        text_of(d.field, d.before, names),
        text_of(d.field, d.after, names),
        d.is_new,
    )


def text_of(field, value, names):
    if value is None or value == "":
        return "–"
    if isinstance(field, ForeignKey):
        return names.get((field.related_model, value), "–")
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, datetime):
        return formats.date_format(timezone.localtime(value), "j M Y H:i")
    if isinstance(value, date):
        return formats.date_format(value, "j M Y")
    if isinstance(value, dict):
        return str(value.get("text") or value.get("date") or "–")
    choices = dict(getattr(field, "codes", None) or getattr(field, "flatchoices", None) or ())
    if isinstance(value, list):
        return ", ".join(
            str(choices.get(item, item)) if isinstance(item, str) else "…" for item in value
        )
    return str(choices.get(value, getattr(value, "name", value)))
