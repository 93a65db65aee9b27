"""Finding anything from anywhere: people by name, phone or document, the rest by code or name."""

import re
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from django.db.models import Q
from django.utils.translation import gettext as _

from helpdesk.cases.models import Case
from helpdesk.clients.matching import fold, search_keys, skeleton
from helpdesk.clients.models import Client, MatchKey
from referrals.models import Referral
from services.models import Service

from .looking import kept_instead

CAP = 200  # opened and compared; the rest is said to be too many
SHOWN = 25


@dataclass
class Hit:
    """A client who may be meant, and why."""

    client: Client
    score: float = 0
    reasons: list[tuple[str, bool]] = field(
        default_factory=list
    )  # what speaks for it (True) or against


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
    """The one client, case or referral whose code was typed, if the user may see it."""
    code = query.strip().upper()
    if not re.fullmatch(r"[A-Z0-9]+(-[A-Z0-9]+)+", code):
        return None
    for model in (Client, Case, Referral):
        if found := model.objects.visible_to(user).filter(code=code).first():
            return found
    return kept_instead(user, code)


def everything(user, query):
    """All groups at once, for the header's search."""
    found = clients(user, query)
    code = query.strip().upper()
    cases = Case.objects.visible_to(user).for_listing()
    of_people = cases.filter(people__client__in=[hit.client.pk for hit in found]).order_by(
        "-opened_at"
    )
    by_code = (
        cases.filter(code__startswith=code).order_by("code")
        if len(code) > 3
        else Case.objects.none()
    )
    referrals = Referral.objects.visible_to(user).for_listing().filter(code__startswith=code)
    services = (
        Service.objects.visible_to(user)
        .active()
        .for_listing()
        .filter(name__icontains=query.strip())
    )
    return Results(
        clients=found,
        cases=list({case.pk: case for case in [*by_code[:SHOWN], *of_people[:SHOWN]]}.values()),
        referrals=list(referrals[:SHOWN]) if len(code) > 3 else [],
        services=list(services[:SHOWN]) if query.strip() else [],
    )


def clients(user, query, *, birth_year=None, limit=SHOWN):
    """The clients whom the user may see and who fit what was typed, best first: `Hit`s.

    Words are looked for among names in any script, figures among phones and documents.
    """
    words, figures = _split(query)
    by_name = _ids(user, search_keys(words)) if words else set()
    by_figures = _ids(user, search_keys(figures)) if figures else set()
    named = Q(pk__in=by_name | by_figures) | Q(code=query.strip().upper())
    rows = Client.objects.visible_to(user).for_listing().select_related("area").filter(named)
    hits = [_weigh(client, words, client.pk in by_figures, birth_year) for client in rows]
    return sorted(hits, key=lambda hit: (-hit.score, -hit.client.pk))[:limit]


def newest(user, before=None, limit=SHOWN):
    """The latest registered clients whom the user may see, and where the next page begins."""
    rows = Client.objects.visible_to(user).for_listing().select_related("area").order_by("-pk")
    rows = list((rows.filter(pk__lt=before) if before else rows)[: limit + 1])
    return [Hit(client) for client in rows[:limit]], rows[limit - 1].pk if len(
        rows
    ) > limit else None


def _split(query):
    """(words, figures): what reads like a name, and what like a phone or a document number."""
    parts = query.split()
    figures = " ".join(part for part in parts if any(letter.isdigit() for letter in part))
    return " ".join(part for part in parts if not any(letter.isdigit() for letter in part)), figures


def _ids(user, words):
    """Ids of the clients who have a key for every word, in one query."""
    if not words or not all(words):
        return set()
    keys = MatchKey.objects.visible_to(user)
    found = keys.filter(key__in=words[0])
    for word in words[1:]:
        found = found.filter(client__in=keys.filter(key__in=word).values("client"))
    return set(found.values_list("client", flat=True).distinct()[:CAP])


def _weigh(client, words, has_figures, birth_year):
    likeness = _likeness(fold(words), client)
    reasons = []
    if has_figures:
        reasons.append((_("Same phone or document number"), True))
    if likeness > 0.6:
        reasons.append((_("Same name") if likeness == 1 else _("Name alike"), True))
    if birth_year and client.birth_year:
        same = birth_year == client.birth_year
        said = _("Same year of birth") if same else _("Different year of birth: %(year)s")
        reasons.append((said if same else said % {"year": client.birth_year}, same))
    return Hit(client, likeness + has_figures, reasons)


def _likeness(tokens, client):
    """How well the typed words fit the person's names: 1 when each is there as it stands."""
    names = fold(f"{client.name} {(client.local_name or {}).get('text', '')}")
    if not tokens or not names:
        return 0
    return sum(max(_alike(token, name) for name in names) for token in tokens) / len(tokens)


def _alike(token, name):
    if token == name:
        return 1
    if name.startswith(token) or skeleton(token) == skeleton(name):
        return 0.9
    return SequenceMatcher(None, token, name).ratio() * 0.9
