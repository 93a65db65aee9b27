"""Finding anything from anywhere: people by name, phone or document, the rest by code or name."""

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from helpdesk.cases.models import Case
from helpdesk.clients.alignment import alike
from helpdesk.clients.described import digits
from helpdesk.clients.finding import Described, Hit, look_alikes, named_like, opened
from helpdesk.clients.models import Client
from helpdesk.clients.spellings import lore
from helpdesk.contacts.models import Appointment, Contact, GroupSession
from referrals.models import Handover, Incoming, Referral, Signpost
from services.models import Service

from .looking import kept_instead

SHOWN = 25
CODED = (
    *(Client, Case, Referral, Contact, Incoming, Signpost, Handover),
    *(Appointment, GroupSession),
)
UNFINISHED = 3  # letters: with fewer, the last word is still being typed


@dataclass
class Results:
    """What was found, by group."""

    clients: list[Hit]
    cases: list[Case]
    referrals: list[Referral]
    services: list[Service]

    def people(self):
        """Everyone who is named on the page."""
        named = {hit.client for hit in self.clients} | {case.lead for case in self.cases}
        return [*(named | {referral.client for referral in self.referrals}) - {None}]

    def __bool__(self):
        return bool(self.clients or self.cases or self.referrals or self.services)


def jump(user, query):
    """The one thing whose code was typed, if the user may see it."""
    code = query.strip().upper()
    if not re.fullmatch(r"[A-Z0-9]+(-[A-Z0-9]+)+", code):
        return None
    for model in CODED:
        if found := model.objects.visible_to(user).filter(code=code).first():
            return found
    return kept_instead(user, code)


def everything(user, query, limit=SHOWN):
    """All groups at once, for the header's search."""
    found = clients(user, query, limit=limit)
    code = query.strip().upper()
    cases = Case.objects.visible_to(user).for_listing()
    of_people = cases.filter(people__client__in=[hit.client.pk for hit in found]).order_by(
        "-opened_at"
    )
    by_code = (
        cases.filter(code__startswith=code).order_by("code")
        if is_code(query)
        else Case.objects.none()
    )
    referrals = Referral.objects.visible_to(user).for_listing().filter(code__startswith=code)
    services = (
        Service.objects.visible_to(user)
        .active()
        .for_listing()
        .filter(name__icontains=query.strip())
    )
    cases = {case.pk: case for case in [*by_code[:limit], *of_people[:limit]]}
    return Results(
        clients=found,
        cases=list(cases.values())[:limit],
        referrals=list(referrals[:limit]) if is_code(query) else [],
        services=list(services[:limit]) if query.strip() else [],
    )


def clients(user, query, *, limit=SHOWN):
    """The clients whom the user may see and who fit what was typed, best first: `Hit`s.

    Words are looked for among names in any script, figures among phones, documents and old files.
    Where nobody fits every word, those whose name was perhaps meant: with a typing error, say.
    """
    words, figures = split(query)
    by_words = _by_words(words, user)
    by_figures = opened(named_like(figures, user), user) if figures else []
    by_code = Client.objects.visible_to(user).for_listing().select_related("area")
    by_code = list(by_code.filter(code=query.strip().upper())) if is_code(query) else []
    typed, known = Described(names=[words]), lore()
    rows = {row.pk: row for row in [*by_words, *by_figures, *by_code]}
    hits = [_weigh(row, typed, row in by_figures, known) for row in rows.values()]
    if not hits and len(words.split()) > 1:
        return _perhaps_meant(user, words, limit)
    return sorted(hits, key=lambda hit: (-hit.score, -hit.client.pk))[:limit]


def _by_words(words, user):
    """Those whose names fit every word; a last word of a letter or two is still being typed."""
    if not words:
        return []
    found = opened(named_like(words, user), user)
    *before, last = words.split()
    if not found and before and len(last) < UNFINISHED:
        return opened(named_like(" ".join(before), user), user)
    return found


def newest(user, before=None, limit=SHOWN):
    """The latest registered clients whom the user may see, and where the next page begins."""
    rows = Client.objects.visible_to(user).for_listing().select_related("area").order_by("-pk")
    rows = list((rows.filter(pk__lt=before) if before else rows)[: limit + 1])
    return [Hit(client) for client in rows[:limit]], rows[limit - 1].pk if len(
        rows
    ) > limit else None


def is_code(query):
    """May this be a code, or the beginning of one?"""
    return bool(re.fullmatch(r"\w+-[\w-]*", query.strip())) and len(query.strip()) > 3


def split(query):
    """(words, figures): what reads like a name, and what like a phone or a document number."""
    parts = query.split()
    figures = " ".join(part for part in parts if digits(part))
    return " ".join(part for part in parts if not digits(part)), figures


def _perhaps_meant(user, words, limit):
    found = look_alikes(Described(names=[words]), user=user, limit=limit)
    return [hit for hit in found if hit.score > 0.1]


def _weigh(client, typed, has_figures, known):
    likeness = _likeness(typed, Described.of(client, [], []), known)
    reasons = []
    if has_figures:
        reasons.append((_("Same phone, document or file number"), True))
    if likeness > 0.6:
        reasons.append((_("Same name") if likeness > 0.99 else _("Name alike"), True))
    return Hit(client, likeness + has_figures, reasons)


def _likeness(typed, registered, known):
    """How well the typed words fit the person's names: 1 when each is there as it stands."""
    parts = [part for form in registered.forms for part in form]
    words = [word for form in typed.forms for word in form]
    if not words or not parts:
        return 0
    return sum(max(_fits(word, part, known) for part in parts) for word in words) / len(words)


def _fits(word, part, known):
    """The beginning of a name counts nearly as the whole: one is still typing."""
    return max(alike(word, part, known), 0.96 * part.text.startswith(word.text))
