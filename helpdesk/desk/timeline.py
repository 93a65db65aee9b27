"""One timeline of everything that a person may see of a client or a case, newest first."""

from dataclasses import dataclass, field
from datetime import date, datetime, time

from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from helpdesk.audit.models import Entry
from helpdesk.cases.models import Case, Note
from helpdesk.clients.models import Journey
from helpdesk.contacts.codes import TOPICS
from helpdesk.contacts.models import Contact, HelpGiven
from helpdesk.core.keyset import number_in
from referrals.models import Consent, Referral, Step

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
        "closed": gettext_lazy("Case closed"),
        "reopened": gettext_lazy("Case opened again"),
        "finished": gettext_lazy("Something was done"),
        "released": gettext_lazy("Case given back"),
        "snoozed": gettext_lazy("Case snoozed"),
        "tagged": gettext_lazy("Case tagged"),
    },
    "clients.client": {
        "registered": gettext_lazy("Registered"),
        "merged": gettext_lazy("Another record of the same person was merged into this one"),
        "undid_merge": gettext_lazy("A merge was undone"),
        "opened_at_counter": gettext_lazy("Opened by another centre, where the client came"),
    },
    "clients.journey": {
        "added_journey": gettext_lazy("Journey added"),
        "moved_on": gettext_lazy("Moved on"),
        "corrected": gettext_lazy("Journey corrected"),
    },
}


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


def of_client(client, user, shown=SHOWN):
    """Notes, cases, referrals, consents and journeys of a client, as far as the user sees them."""
    cases = Case.objects.visible_to(user).filter(people__client=client)
    journeys = Journey.objects.visible_to(user).filter(client=client)
    about = (
        Q(label="cases.case", key__in=list(cases.values_list("pk", flat=True)))
        | Q(label="clients.journey", key__in=list(journeys.values_list("pk", flat=True)))
        | Q(label="clients.client", key__in=[self.pk for self in client.selves()])
    )
    consents = (
        Consent.objects.visible_to(user).filter(client=client).select_related("partner", "by")
    )
    return _merge(
        shown,
        _notes(user, case__in=cases),
        *_of_counter(user, Q(client=client) | Q(case__in=cases)),
        _steps(user, referral__client=client),
        _entries(about),
        _consents(consents),
    )


def of_case(case, user, shown=SHOWN):
    """Notes, moves and referrals of one case."""
    about = Q(label="cases.case", key=case.pk)
    return _merge(
        shown,
        _notes(user, case=case),
        *_of_counter(user, Q(case=case)),
        _steps(user, referral__case=case),
        _entries(about),
    )


def _merge(shown, *sources):
    """Each source is a function that gives its newest `n` items; together they need no more."""
    items = sorted(
        (item for source in sources for item in source(shown + 1)),
        key=lambda item: item.at,
        reverse=True,
    )
    days: dict[date, Day] = {}
    for item in items[:shown]:
        on = timezone.localtime(item.at).date()
        days.setdefault(on, Day(date_format(on, "l j F Y"))).items.append(item)
    return Timeline(list(days.values()), shown, more=len(items) > shown)


def _meta(moment, *more):
    return " · ".join(
        filter(None, [date_format(timezone.localtime(moment), "H:i"), *map(str, more)])
    )


def _notes(user, **of):
    def newest(count):
        notes = Note.objects.visible_to(user).for_listing().select_related("case").filter(**of)
        return [_note(note) for note in notes.order_by("-happened_on", "-id")[:count]]

    return newest


def _note(note):
    at, meta = _when(note)
    return Item(at, note.get_kind_display(), note.text, meta, code=note.case.code)


def _when(row):
    """The moment of what was written down, on its day or later; and who wrote it."""
    if timezone.localdate(row.written_at) == row.happened_on:
        return row.written_at, _meta(row.written_at, row.by)
    at = timezone.make_aware(datetime.combine(row.happened_on, time(23, 59)))
    return at, _("%(by)s, written down later") % {"by": row.by}


def _of_counter(user, about):
    """Contacts, and the help that the centre gave itself."""
    return [
        _latest(model.objects.visible_to(user).standing().filter(about), told)
        for model, told in ((Contact, _contact), (HelpGiven, _help))
    ]


def _latest(rows, told):
    return lambda count: [told(row) for row in rows.for_listing().latest_first()[:count]]


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


def _steps(user, **of):
    def newest(count):
        steps = (
            Step.objects.visible_to(user)
            .for_listing()
            .filter(**of)
            .exclude(after=Referral.Status.DRAFT)
        )
        steps = steps.select_related("referral", "referral__partner", "referral__service").order_by(
            "-at", "-id"
        )
        return [_step(step) for step in steps[:count]]

    return newest


def _step(step):
    referral = step.referral
    text = f"{referral.partner}: {step.get_after_display()}"
    detail = " · ".join(filter(None, [step.get_reason_display(), step.text]))
    kind = (
        "alert"
        if step.after == Referral.Status.NO_RESPONSE
        else "partner"
        if step.after in PARTNERS_MOVES
        else ""
    )
    meta = _meta(step.at, step.by, referral.service)
    return Item(step.at, text, detail, meta, kind=kind, code=referral.code)


def _entries(about):
    verbs = {verb for told in TOLD.values() for verb in told}

    def newest(count):
        changes = (
            Entry.objects.filter(about, verb__in=verbs).exclude(rows=None).select_related("by")
        )
        return [
            _entry(entry)
            for entry in changes.order_by("-id")[:count]
            if entry.verb in TOLD[entry.label]
        ]

    return newest


def _entry(entry):
    stage = dict(Journey.Stage.choices).get(entry.detail.get("stage"), "")
    text = str(TOLD[entry.label][entry.verb])
    code = entry.code if entry.label == "cases.case" else ""
    text = f"{text}: {stage}" if stage else text
    return Item(entry.at, text, meta=_meta(entry.at, entry.by), code=code)


def _consents(consents):
    def newest(count):
        items = []
        for consent in consents[:count]:
            what = {"partner": consent.partner}
            items.append(
                Item(
                    consent.given_at,
                    _("Agreed that we share with %(partner)s") % what,
                    meta=_meta(consent.given_at, consent.get_how_display(), consent.by),
                )
            )
            if consent.withdrawn_at:
                items.append(
                    Item(
                        consent.withdrawn_at,
                        _("Took back the agreement to share with %(partner)s") % what,
                        meta=_meta(consent.withdrawn_at),
                        kind="alert",
                    )
                )
        return items

    return newest


def how_many(asked):
    """How many items "Show earlier" asked for; the usual number for anything else."""
    return min(max(number_in(asked.get("shown")) or SHOWN, SHOWN), 600)
