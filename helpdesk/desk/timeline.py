"""One timeline of everything that a person may see of a client or a case, newest first."""

from dataclasses import dataclass, field
from datetime import date, datetime, time

from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from helpdesk.audit.models import Entry
from helpdesk.cases.models import Note
from helpdesk.clients.models import Journey
from helpdesk.contacts.codes import TOPICS
from helpdesk.core.keyset import number_in
from referrals.models import Referral, ReferralAppointment, Step

from . import filing, protection
from .told import OF_MATTERS

SHOWN = 30
PARTNERS_MOVES = {
    "acknowledged",
    "accepted",
    "waitlisted",
    "information_requested",
    "declined",
    "in_progress",
    "completed",
    "not_delivered",
}

# What is told of the trail's entries, by what they are about.
TOLD = {
    "cases.case": {
        "opened": gettext_lazy("Case opened"),
        "took": gettext_lazy("Case taken"),
        "assigned": gettext_lazy("Case given to an officer"),
        "added_person": gettext_lazy("A person was added"),
        **OF_MATTERS,
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
        **filing.TOLD,
    },
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
        "added_fee": gettext_lazy("A fee was noted"),
    },
}
WITH_CODE = ("cases.case", "referrals.handover")
VERBS_TOLD = {verb for told in TOLD.values() for verb in told}
OF_AN_ENTRY = ("at", "verb", "label", "code", "detail", "by__name")


@dataclass
class Item:
    """One thing that happened."""

    at: datetime
    text: str
    detail: str = ""
    meta: str = ""
    url: str = ""
    kind: str = ""
    code: str = ""


@dataclass
class Day:
    """What happened on one day."""

    label: str
    items: list[Item] = field(default_factory=list)


@dataclass
class Timeline:
    """The newest `shown` items by day; `more` when there are earlier ones."""

    days: list[Day]
    shown: int
    more: bool

    @property
    def earlier(self):
        return self.shown + SHOWN


def of_client(page):
    """Notes, cases, referrals, consents and journeys of a client, as far as her page shows them."""
    about = (
        Q(label="cases.case", key__in=[case.pk for case in page.cases])
        | Q(label="clients.journey", key__in=[journey.pk for journey in page.journeys])
        | Q(label="clients.client", key__in=[self.pk for self in page.selves])
    )
    if page.handovers:
        about |= Q(label="referrals.handover", key__in=page.handovers)
    return _merge(page, page.cases, about, _consents(page.consents))


def of_case(page):
    """Notes, moves and referrals of one case."""
    return _merge(
        page, [page.case], Q(label="cases.case", key=page.case.pk), protection.told(page, Item)
    )


def _merge(page, cases, about, consents):
    """Each source gives its newest `told` items, or all; together they need no more."""
    shown = page.told - 1
    items = [
        *_notes(cases, page.told),
        *map(_contact, page.all_contacts),
        *map(_help, page.given),
        *_steps(page.referrals, page.told),
        *_appointments(page.referrals, page.told),
        *_entries(about, page.told),
        *map(_signpost, page.signposts),
        *consents,
    ]
    items.sort(key=lambda item: item.at, reverse=True)
    days: dict[date, Day] = {}
    for item in items[:shown]:
        on = timezone.localtime(item.at).date()
        days.setdefault(on, Day(date_format(on, "l j F Y"))).items.append(item)
    return Timeline(list(days.values()), shown, more=len(items) > shown)


def _meta(moment, *more):
    return " · ".join(
        filter(None, [date_format(timezone.localtime(moment), "H:i"), *map(str, more)])
    )


def _notes(cases, count):
    if not cases:
        return []
    known = {case.pk: case for case in cases}
    notes = Note.objects.of_seen(list(known)).for_parts().order_by("-happened_on", "-id")[:count]
    return [_note(note, known[note.case_id]) for note in notes]


def _note(note, case):
    at, meta = _when(note)
    return Item(at, note.get_kind_display(), note.text, meta, code=case.code)


def _when(row):
    """The moment of what was written down, on its day or later; and who wrote it."""
    if timezone.localdate(row.written_at) == row.happened_on:
        return row.written_at, _meta(row.written_at, row.by)
    at = timezone.make_aware(datetime.combine(row.happened_on, time(23, 59)))
    return at, _("%(by)s, written down later") % {"by": row.by}


def _contact(contact):
    at, meta = _when(contact)
    topics = ", ".join(str(dict(TOPICS)[topic]) for topic in contact.topics)
    text = f"{contact.get_channel_display()}: {topics}"
    url = contact.get_absolute_url()
    return Item(at, text, contact.note or "", meta, url=url, code=contact.code)


def _help(given):
    at, meta = _when(given)
    text = _("Help given: %(kind)s") % {"kind": given.get_kind_display()}
    return Item(at, text, given.note or "", meta, code=given.case.code if given.case else "")


def _steps(referrals, count):
    if not referrals:
        return []
    known = {referral.pk: referral for referral in referrals}
    steps = (
        Step.objects.of_seen(referrals).moves().for_listing().exclude(after=Referral.Status.DRAFT)
    )
    newest = steps.order_by("-at", "-id")[:count]
    return [_step(step, known[step.referral_id]) for step in newest]


def _step(step, referral):
    moved = _("new version of the packet") if step.packet_id else step.get_after_display()
    text = f"{referral.partner}: {moved}"
    detail = " · ".join(filter(None, [step.get_reason_display(), step.text]))
    kind = (
        "alert"
        if step.after == Referral.Status.NO_RESPONSE
        else "partner"
        if step.after in PARTNERS_MOVES and not step.packet_id
        else ""
    )
    meta = _meta(step.at, step.by, referral.service)
    return Item(step.at, text, detail, meta, kind=kind, code=referral.code)


def _appointments(referrals, count):
    """When partners see the client, or did; each as it stands."""
    if not referrals:
        return []
    known = {referral.pk: referral for referral in referrals}
    rows = ReferralAppointment.objects.of_seen(referrals).for_listing()
    newest = rows.order_by("-changed_at", "-id")[:count]
    return [_appointment(row, known[row.referral_id]) for row in newest]


def _appointment(row, referral):
    what = {"partner": referral.partner, "when": row.when, "state": row.get_state_display()}
    return Item(
        row.changed_at,
        _("%(partner)s: appointment on %(when)s, %(state)s") % what,
        row.place,
        _meta(row.changed_at, row.changed_by),
        kind="alert" if row.state == row.State.MISSED else "partner",
        code=referral.code,
    )


def _signpost(made):
    text = f"{made.get_kind_display()}: {made.service}"
    meta = _meta(made.at, made.by, made.partner)
    return Item(made.at, text, made.note or "", meta, url=made.get_absolute_url(), code=made.code)


def _entries(about, count):
    changes = Entry.objects.filter(about, verb__in=VERBS_TOLD).exclude(rows=None)
    rows = changes.select_related("by").only(*OF_AN_ENTRY).order_by("-id")[:count]
    return [_entry(entry) for entry in rows if entry.verb in TOLD[entry.label]]


def _entry(entry):
    stage = dict(Journey.Stage.choices).get(entry.detail.get("stage"), "")
    text = str(TOLD[entry.label][entry.verb])
    code = entry.code if entry.label in WITH_CODE else ""
    text = f"{text}: {stage}" if stage else text
    return Item(entry.at, text, _from_to(entry), meta=_meta(entry.at, entry.by), code=code)


def _from_to(entry):
    """Of a hand-over: from which centre to which, by their codes."""
    if entry.verb not in ("handed_over", *TOLD["referrals.handover"]):
        return ""
    return _("From %(before)s to %(after)s") % entry.detail


def _consents(consents):
    items = []
    for consent in consents:
        what = {"partner": consent.partner}
        items.append(
            Item(
                consent.given_at,
                _said(consent) % what,
                meta=_meta(consent.given_at, consent.get_how_display(), consent.by),
                kind="alert" if consent.is_override or consent.refused else "",
            )
        )
        if consent.withdrawn_at and not consent.is_override:
            items.append(
                Item(
                    consent.withdrawn_at,
                    _("Took back the agreement to share with %(partner)s") % what,
                    meta=_meta(consent.withdrawn_at),
                    kind="alert",
                )
            )
    return items


def _said(consent):
    """Her yes, her no, or that she was not asked."""
    if consent.refused:
        return _("Said no to sharing with %(partner)s")
    if consent.is_override:
        return _("Shared with %(partner)s without consent")
    return _("Agreed that we share with %(partner)s")


def how_many(asked):
    """How many items "Show earlier" asked for; the usual number for anything else."""
    return min(max(number_in(asked.get("shown")) or SHOWN, SHOWN), 600)
