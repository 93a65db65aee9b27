"""What every story needs: the network, the calendar, the timeline, and a voice for its texts."""

from collections import Counter
from dataclasses import dataclass, field
from random import Random
from uuid import UUID

from helpdesk.access.models import User
from helpdesk.cases.models import DeadlineRule

from .matters import PLACES
from .places import Network
from .timeline import Calendar, Timeline
from .trades import EMPLOYERS

SEED = 2026


@dataclass
class World:
    """The country while it is being told."""

    network: Network
    calendar: Calendar
    timeline: Timeline
    used: dict[int, set[int]] = field(default_factory=dict)  # client id → services asked
    told: Counter = field(default_factory=Counter)
    parties: dict[str, int] = field(default_factory=dict)  # name → id, once it is known

    def dice(self, *what) -> Random:
        """Chance of its own for each story: one more story changes no other."""
        return Random(f"{SEED} {what}")  # noqa: S311 - no secret, the same country each time

    def rule(self, country, kind, counts_from) -> DeadlineRule:
        return DeadlineRule.objects.get(country=country, kind=kind, counts_from=counts_from)

    def someone_at(self, code, rng) -> User:
        return rng.choice(self.network.officers[code])


def uid(rng) -> UUID:
    """A submission's id."""
    return UUID(int=rng.getrandbits(128), version=4)


class Voice(dict):
    """The facts of a case that its texts speak of; the same all through it."""

    def __init__(self, rng: Random, home: str, journey):
        country, places, currency = PLACES.get(str(journey.destination), PLACES["QA"])
        employer = rng.choice(
            EMPLOYERS.get(journey.work, ["the company", "the cleaning company", "the contractor"])
        )
        super().__init__(
            home=home,
            country=country,
            place=journey.place or places[0],
            employer=employer,
            employer_cap=employer[0].upper() + employer[1:],
            months=rng.choice([2, 3, 4, 5, 6, 7, 9]),
            amount=f"{currency} {rng.randrange(8, 120) * (25 if currency == 'KWD' else 100):,}",
            fee=f"NPR {rng.randrange(6, 42) * 5000:,}",
            work=journey.work,
            work_low=journey.work.lower(),
        )
        self.rng = rng

    def say(self, text: str) -> str | None:
        """One of the lines, with the facts of this case."""
        line = self.rng.choice(text.replace("\n", "|").split("|"))
        return line.format_map(self) or None

    def say_each(self, text: str, count: int) -> list[str]:
        """Several of the lines, none twice."""
        all_lines = text.replace("\n", "|").split("|")
        return [
            line.format_map(self) for line in self.rng.sample(all_lines, min(count, len(all_lines)))
        ]
