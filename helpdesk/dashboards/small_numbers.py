"""Counts for readers outside the casework circle: page, file, chart and sheet all ask here.

Each count is rounded by itself to a multiple of 5, up or down by chance as census offices do
(random rounding), so that a sum tells nothing sure of its parts: totals need not add up. Below 5,
zero included, it reads "<5". The same question is always rounded in the same way, by a keyed
number: asking again tells no more. Rounding to the nearest would not do: 4 and 4 make "10", and
only 4 and 4 do.
"""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field

from django.conf import settings

from helpdesk.access.models import User
from helpdesk.access.roles import DESK
from helpdesk.access.sight import centre_ids
from helpdesk.vault.keyring import blind

BELOW = 0  # what is published of a count under the limit
Key = Hashable


def in_circle(user: User, centres: Iterable[int]) -> bool:
    """Officers and supervisors of every centre that is counted see true counts; nobody else."""
    counted = set(centres)
    return bool(counted) and counted <= centre_ids(user, *DESK)


def words(shown: int | None) -> str:
    """A published count as it stands on a page: "<5", "35", or "…" where it is withheld."""
    if shown is None:
        return "…"
    return str(shown) if shown else f"<{settings.SMALL_NUMBERS_BELOW}"


def rounded(n: int, about: str) -> int:
    """One count as it may be published. `about` names the question, and decides up or down."""
    if n < settings.SMALL_NUMBERS_BELOW:
        return BELOW
    step = settings.SMALL_NUMBERS_ROUNDED_TO
    over = n % step
    up = over > blind("small number", about) % step
    return max(n - over + step * up, settings.SMALL_NUMBERS_BELOW)


def bounds(shown: int | None) -> tuple[int, float]:
    """What a reader knows of the true count: at least, at most."""
    below, step = settings.SMALL_NUMBERS_BELOW, settings.SMALL_NUMBERS_ROUNDED_TO
    if shown is None:
        return 0, float("inf")
    if shown == BELOW:
        return 0, below - 1
    return max(below, shown - step + 1), shown + step - 1


@dataclass
class Publication:
    """Counts that are published together, and which of them are sums of others.

    `settle()` gives what is shown. Where the chances together would let a reader work out a count
    below the limit, one around it is rounded the other way, or else withheld. What is shown could
    then come of several counts each time: every one of them could have been rounded like that.

    What other sets show too (`elsewhere`: a whole stands beside other splits, or alone) is touched
    last: a second word on the same count would tell more of it than one.
    """

    about: str
    counts: dict[Key, int] = field(default_factory=dict)
    sums: list[tuple[Key, list[Key]]] = field(default_factory=list)
    shown: dict[Key, int | None] = field(default_factory=dict)
    elsewhere: set[Key] = field(default_factory=set)

    def add(self, key: Key, n: int, *, elsewhere: bool = False) -> None:
        self.counts[key] = n
        if elsewhere:
            self.elsewhere.add(key)

    def add_sum(self, whole: Key, parts: Iterable[Key]) -> None:
        """The true count of `whole` is that of its parts together: a reader knows it too."""
        self.sums.append((whole, list(parts)))

    def settle(self) -> dict[Key, int | None]:
        self.shown = {key: rounded(n, f"{self.about}|{key}") for key, n in self.counts.items()}
        turned: set[Key] = set()
        while pinned := self._pinned():
            for key in pinned:
                self._loosen(key, turned)
        return self.shown

    def _pinned(self) -> list[Key]:
        """Counts below the limit that what is shown would give away."""
        low, high = known(self.shown, self.sums)
        return [k for k, v in self.shown.items() if v == BELOW and low[k] == high[k]]

    def _loosen(self, key, turned):
        """Turn the rounding of one more count that a sum ties to this one; else withhold one."""
        for around in self._around(key):
            for one in around:
                if one not in turned and self._turn(one):
                    turned.add(one)
                    return
            for one in around:
                if one != key and self.shown[one] is not None:
                    self.shown[one] = None
                    return
        self.shown[key] = None

    def _around(self, key):
        """The counts of the sums that it stands in: this set's own, and those of other sets too."""
        own, also = [], []
        for whole, parts in self.sums:
            if key == whole or key in parts:
                own += [one for one in (whole, *parts) if one not in self.elsewhere]
                also += [one for one in (*parts, whole) if one in self.elsewhere]
        return own, also

    def _turn(self, key) -> bool:
        """Round it to its other neighbour; there is none for a multiple or below the limit."""
        n, shown, step = self.counts[key], self.shown[key], settings.SMALL_NUMBERS_ROUNDED_TO
        if not shown or n % step == 0:
            return False
        other = n - n % step + (0 if shown > n else step)
        if other < settings.SMALL_NUMBERS_BELOW:
            return False
        self.shown[key] = other
        return True


def known(shown, sums):
    """The bounds that follow from the figures and the sums together, as a reader works them out."""
    low = {key: bounds(value)[0] for key, value in shown.items()}
    high = {key: bounds(value)[1] for key, value in shown.items()}
    moved = True
    while moved:
        moved = False
        for whole, parts in sums:
            moved |= _narrow(whole, parts, low, high)
    return low, high


def _narrow(whole, parts, low, high) -> bool:
    lows, highs = sum(low[p] for p in parts), sum(high[p] for p in parts)
    found = {whole: (lows, highs)}
    for part in parts:
        others = highs - high[part] if highs < float("inf") else _sum_without(part, parts, high)
        found[part] = (low[whole] - others, high[whole] - (lows - low[part]))
    moved = False
    for key, (least, most) in found.items():
        if least > low[key]:
            low[key], moved = least, True
        if most < high[key]:
            high[key], moved = most, True
    return moved


def _sum_without(part, parts, values):
    return sum(values[other] for other in parts if other != part)
