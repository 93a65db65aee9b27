"""What is counted one by one: the rows of each unit, once each, as far as the counter sees them.

Each row has `person`, the id of the client whom it is about, or None: the splits ask by it. A case
of several people is split by its first one.
"""

from django.db.models import F, OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from helpdesk.cases.models import Case, CasePerson, Claim, Receipt, Task
from helpdesk.clients.models import Client, Serving
from helpdesk.contacts.models import Contact, HelpGiven
from referrals.models import Referral, Signpost
from referrals.models.referral import Status

NEVER_WENT = [Status.DRAFT, Status.DISCARDED, Status.ENTERED_IN_ERROR]


def _seen(model, asked):
    """What she may count: of cases and referrals not what she only reads, or broke open."""
    rows = model.objects.all()
    if asked.user is None:
        return rows.order_by()
    return getattr(rows, "in_care_of", rows.visible_to)(asked.user).order_by()


def _first_person(case):
    people = CasePerson.objects.filter(case=OuterRef(case)).order_by("id")
    return Subquery(people.values("client")[:1])


def people(asked):
    """Registered clients; in ordinary counts those whom a centre serves."""
    rows = _seen(Client, asked).filter(merged_into=None, entered_in_error_at=None)
    if asked.is_ordinary:
        rows = rows.filter(pk__in=Serving.objects.values("client"))
    return rows.annotate(person=F("pk"))


def _on_ordinary(asked, rows):
    return rows.filter(Q(case=None) | Q(case__restricted=False)) if asked.is_ordinary else rows


def contacts(asked):
    rows = _seen(Contact, asked).standing().filter(asked.here())
    return _on_ordinary(asked, rows).annotate(person=F("client"))


def help_given(asked):
    rows = _seen(HelpGiven, asked).standing().filter(asked.here())
    return _on_ordinary(asked, rows).annotate(person=F("client"))


def signposts(asked):
    rows = _seen(Signpost, asked).filter(asked.here())
    return _on_ordinary(asked, rows).annotate(person=F("client"))


def cases(asked):
    rows = _seen(Case, asked).filter(asked.here())
    if asked.is_ordinary:
        rows = rows.filter(restricted=False)
    return rows.annotate(person=_first_person("pk"))


def _case_ids(asked):
    rows = _seen(Case, asked).filter(asked.here())
    return (rows.filter(restricted=False) if asked.is_ordinary else rows).values("pk")


def parts(asked):
    """People in cases: each person once in each case."""
    return (
        CasePerson.objects.filter(case__in=_case_ids(asked)).order_by().annotate(person=F("client"))
    )


def tasks(asked):
    """Follow-ups: what was to be done on a case by a day."""
    return (
        Task.objects.filter(case__in=_case_ids(asked))
        .order_by()
        .annotate(person=_first_person("case"))
    )


def referrals(asked):
    """Referrals that were sent; an entry in error is none."""
    rows = _seen(Referral, asked).filter(asked.here(), sent_at__isnull=False)
    if asked.is_ordinary:
        rows = rows.filter(case__restricted=False)
    return rows.exclude(status__in=NEVER_WENT).annotate(person=F("client"))


def claims(asked):
    return Claim.objects.filter(case__in=_case_ids(asked)).order_by().annotate(person=F("client"))


def receipts(asked):
    rows = Receipt.objects.filter(claim__case__in=_case_ids(asked)).order_by()
    return rows.annotate(person=F("claim__client"), currency=F("claim__currency"))


# name → (rows, what one of them is called)
UNITS = {
    "people": (people, _("person")),
    "contacts": (contacts, _("contact")),
    "help": (help_given, _("help given")),
    "signposts": (signposts, _("word of advice where to go")),
    "cases": (cases, _("case")),
    "parts": (parts, _("person in a case")),
    "tasks": (tasks, _("follow-up")),
    "referrals": (referrals, _("referral")),
    "claims": (claims, _("claim")),
    "receipts": (receipts, _("payment")),
}
