"""A seeded network: any number of invented clients, for measuring. Not told act by act: in bulk.

What it writes is as real as what the actions write: sealed, indexed, with history and entries.
"""

from collections import Counter
from collections.abc import Callable

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from helpdesk.access.models import Centre, User
from helpdesk.audit import chain
from helpdesk.audit.models import Entry, Link
from helpdesk.audit.trail import forget_recorded, record
from helpdesk.clients.models import Client
from helpdesk.core import clock, per_request
from helpdesk.core.refusal import Refused
from helpdesk.core.side_by_side import side_by_side
from helpdesk.notices.actions import quietly

SEEDED = "seeded"


def is_seeded() -> bool:
    """Whether what is here was made by seeding."""
    return Entry.objects.filter(verb=SEEDED, where="seed").exists()


def seed(
    clients: int,
    centres: int | None = None,
    *,
    anyway: bool = False,
    random_seed: int = 1,
    processes: int = 1,
    people_only: bool = False,
    progress: Callable[[str], None] = lambda line: None,
) -> Counter:
    """So many clients with their cases and referrals at new centres; returns how many of each.

    Refuses where people work for real, unless `anyway`. What is killed half-way leaves whole
    batches. Same `random_seed`, same people, but for keys and nonces. `people_only`: clients
    to be found, without cases, journeys, history or entries (which `verify_audit` will say).
    """
    if not (anyway or is_seeded()) and (Client.objects.exists() or Centre.objects.exists()):
        raise Refused(_("There is real work in this database. Seed a database of its own."))
    token = per_request.begin(where="seed")
    options = {"people_only": people_only, "progress": progress}
    try:
        with quietly():
            return _seed(clients, centres or _some(clients), random_seed, processes, **options)
    finally:
        per_request.end(token)


def _some(clients):
    return max(4, min(200, clients // 2500))


def _seed(clients, centres, random_seed, processes, *, people_only, progress):
    from .batch import PEOPLE
    from .network import open_network
    from .stories import SIZE, Plan
    from .writing import indexes_built_afterwards

    with transaction.atomic():
        network = open_network(clients, centres)
        _mark(network, clients)
    while chain.link_entries():
        pass
    progress(f"{len(network.places)} centres and {len(network.offers)} services are there.")
    now = clock.now().timestamp()
    plan = Plan(network, clients, random_seed, now, _starts(clients), people_only)
    told = Counter(centres=len(network.places))
    work = "helpdesk.desk.seeding.stories.make_batch"
    with indexes_built_afterwards(PEOPLE if people_only else (), progress):
        batches = side_by_side(work, plan, range(-(-clients // SIZE)), processes)
        _chain(batches, told, progress, clients)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    return told


def _mark(network, clients):
    """The entry by which a seeded database is known."""
    root = Centre.objects.filter(depth=1).first()
    record(SEEDED, root, by=User.objects.get(pk=network.by), planned=clients)
    forget_recorded()


def _starts(clients):
    """The first id for each table; from there on the ids of this run are nobody else's."""
    from .batch import STRIDE, tables
    from .stories import SIZE
    from .writing import reserve

    batches = -(-clients // SIZE)
    return {table.label: reserve(table, batches * STRIDE) for table in tables()}


def _chain(batches, told, progress, clients):
    """Give each entry its link, batch by batch, as the sequencer would."""
    from .writing import write_links

    last = Link.objects.order_by("-position").first()
    position, hash_, done = last.position, last.hash, 0
    for size, entry, digests, counts in batches:
        rows = []
        for digest in digests:
            position += 1
            hash_ = chain.next_hash(hash_, position, digest)
            rows.append((position, entry, hash_))
            entry += 1
        write_links(rows)
        told.update(counts, entries=len(rows))
        before, done = done, done + size
        if done * 20 // clients != before * 20 // clients:
            progress(f"  {done:,} clients")
