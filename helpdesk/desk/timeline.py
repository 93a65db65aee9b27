"""One timeline of everything that a person may see of a client or a case, newest first."""

from dataclasses import dataclass, field
from datetime import date

from django.db.models import BigIntegerField, OuterRef, Q, Subquery
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy

from helpdesk.access.models import User
from helpdesk.audit.models import Entry
from helpdesk.cases.models import Note
from helpdesk.contacts.models import Attendance, Contact, HelpGiven
from referrals.models import Feedback, Referral, ReferralAppointment, Step

from . import filing, told
from . import told_items as items_of
from .forms.telling import Telling, how_many

SHOWN = 30

# What is told of the trail's entries, by what they are about.
TOLD = {
    "cases.case": {
        "opened": gettext_lazy("Case opened"),
        "took": gettext_lazy("Case taken"),
        "assigned": gettext_lazy("Case given to an officer"),
        "added_person": gettext_lazy("A person was added"),
        **told.OF_MATTERS,
        **told.OF_CASES,
        "closed": gettext_lazy("Case closed"),
        "reopened": gettext_lazy("Case opened again"),
        "finished": gettext_lazy("Something was done"),
        "released": gettext_lazy("Case given back"),
        "snoozed": gettext_lazy("Case snoozed"),
        "tagged": gettext_lazy("Case tagged"),
        "handed_over": gettext_lazy("Case handed over to another centre"),
        **filing.TOLD,
    },
    "clients.client": {
        "registered": gettext_lazy("Registered"),
        "merged": gettext_lazy("Another record of the same person was merged into this one"),
        "undid_merge": gettext_lazy("A merge was undone"),
        "opened_at_counter": gettext_lazy("Opened by another centre, where the client came"),
        **told.OF_CLIENTS,
        **told.OF_PLANS,
        **filing.TOLD,
    },
    "clients.accessrequest": told.OF_REQUESTS,
    "referrals.handover": {
        "proposed_handover": gettext_lazy("Offered to another centre"),
        "accepted_handover": gettext_lazy("The other centre took over"),
        "declined_handover": gettext_lazy("The other centre declined the hand-over"),
        "withdrew_handover": gettext_lazy("The hand-over was taken back"),
        "ended_overlap": gettext_lazy("The centre that handed over reads no more"),
    },
    "clients.journey": {
        "added_journey": gettext_lazy("Journey added"),
        "moved_on": gettext_lazy("Moved on"),
        "corrected": gettext_lazy("Journey corrected"),
        "changed": gettext_lazy("Journey completed or changed"),
        "added_fee": gettext_lazy("A fee was noted"),
    },
    "referrals.referral": told.OF_REFERRALS,
    "referrals.consent": told.OF_CONSENTS,
}
# Rows that are few, by the part of the page that reads them.
LOOSE = {
    "signposts": items_of.of_signpost,
    "appointments": items_of.of_visit,
    "sessions": items_of.of_attendance,
    "assessments": items_of.of_assessment,
    "screenings": items_of.of_screening,
    "sent_here": items_of.of_incoming,
}
OF_AN_ENTRY = ("at", "verb", "label", "code", "why", "detail", "by__name", "by__is_system")


@dataclass
class Day:
    """What happened on one day."""

    label: str
    items: list[items_of.Item] = field(default_factory=list)


@dataclass
class Timeline:
    """The newest `shown` items by day; `more` when there are earlier ones."""

    days: list[Day]
    shown: int
    more: bool
    telling: Telling

    @property
    def earlier(self):
        return self.telling.url(shown=self.shown + SHOWN)


def asked_of(request, journeys=()) -> Telling:
    """What the address asks of the timeline."""
    return Telling(request.GET, journeys=journeys)


def count_of(request) -> int:
    return how_many(request.GET, SHOWN)


def of_client(page, telling=None):
    """All of a client and her cases, as far as her page shows them; or of one journey of hers."""
    telling = telling or Telling({})
    cases, about = page.cases, {}
    contacts, given = _touched(page, telling)
    if number := telling.journey_number:
        journeys = [one for one in page.journeys if one.number == number]
        pks = [one.pk for one in journeys]
        cases = [case for case in cases if case.of_journey in pks]
        on = Q(case__in=[case.pk for case in cases])
        contacts, given = contacts.filter(on | Q(journey__in=pks)), given.filter(on)
        consents = []
    else:
        journeys, consents = page.journeys, page.consents
        about["clients.client"] = [self.pk for self in page.selves]
        about["clients.accessrequest"] = page.access_requests
        about["referrals.handover"] = page.handovers
    about["clients.journey"] = [journey.pk for journey in journeys]
    about["referrals.consent"] = [consent.pk for consent in consents]
    of_cases = {case.pk for case in cases}
    referrals = [one for one in page.referrals if not number or one.case_id in of_cases]
    loose = _loose(page, (lambda row: _is_on(row, of_cases, pks)) if number else None)
    loose += [item for consent in consents for item in items_of.of_consent(consent)]
    return _merge(page, telling, cases, referrals, (contacts, given), about, loose)


def of_case(page, telling=None):
    """Notes, moves and referrals of one case."""
    telling = telling or Telling({})
    read = _touched(page, telling)
    return _merge(page, telling, [page.case], page.referrals, read, {}, _loose(page))


def _touched(page, telling):
    """Contacts and help: what the page has read, or querysets of all, to be narrowed."""
    if not telling:
        return page.all_contacts, page.given
    return page.touches(Contact), page.touches(HelpGiven)


def _loose(page, holds=None):
    """What the page has read of rows that are few; `holds`: which of them are asked for."""
    rows = ((tell, row) for part, tell in LOOSE.items() for row in getattr(page, part))
    return [tell(row) for tell, row in rows if holds is None or holds(row)]


def _is_on(row, cases, journeys):
    """Is it of one of these cases, or a session on one of these journeys?"""
    if isinstance(row, Attendance):
        return row.journey_id in journeys
    return row.case_id in cases


def _merge(page, telling, cases, referrals, touches, about, loose):
    """Each source gives its newest `told` items, or all; together they need no more."""
    count, shown = page.told, page.told - 1
    about["cases.case"] = [case.pk for case in cases]
    about["referrals.referral"] = [referral.pk for referral in referrals]
    items = [
        *_notes(cases, telling, count),
        *_touches(touches, telling, count),
        *_of_referrals(referrals, telling, count),
        *_entries(about, telling, count),
        *loose,
    ]
    items = [item for item in items if telling.holds(item)] if telling else items
    items.sort(key=lambda item: item.at, reverse=True)
    telling.name_people(items)
    days: dict[date, Day] = {}
    for item in items[:shown]:
        on = timezone.localtime(item.at).date()
        days.setdefault(on, Day(date_format(on, "l j F Y"))).items.append(item)
    return Timeline(list(days.values()), shown, len(items) > shown, telling)


def _notes(cases, telling, count):
    if not cases or not telling.wants("notes"):
        return []
    codes = {case.pk: case.code for case in cases}
    notes = telling.of_days(Note.objects.of_seen(list(codes)).for_parts())
    newest = notes.order_by("-happened_on", "-id")[:count]
    return [items_of.of_note(note, codes[note.case_id]) for note in newest]


def _touches(touches, telling, count):
    """Contacts and help: what the page has read, or what was asked for."""
    if not telling.wants("contacts"):
        return []
    contacts, given = touches
    if telling:
        contacts, given = (telling.of_days(rows)[:count] for rows in touches)
    return [*map(items_of.of_contact, contacts), *map(items_of.of_help, given)]


def _of_referrals(referrals, telling, count):
    """Moves, reminders and calls, appointments as they stand, and what the client said of it."""
    if not referrals or not telling.wants("referrals"):
        return []
    known = {referral.pk: referral for referral in referrals}
    steps = Step.objects.of_seen(referrals).for_listing().exclude(after=Referral.Status.DRAFT)
    newest = telling.of_moments(steps).order_by("-at", "-id")[:count]
    heard = [one.pk for one in referrals if one.reported_at]
    said = Feedback.objects.filter(referral__in=heard).for_listing() if heard else []
    return [
        *(items_of.of_step(step, known[step.referral_id]) for step in newest),
        *(items_of.of_appointment(row, known[row.referral_id]) for row in _booked(known, telling)),
        *(items_of.of_feedback(one, known[one.referral_id]) for one in said),
    ]


def _booked(referrals, telling):
    """Appointments of what a partner took on: the rest has none."""
    taken_on = [one for one in referrals.values() if one.decided_at]
    if not taken_on:
        return []
    rows = ReferralAppointment.objects.of_seen(taken_on).for_listing()
    rows = telling.of_moments(rows, at="changed_at", by="changed_by")
    return rows.order_by("-changed_at", "-id")[: SHOWN * 20]


def _entries(about, telling, count):
    """What the trail tells of these rows; only its changes, since reads wrote no row."""
    asked = Q()
    for label, keys in about.items():
        verbs = [verb for verb in TOLD[label] if telling.wants(told.what_of(label, verb))]
        if keys and verbs:
            asked |= Q(label=label, key__in=keys, verb__in=verbs)
    if not asked:
        return []
    changes = telling.of_moments(Entry.objects.filter(asked).exclude(rows=None))
    rows = changes.annotate(to=_officer()).select_related("by").only(*OF_AN_ENTRY)
    newest = rows.order_by("-id")[:count]
    return [items_of.of_entry(entry, TOLD[entry.label][entry.verb]) for entry in newest]


def _officer():
    """The name of the officer to whom a case was given."""
    officer = Cast(KeyTextTransform("officer", OuterRef("detail")), BigIntegerField())
    return Subquery(User.objects.filter(pk=officer).values("name")[:1])
