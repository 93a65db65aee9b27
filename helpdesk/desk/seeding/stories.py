"""What happens to each client of a batch, in the order in which they came."""

from bisect import bisect
from dataclasses import dataclass
from itertools import accumulate
from random import Random

from .batch import Batch, PeopleOnly
from .expecting import expect
from .matters import Matter
from .network import Network
from .people import DAY, index, register
from .referring import refer
from .touches import ask_and_go, come_again
from .writing import write

SIZE = 200  # clients of one batch
SPAN = 3 * 365 * DAY
CASES = ((0, 1, 2, 3, 5), (40, 43, 12, 4, 1))


@dataclass
class Plan:
    """What every batch must know. Goes to another process as it is."""

    network: Network
    clients: int
    seed: int
    now: float
    starts: dict[str, int]
    people_only: bool = False


def make_batch(plan: Plan, number: int):
    """Make one batch and write it: (number of clients, first entry, digests, counts)."""
    rng = Random(f"{plan.seed} {number}")  # noqa: S311 - no secret, the same people each time
    batch = (PeopleOnly if plan.people_only else Batch)(number, plan.starts, rng)
    size = min(SIZE, plan.clients - number * SIZE)
    tell(batch, plan, number * SIZE, size)
    write(batch)
    counts = {label.split(".")[1] + "s": len(rows) for label, rows in batch.rows.items()}
    return size, batch.first_entry, batch.digests, counts


def tell(batch, plan, first, size):
    """Clients number `first` and on: registration, cases with their referrals, and contacts."""
    rng, network, people = batch.rng, plan.network, []
    weights = list(accumulate(place.share for place in network.places))
    newest: dict[int, object] = {}
    for number in range(first, first + size):
        at = _moment(rng, number / plan.clients, plan.now)
        place = network.places[bisect(weights, rng.random() * weights[-1])]
        relative = newest.get(place.id) if rng.random() < 0.12 else None
        person = newest[place.id] = register(batch, network, place, at, relative)
        people.append(person)
        if not plan.people_only:
            _deal_with(batch, plan, person, relative)
    for person in people:
        index(batch, person)


def _deal_with(batch, plan, person, relative):
    for which in range(batch.rng.choices(*CASES)[0]):
        _case(batch, plan, person, which, relative)
    come_again(batch, person, plan.now)
    ask_and_go(batch, person.place, person.since)


def _moment(rng, share, now):
    """Three years, busier towards now; in office hours."""
    at = now - SPAN * (1 - share ** (1 / 1.4))
    at = at // DAY * DAY + rng.randint(4 * 3600, 11 * 3600)
    return at if at < now - 3600 else at - DAY


def _case(batch, plan, person, which, relative):
    """The first on the day of registration, later ones later; now and then at another centre."""
    rng, place, at = batch.rng, person.place, person.since + 300
    if which:
        at += rng.uniform(0.02, 1) * (plan.now - 3600 - at)
    if rng.random() < 0.03:
        place = rng.choice(plan.network.places)
    matter = Matter(batch, plan.network, person, place, at, plan.now)
    with_them = relative if relative and rng.random() < 0.3 and which == 0 else None
    matter.open(with_them)
    if rng.random() < 0.34:
        refer(matter)
    matter.go_on()
    if matter.row["status"] == "open":
        expect(matter)
