"""Who may be the same person: candidates by match keys, opened and compared (DESIGN.md §7)."""

import re
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from django.utils.translation import gettext as _

from helpdesk.vault.keyring import blind

from .matching import fold, name_keys, phone_digits, skeleton
from .models import Client, MatchKey

CAP = 200


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
    def of(cls, client, phones=None, documents=None) -> "Described":
        """A client as she is registered; phones and documents are fetched with their keys."""
        phones = client.phones.for_listing() if phones is None else phones
        documents = client.documents.for_listing() if documents is None else documents
        return cls(
            names=[n for n in (client.name, (client.local_name or {}).get("text")) if n],
            birth=client.birth,
            sex=client.sex,
            phones=[phone.number for phone in phones],
            documents=[d.number for d in documents if d.number],
            address=client.address or "",
            area_id=client.area_id,
        )

    def keys(self) -> set[int]:
        """The blind keys under which she would be found."""
        year = (self.birth or {}).get("year")
        found = set().union(*(name_keys(name, year) for name in self.names))
        found = {key for key in found if key[0] in ("pair", "year", "token", "skeleton")}
        found |= {("phone", digits(number)[-7:]) for number in self.phones}
        found |= {("document", plain(number)) for number in self.documents}
        return {blind(kind, value) for kind, value in found}


@dataclass
class Hit:
    """Someone who may be the same person, and why."""

    client: Client
    score: float = 0
    reasons: list[tuple[str, bool]] = field(default_factory=list)
    strength: str = "weak"


def look_alikes(described, *, user=None, limit=8, exclude=()) -> list[Hit]:
    """Clients who may be meant, best first, within what the user sees; everywhere without one."""
    keys = MatchKey.objects.visible_to(user) if user else MatchKey.objects.all()
    ids = set(
        keys.filter(key__in=described.keys())
        .exclude(client__in=exclude)
        .values_list("client", flat=True)[: CAP * 20]
    )
    rows = Client.objects.for_listing().select_related("area").filter(pk__in=ids)
    hits = [Hit(c, *compare(described, Described.of(c))) for c in rows[:CAP]]
    hits = [hit for hit in hits if hit.score >= 0.5]
    return sorted(hits, key=lambda hit: (-hit.score, -hit.client.pk))[:limit]


def compare(a: Described, b: Described):
    """(score, reasons, strength) of two descriptions."""
    name = max((_alike(x, y) for x in a.names for y in b.names), default=0)
    reasons = []
    if name > 0.75:
        reasons.append((_("Same name") if name == 1 else _("Name alike"), True))
    second = 0
    country = a.country or b.country
    if {phone_digits(n, country)[-9:] for n in a.phones} & {
        phone_digits(n, country)[-9:] for n in b.phones
    }:
        second += 1
        reasons.append((_("Same phone"), True))
    if {plain(n) for n in a.documents} & {plain(n) for n in b.documents}:
        second += 1
        reasons.append((_("Same document number"), True))
    born, there = (a.birth or {}).get("date", ""), (b.birth or {}).get("date", "")
    if born and born == there and len(born) == 10:
        second += 1
        reasons.append((_("Same date of birth"), True))
    score = min(1.0, 0.7 * name + 0.3 * min(second, 2))
    if a.sex and b.sex and "not_said" not in (a.sex, b.sex) and a.sex != b.sex:
        score *= 0.6
        reasons.append((_("Not the same sex"), False))
        second = 0
    strength = "strong" if second and name > 0.75 else "possible" if name > 0.85 else "weak"
    return score, reasons, strength


def digits(number: str) -> str:
    return re.sub(r"\D", "", number)


def plain(number: str) -> str:
    return re.sub(r"[^A-Z0-9]", "", number.upper())


def _alike(one: str, other: str) -> float:
    left, right = fold(one), fold(other)
    if not left or not right:
        return 0
    return sum(max(_token(token, name) for name in right) for token in left) / len(left)


def _token(token: str, name: str) -> float:
    if token == name:
        return 1
    if skeleton(token) == skeleton(name):
        return 0.95
    return SequenceMatcher(None, token, name).ratio() * 0.9
