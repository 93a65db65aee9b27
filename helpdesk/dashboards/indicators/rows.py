"""What is counted one by one: the rows of each unit, once each, as far as the counter sees them.

Each row has `person`, the id of the client whom it is about, or None: the splits ask by it. A case
of several people is split by its first one; sessions and headcounts are about no one person.
"""

from django.db.models import F, OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from helpdesk.cases.models import Case, CasePerson, Claim, Receipt, Task, shared_cases
from helpdesk.clients.models import Client, Serving
from helpdesk.contacts.models import (
    Appointment,
    Attendance,
    Contact,
    GroupSession,
    Headcount,
    HelpGiven,
)
from referrals.models import Referral, Signpost
from referrals.models.referral import Status

ORDINARY = Q(case=None) | Q(case__restricted=False)
NEVER_WENT = [Status.DRAFT, Status.DISCARDED, Status.ENTERED_IN_ERROR]


def _seen(model, asked):
    """What she may count: of cases and referrals not what she only reads, or broke open."""
    rows = model.objects.all()
    if asked.user is None:
        return rows.order_by()
    return getattr(rows, "in_care_of", rows.visible_to)(asked.user).order_by()


def _cared_for(model, asked):
    """Without what she only reads: what she gave away, or opened in an emergency, is another's."""
    rows = model.objects.all() if asked.user is None else model.objects.in_care_of(asked.user)
    return rows.order_by()


def _named_on(asked):
    """Ids of the restricted cases that count."""
    return frozenset() if asked.is_ordinary else shared_cases(asked.user)


def _first_person(case):
    people = CasePerson.objects.filter(case=OuterRef(case)).order_by("id")
    return Subquery(people.values("client")[:1])


def people(asked):
    """Registered clients whom a centre serves, and those of restricted cases that count."""
    rows = _seen(Client, asked).filter(merged_into=None, entered_in_error_at=None)
    known = Q(pk__in=Serving.objects.values("client"))
    if named := _named_on(asked):
        known |= Q(pk__in=CasePerson.objects.filter(case__pk__among=named).values("client"))
    return rows.filter(known).annotate(person=F("pk"))


def _of_these(model, asked):
    """What these centres wrote down, perhaps on a case."""
    named = _named_on(asked)
    counts = ORDINARY | Q(case__pk__among=named) if named else ORDINARY
    return _seen(model, asked).filter(counts, asked.here()).annotate(person=F("client"))


def contacts(asked):
    return _of_these(Contact, asked).standing()


def help_given(asked):
    return _of_these(HelpGiven, asked).standing()


def signposts(asked):
    return _of_these(Signpost, asked)


def sessions(asked):
    """Group sessions that were held."""
    return _seen(GroupSession, asked).filter(asked.here(), state=GroupSession.State.HELD)


def _of_held(asked, rows):
    return rows.filter(asked.here("session__centre"), session__state=GroupSession.State.HELD)


def attendances(asked):
    """Registered people who were there, each once in each session; ordinary as people() has it."""
    there = Attendance.State.ATTENDED
    rows = _of_held(asked, _seen(Attendance, asked)).filter(state=there)
    if asked.is_ordinary:
        rows = rows.filter(client__in=Serving.objects.values("client"))
    return rows.annotate(person=F("client"))


def heads(asked):
    """How many were there whom nobody asked for a name."""
    return _of_held(asked, _seen(Headcount, asked))


def appointments(asked):
    return _of_these(Appointment, asked)


def cases(asked):
    """What was entered in error never was a case, nor has it people, follow-ups or claims."""
    rows = _cared_for(Case, asked).standing().filter(asked.here())
    if asked.is_ordinary:
        rows = rows.filter(restricted=False)
    return rows.annotate(person=_first_person("pk"))


def _case_ids(asked):
    rows = _cared_for(Case, asked).standing().filter(asked.here())
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
    rows = _cared_for(Referral, asked).filter(asked.here(), sent_at__isnull=False)
    if asked.is_ordinary:
        rows = rows.filter(case__restricted=False)
    return rows.exclude(status__in=NEVER_WENT).annotate(person=F("client"))


def claims(asked):
    return Claim.objects.filter(case__in=_case_ids(asked)).order_by().annotate(person=F("client"))


def receipts(asked):
    """What came in; what was struck out as a mistake did not."""
    rows = Receipt.objects.standing().filter(claim__case__in=_case_ids(asked)).order_by()
    return rows.annotate(person=F("claim__client"), currency=F("claim__currency"))


# name → (rows, what one of them is called)
UNITS = {
    "people": (people, _("person")),
    "contacts": (contacts, _("contact")),
    "help": (help_given, _("help given")),
    "signposts": (signposts, _("word of advice where to go")),
    "sessions": (sessions, _("group session")),
    "attendances": (attendances, _("person at a session")),
    "heads": (heads, _("person at a session")),
    "appointments": (appointments, _("appointment")),
    "cases": (cases, _("case")),
    "parts": (parts, _("person in a case")),
    "tasks": (tasks, _("follow-up")),
    "referrals": (referrals, _("referral")),
    "claims": (claims, _("claim")),
    "receipts": (receipts, _("payment")),
}
