"""Who may be the same person: candidates by exact keys, then compared fact by fact."""

import re
from collections import Counter
from dataclasses import dataclass, field

from django.db.models import Prefetch
from django.utils.translation import gettext as _
from rapidfuzz import fuzz

from .matching import client_keys, fold, phone_digits, skeleton
from .models import Client, Document, MatchKey, Phone

CAP = 40  # opened and compared: those who share most
ALIKE = 82  # of 100, by the best order of the names' tokens


@dataclass
class Described:
    """What is known of someone who may be registered already."""

    names: list[str]
    birth: dict | None = None
    sex: str = ""
    phones: list[str] = field(default_factory=list)
    documents: list[str] = field(default_factory=list)
    address: str = ""
    area_id: int | None = None
    file_number: str = ""
    country: str = ""

    @classmethod
    def of(cls, client) -> "Described":
        """A registered client; her phones and documents are fetched with their keys."""
        local = (client.local_name or {}).get("text", "")
        return cls(
            names=[name for name in (client.name, local) if name],
            birth=client.birth or None,
            sex=client.sex,
            phones=[phone.number for phone in client.phones.all()],
            documents=[d.number for d in client.documents.all() if d.number],
            address=client.address or "",
            area_id=client.area_id,
        )


@dataclass
class Hit:
    """Someone who may be the same person, and why."""

    client: Client
    score: float
    reasons: list[tuple[str, bool]]
    strength: str


def look_alikes(described, *, user=None, limit=8, exclude=()) -> list[Hit]:
    """Who may be the same person, best first; `user=None` looks in every centre."""
    keys = MatchKey.objects.all() if user is None else MatchKey.objects.visible_to(user)
    found = keys.filter(key__in=_keys(described)).exclude(client__in=exclude)
    shared = Counter(found.values_list("client", flat=True))
    facts = [
        Prefetch("phones", Phone.objects.for_listing()),
        Prefetch("documents", Document.objects.for_listing()),
    ]
    clients = Client.objects.for_listing().prefetch_related(*facts)
    clients = clients.filter(pk__in=[pk for pk, _n in shared.most_common(CAP)])
    hits = [Hit(client, *compare(described, Described.of(client))) for client in clients]
    hits = [hit for hit in hits if hit.strength != "weak" or hit.score > 0.5]
    return sorted(hits, key=lambda hit: (-hit.score, hit.client.pk))[:limit]


def _keys(described):
    names, birth = [*described.names, "", ""], described.birth or {}
    unsaved = Client(
        name=names[0], local_name={"text": names[1]}, birth=birth, birth_year=birth.get("year")
    )
    phones = [Phone(number=phone_digits(n, described.country)) for n in described.phones]
    return client_keys(unsaved, phones, [Document(number=n) for n in described.documents])


def compare(a, b):
    """(score 0–1, reasons, strength): strong needs a second fact besides the name."""
    reasons = []
    likeness = _likeness(a.names, b.names)
    if likeness >= ALIKE:
        reasons.append((_("Same name") if likeness == 100 else _("Name alike"), True))
    facts = [
        (_("Same phone"), _shared(map(_last_digits, a.phones), map(_last_digits, b.phones))),
        (_("Same document number"), _shared(map(_plain, a.documents), map(_plain, b.documents))),
        (_("Same date of birth"), _same_day(a.birth, b.birth)),
    ]
    second = [(words, True) for words, holds in facts if holds]
    against = _against(a, b)
    score = likeness / 100 * 0.5 + 0.25 * min(2, len(second)) - 0.2 * len(against)
    strong = likeness >= ALIKE and second and not against
    strength = "strong" if strong else "possible" if likeness >= ALIKE or second else "weak"
    return max(0.0, min(1.0, score)), reasons + second + against, strength


def _against(a, b):
    said = []
    if {a.sex, b.sex} == {"female", "male"}:
        said.append((_("Different sex"), False))
    years = [(one.birth or {}).get("year") for one in (a, b)]
    if all(years) and abs(years[0] - years[1]) > 3:
        said.append((_("Different year of birth"), False))
    return said


def _likeness(these, those):
    pairs = [(fold(a), fold(b)) for a in these for b in those]
    pairs += [([skeleton(t) for t in a], [skeleton(t) for t in b]) for a, b in pairs]
    return max((fuzz.token_sort_ratio(" ".join(a), " ".join(b)) for a, b in pairs), default=0)


def _same_day(a, b):
    days = [(birth or {}).get("date", "") for birth in (a, b)]
    return len(days[0]) == 10 and days[0] == days[1]


def _shared(these, those):
    return bool(set(filter(None, these)) & set(filter(None, those)))


def _last_digits(number):
    return re.sub(r"\D", "", number)[-7:]


def _plain(number):
    return re.sub(r"[^A-Z0-9]", "", number.upper())
