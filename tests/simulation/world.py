"""Four centres in three weeks of work, twenty partners in six calendars, and their people."""

from dataclasses import dataclass, field
from datetime import timedelta
from itertools import chain

from helpdesk.access import actions as access
from helpdesk.access.models import Centre, User
from helpdesk.core.clock import today
from services.models import Partner, Service
from tests import make

CENTRES = [  # name, code, country, zone, supervisors
    ("Kathmandu centre", "KTM", "NP", "Asia/Kathmandu", 2),
    ("Pokhara desk", "PKR", "NP", "Asia/Kathmandu", 0),  # overseen from Kathmandu
    ("Doha desk", "DOH", "QA", "Asia/Qatar", 1),
    ("Manila centre", "MNL", "PH", "Asia/Manila", 1),
]
COUNTRIES = ["NP", "QA", "PH", "NP", "IT", "EC"]
ZONES = {
    "NP": "Asia/Kathmandu",
    "QA": "Asia/Qatar",
    "PH": "Asia/Manila",
    "IT": "Europe/Rome",
    "EC": "America/Guayaquil",
}
OFFICERS = 3


@dataclass
class World:
    """Who is there. `left` are officers who went away for good, and when; `lost` partners."""

    admin: User
    centres: list[Centre]
    officers: dict[int, list[User]]  # of a centre
    supervisors: dict[int, list[User]]  # who are told of it, from the centre up
    partners: list[Partner]
    staff: dict[int, list[User]]
    services: list[Service]
    agreements: dict[int, object]
    mute: set[int]
    left: dict[int, object] = field(default_factory=dict)
    lost: dict[int, object] = field(default_factory=dict)

    @property
    def desk(self):
        everyone = chain(*self.officers.values(), *self.supervisors.values())
        return list({person.pk: person for person in everyone}.values())


def make_world(rng, partners=20):
    """All of them under the first centre, whose agreements cover the others too."""
    centres = []
    for name, code, country, zone, _supervisors in CENTRES:
        centres.append(make.make_centre(name, code, country=country, time_zone=zone))
    root = centres[0]
    officers, supervisors = {}, {}
    for centre, (_name, code, *_facts, count) in zip(centres, CENTRES, strict=True):
        officers[centre.pk] = [
            make.make_user(f"Officer {code} {n}", teams=[centre.officers]) for n in range(OFFICERS)
        ]
        own = [
            make.make_user(f"Supervisor {code} {n}", teams=[centre.supervisors])
            for n in range(count)
        ]
        supervisors[centre.pk] = own or supervisors[root.pk]
    world = World(
        admin=root.administrators.user_set.first() or make.make_user(teams=[root.administrators]),
        centres=centres, officers=officers, supervisors=supervisors, partners=[], staff={},
        services=[], agreements={}, mute=set(),
    )  # fmt: skip
    for n in range(partners):
        _add_partner(world, n, root)
    for person in rng.sample(sorted(world.desk, key=lambda p: p.pk), 4):  # once a day is enough
        access.set_mail(person, mail="daily", mail_hour=8, by=person)
    return world


def _add_partner(world, n, root):
    country = COUNTRIES[n % len(COUNTRIES)]
    # half of them never said where their clock stands: it is their country's
    said = {"time_zone": ZONES[country]} if n % 2 else {}
    partner = make.make_partner(f"Partner {n:02}", country=country, **said)
    world.partners.append(partner)
    world.staff[partner.pk] = [
        make.make_user(f"Worker {n:02}-{m}", teams=[partner.staff]) for m in range(1 + n % 2)
    ]
    world.services.append(make.make_service(partner, name=f"Wage claims {n:02}"))
    world.agreements[partner.pk] = make.make_agreement(
        partner, root, ends_on=today() + timedelta(days=400)
    )
    if n % 4 == 1:
        world.mute.add(partner.pk)
