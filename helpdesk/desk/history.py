"""The history of a client, case or referral: in full for the desk, by codes for data protection."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import ForeignKey, Q
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django_countries.fields import Country, MultipleCountriesDescriptor

from helpdesk.audit.differences import differences_of
from helpdesk.audit.models import Entry
from helpdesk.cases.models import Case, Need
from helpdesk.clients.models import Client
from helpdesk.contacts.models import Appointment
from helpdesk.core.money import in_words
from referrals.models import Consent, Referral
from services.kinds import Kind

from .field_words import called, is_told
from .trail import entries_for

OF_CLIENT = [
    "clients.client",
    "clients.journey",
    "clients.phone",
    "clients.document",
    "clients.fee",
    "clients.relation",
    "clients.accessrequest",
    "clients.plan",
    "clients.plangoal",
    "clients.planstep",
    "clients.planreview",
    "clients.goalreview",
    "clients.skill",
    "clients.prospects",
    "contacts.appointment",
    "contacts.attendance",
]
OF_MANY = "contacts.groupsession"  # whoever takes attendance changes what is kept of many


@dataclass
class Change:
    """One changed field, in words."""

    label: str
    before: str
    after: str
    is_new: bool


def client_entries(client, user):
    """About her own record, and those that were merged into it.

    Cases and referrals have their own histories and restrictions; an appointment on a case that
    the user does not see is not there.
    """
    selves = client.selves()
    seen = Appointment.objects.visible_to(user).filter(client__in=selves)
    hidden = Q(label=Appointment._meta.label_lower) & ~Q(key__in=seen.values("pk"))
    about = Entry.objects.about_client(*(self.uid for self in selves))
    return about.filter(label__in=[*OF_CLIENT, OF_MANY]).exclude(hidden)


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
        is_client = model is Client
        found = client_entries(thing, user) if is_client else Entry.objects.about(thing)
        return thing, found, True
    known = entries_for(user)
    if model is Client:  # whoever saw or changed anything of this person, wherever
        person = Client.objects.filter(code=code).first()
        about = known.about_client(*(self.uid for self in person.selves()) if person else ())
    else:
        about = known.filter(code=code, label=model._meta.label_lower)
    return None, about if about.exists() else None, False


def with_changes(entries, user, client=None):
    """Pairs of an entry and its changes in words, as far as they are for this reader.

    In the history of a client, only what is kept of her: a merge moves rows of cases too,
    restricted ones among them, which have their own histories; attendance is taken of many.
    """
    found = differences_of(entries)
    if client:
        hers = {None, *(self.pk for self in client.selves())}
        found = {pk: [d for d in ds if _is_of(d, hers)] for pk, ds in found.items()}
    found = {pk: [d for d in ds if is_told(d.field)] for pk, ds in found.items()}
    names = _related((d for differences in found.values() for d in differences), user)
    return [(entry, [_in_words(d, names) for d in found.get(entry.pk, ())]) for entry in entries]


def _is_of(difference, clients):
    return difference.model._meta.label_lower in OF_CLIENT and difference.client in clients


def _related(differences, user):
    """(model, id) → the name of what a foreign key leads to; one query for each model.

    Another person is not named, nor her code told, where the user does not see her.
    """
    wanted: dict = {}
    for d in differences:
        if isinstance(d.field, ForeignKey):
            wanted.setdefault(d.field.related_model, set()).update({d.before, d.after} - {None})
    return {
        (model, pk): _name(row)
        for model, pks in wanted.items()
        for pk, row in _rows(model, user).in_bulk(pks).items()
    }


def _name(row):
    """What a reader knows it by: a need has no name, a consent is known by its day."""
    if isinstance(row, Need):
        return str(Kind(row.kind).label)
    if isinstance(row, Consent):
        return formats.date_format(timezone.localtime(row.given_at), "j M Y")
    return str(row)


def _rows(model, user):
    is_someone = model in (Client, Case)
    return model.objects.visible_to(user) if is_someone else model._base_manager


def _in_words(d, names):
    return Change(
        called(d.field),
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
    if isinstance(value, MultipleCountriesDescriptor):
        return ", ".join(country.name for country in value) or "–"
    if isinstance(value, Country):
        return value.name
    if isinstance(value, Decimal):
        return in_words(value, "").strip()
    if isinstance(value, dict):
        return str(value.get("text") or value.get("date") or _said(value) or "–")
    codes = getattr(field, "codes", None) or getattr(field, "flatchoices", None) or ()
    choices = dict(codes() if callable(codes) else codes)
    if not choices and field.name == "kind":  # of help
        choices = dict(Kind.choices)
    if isinstance(value, list):
        return ", ".join(
            str(choices.get(item, item)) if isinstance(item, str) else "…" for item in value
        )
    return str(choices.get(value, getattr(value, "name", value)))


def _said(texts):
    """What was said part by part, such as level by level of an assessment."""
    return " · ".join(text for text in texts.values() if isinstance(text, str))
