"""What an officer sees before two records become one: both, what differs, and what will move."""

from dataclasses import dataclass

from django.db.models import ForeignKey
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from helpdesk.clients.finding import Described, look_alikes
from helpdesk.clients.models import Different
from referrals.models import Referral

from .actions.moving import HOW, relations, stay
from .facts_of_two import DERIVED, both_live, default_side, fact_fields, field_of, value_of
from .history import text_of

# How the page calls what moves.
CALLED = {
    "cases.assessment": _("Assessments"),
    "cases.caseperson": _("Cases"),
    "cases.claim": _("Claims"),
    "cases.deadline": _("Deadlines"),
    "cases.file": _("Files"),
    "cases.need": _("Needs"),
    "cases.overlap": None,  # what another centre may still read
    "cases.screening": None,  # nobody but those answerable knows of it
    "clients.accessrequest": _("Requests for access"),
    "clients.different": None,  # told apart from others: nothing to look at
    "clients.document": _("Documents"),
    "clients.journey": _("Journeys"),
    "clients.phone": _("Phones"),
    "clients.plan": _("Plans"),
    "clients.prospects": _("Savings and intentions"),
    "clients.relation": _("Family, household, who may act"),
    "clients.serving": _("Centres that serve the client"),
    "clients.skill": _("Skills and certificates"),
    "contacts.appointment": _("Appointments"),
    "contacts.attendance": _("Group sessions"),
    "contacts.contact": _("Contacts"),
    "contacts.helpgiven": _("Help given"),
    "referrals.consent": _("Consents"),
    "referrals.incoming": _("Incoming referrals"),
    "referrals.handover": _("Hand-overs"),
    "referrals.referral": _("Referrals"),
    "referrals.signpost": _("Signposting and re-direction"),
}


@dataclass
class Fact:
    """One fact on both sides."""

    name: str
    label: str
    kept: str
    lost: str
    side: str  # the one that stands unless said otherwise

    @property
    def differs(self) -> bool:
        return self.kept != self.lost


class MergePage:
    """Both records, as far as the user may see them."""

    def __init__(self, kept, lost, user):
        self.kept, self.lost, self.user = kept, lost, user

    @cached_property
    def facts(self):
        return [self._fact(name) for name in fact_fields() if self._is_said(name)]

    def _is_said(self, name):
        return any(value_of(c, name) not in (None, "", [], {}) for c in (self.kept, self.lost))

    def _fact(self, name):
        label = str(field_of(name).verbose_name)
        side = default_side(self.kept, self.lost, name)
        kept, lost = words(self.kept, name), words(self.lost, name)
        return Fact(name, label[:1].upper() + label[1:], kept, lost, side)

    @cached_property
    def pairs(self):
        """Two live referrals to one service: one of them stands."""
        return both_live(self.kept, self.lost, self.user)

    @cached_property
    def counts(self):
        """(what, how many) of the lost record's rows that the user may see."""
        found = []
        for name, relation in relations().items():
            model = relation.related_model
            label = CALLED.get(model._meta.label_lower)
            if HOW.get(name) is stay or label is None:
                continue
            rows = model.objects.visible_to(self.user).filter(**{relation.field.name: self.lost})
            if number := rows.count():
                found.append((label, number))
        return found


def words(client, name) -> str:
    """A fact as the page shows it."""
    found, value = field_of(name), getattr(client, name)
    if isinstance(found, ForeignKey):
        return str(value) if value else "–"
    if not isinstance(value, str | dict | list | bool | int) and hasattr(value, "__iter__"):
        return ", ".join(country.name for country in value) or "–"
    return text_of(found, value, {})


def duplicates_of(client, user):
    """Who looks like her and was not told apart yet, within what the user sees."""
    described = Described.of(
        client, list(client.phones.for_listing()), list(client.documents.for_listing())
    )
    apart = {client.pk} | Different.objects.than(client)
    return look_alikes(described, user=user, exclude=apart)


def stay_withdrawn(made, user) -> list[str]:
    """Codes of the referrals that a merge withdrew, as far as the user may see them."""
    seen = Referral.objects.of_desk(user).filter(code__in=made.withdrawn)
    return list(seen.values_list("code", flat=True))


def names_of(facts) -> list[str]:
    """Facts by their names in words."""
    return [str(field_of(name).verbose_name) for name in facts if name not in DERIVED]
