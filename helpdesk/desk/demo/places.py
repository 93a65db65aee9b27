"""Eight centres in two countries, and the people who work there."""

from dataclasses import dataclass, field

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction

from helpdesk.access import actions as access
from helpdesk.access.models import Area, Centre, User
from helpdesk.audit.trail import record
from helpdesk.core.per_request import forget

# code, name, kind, country, area, the centre above
CENTRES = [
    ("KTM", "Kathmandu centre", "national", "NP", "Kathmandu", ""),
    ("BAG", "Bagmati provincial centre", "regional", "NP", "Bagmati Province", "KTM"),
    ("GAN", "Gandaki provincial centre", "regional", "NP", "Gandaki Province", "KTM"),
    ("SIN", "Sindhupalchok district desk", "district", "NP", "Sindhupalchok", "BAG"),
    ("KAS", "Kaski district desk", "district", "NP", "Kaski", "GAN"),
    ("TIA", "Tribhuvan airport desk", "desk", "NP", "Kathmandu", "KTM"),
    ("DOH", "Doha centre", "regional", "QA", "Doha", "KTM"),
    ("RAY", "Al Rayyan mobile desk", "desk", "QA", "Al Rayyan", "DOH"),
]
# code → phone and address, as they stand on slips and cards; the numbers are nobody's
REACHED = {
    "KTM": ("01-555 0100", "Old Baneshwor, beside the ward office, Kathmandu"),
    "BAG": ("057-555 0101", "Main road, above the bank, Hetauda"),
    "GAN": ("061-555 0102", "Mahendra Pool, second floor, Pokhara"),
    "SIN": ("011-555 0103", "District office, room 4, Chautara"),
    "KAS": ("061-555 0104", "District office, ground floor, Pokhara"),
    "TIA": ("01-555 0105", "Arrivals hall, beside the exit"),
    "DOH": ("+974 5550 0106", "Old Airport Road, Doha"),
    "RAY": ("+974 5550 0107", "The white van; call and we say where it stands today"),
}
ZONES = {"NP": "Asia/Kathmandu", "QA": "Asia/Qatar"}

# log-in, name, teams as centre.team
STAFF = [
    ("officer", "Sarita Gurung", "KTM.officers"),
    ("dipesh", "Dipesh Rai", "KTM.officers"),
    ("anita", "Anita Chaudhary", "KTM.officers"),
    ("kiran", "Kiran Shrestha", "KTM.officers"),
    ("manoj", "Manoj Lamichhane", "BAG.officers"),
    ("rekha", "Rekha Moktan", "BAG.officers SIN.officers"),
    ("dolma", "Dolma Hyolmo", "SIN.officers"),
    ("pasang", "Pasang Lama", "GAN.officers KAS.officers"),
    ("srijana", "Srijana Poudel", "KAS.officers GAN.officers"),
    ("bikash", "Bikash Thapa", "TIA.officers"),
    ("farida", "Farida Ansari", "DOH.officers RAY.officers"),
    ("surendra", "Surendra Mahato", "RAY.officers DOH.officers"),
    ("supervisor", "Bimala Adhikari", "KTM.supervisors"),
    ("hari", "Hari Bastola", "GAN.supervisors"),
    ("nasreen", "Nasreen Siddiqui", "DOH.supervisors"),
    ("dpo", "Nirmala Joshi", "KTM.protectors"),
]


@dataclass
class Network:
    """Who and what is there: centres by code, people by log-in, and who serves where."""

    areas: dict[str, Area]
    setup: User
    admin: User
    password: str
    centres: dict[str, Centre] = field(default_factory=dict)
    people: dict[str, User] = field(default_factory=dict)
    officers: dict[str, list[User]] = field(default_factory=dict)
    supervisors: dict[str, User] = field(default_factory=dict)
    services: dict = field(default_factory=dict)  # kind → the services of partners.py
    workers: dict = field(default_factory=dict)  # partner id → people


@transaction.atomic
def open_network(areas) -> Network:
    """The national centre with its administrator, by the system's own user; the rest by her."""
    setup = User.objects.system("setup")
    password = make_password(settings.DEMO_PASSWORD)  # Argon2 once, not once per person
    root = _open(areas, setup, None, CENTRES[0])
    admin = User(email="admin@demo.test", name="Anil Karki", password=password)
    admin.save()
    record("invited", admin, by=setup)
    admin.groups.add(root.administrators)
    record("joined", admin, by=setup, team=root.administrators.name)
    forget()
    network = Network(areas, setup, admin, password, centres={"KTM": root})
    for row in CENTRES[1:]:
        network.centres[row[0]] = _open(areas, admin, network.centres[row[5]], row)
    for login, name, teams in STAFF:
        _hire(network, login, name, teams)
    _know_supervisors(network)
    return network


def _open(areas, by, parent, row):
    code, name, kind, country, area, _ = row
    phone, address = REACHED[code]
    return access.open_centre(
        by=by,
        parent=parent,
        code=code,
        name=name,
        kind=kind,
        country=country,
        time_zone=ZONES[country],
        area=areas[area],
        phone=phone,
        address=address,
    )


def _hire(network, login, name, teams):
    places = [team.split(".") for team in teams.split()]
    groups = [getattr(network.centres[code], kind) for code, kind in places]
    person = invite(network, login, name, groups)
    for code, kind in places:
        if kind == "officers":
            network.officers.setdefault(code, []).append(person)
        elif kind == "supervisors":
            network.supervisors[code] = person


def _know_supervisors(network):
    for code, centre in network.centres.items():
        nearest = [
            c
            for c, above in network.centres.items()
            if c in network.supervisors and centre.path.startswith(above.path)
        ]
        network.supervisors.setdefault(code, network.supervisors[nearest[-1]])


def invite(network, login, name, groups) -> User:
    """An account by invitation, with the password of the demo already set."""
    person = access.invite(by=network.admin, email=f"{login}@demo.test", name=name, teams=groups)
    User.objects.filter(pk=person.pk).update(password=network.password)
    network.people[login] = person
    return person
