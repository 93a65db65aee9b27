"""What is known of names in general: which are spellings of one another, which are common."""

from collections.abc import Callable
from dataclasses import dataclass, field

from helpdesk.core.per_request import once

from .names import Token, fold

# Common knowledge to begin with; administrators add to it and take away.
TO_BEGIN_WITH = [
    "Diallo, Jallow, Jalloh, Dialo",
    "Diop, Jobe, Joof, Diouf",
    "Ndiaye, Njie",
    "Ba, Bah",
    "Sow, So",
    "Cissé, Ceesay, Sissay",
    "Touré, Touray, Turay",
    "Camara, Kamara",
    "Fatou, Fatoumata, Fatima, Fatimata",
    "Mamadou, Mamoudou",
    "Mohamed, Mouhamed, Mouhamadou, Muhammad, Mahomed",
    "Abdou, Abdoulaye, Abdullah",
    "Aboubacar, Boubacar, Abubakar, Bakr",
    "Aïssatou, Aisha, Astou, Aissata",
    "Maria, Ma",
    "Chhetri, Kshetri, Chettri, क्षेत्री",
    "Thakur, Thakuri",
    "Bishwakarma, BK",
    "Khadka, Khatka",
    "Hussain, Hossain, Hosen, Hussein",
    "Chowdhury, Choudhary, Chaudhary, Chaudhari",
]
USUAL_SHARE = 0.01  # of people who bear a name, where nothing is known of it
COMMON_SHARE = 0.05


@dataclass(frozen=True)
class Lore:
    """Groups of spellings (token → numbers of its groups), and how common a name is."""

    groups: dict[str, frozenset[int]] = field(default_factory=dict)
    share: Callable[[Token], float] = lambda token: USUAL_SHARE
    compared: dict[tuple, float] = field(default_factory=dict, compare=False, repr=False)

    def same(self, one: str, other: str) -> bool:
        """Are these two spellings of one name?"""
        return not self.groups.get(one, frozenset()).isdisjoint(self.groups.get(other, ()))

    def others(self, token: str) -> set[str]:
        """The other spellings of a name."""
        numbers = self.groups.get(token)
        if not numbers:
            return set()
        return {name for name, of in self.groups.items() if of & numbers} - {token}


def grouped(lines) -> dict[str, frozenset[int]]:
    """Lines of spellings ("Diallo, Jallow") as token → numbers of the lines that hold it."""
    groups: dict[str, frozenset[int]] = {}
    for number, line in enumerate(lines):
        for name in line.split(","):
            for token in fold(name)[:1]:
                groups[token] = groups.get(token, frozenset()) | {number}
    return groups


COMMON_KNOWLEDGE = Lore(grouped(TO_BEGIN_WITH))


def lore() -> Lore:
    """What this desk's administrators say of spellings; asked once per request."""
    from .models import NameAlias

    return once(
        "spellings",
        lambda: Lore(grouped(NameAlias.objects.order_by("pk").values_list("spellings", flat=True))),
    )
