"""The centres, people, partners and services that seeded clients meet: made by the actions."""

from dataclasses import dataclass, field
from datetime import timedelta

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Permission
from django.db import transaction

from helpdesk.access import actions as access
from helpdesk.access.models import Area, Centre, User
from helpdesk.audit.trail import forget_recorded
from helpdesk.core.clock import today
from helpdesk.core.refusal import Refused
from helpdesk.desk.demo.areas import make_areas
from services import actions as services

ZONES = {
    "NP": "Asia/Kathmandu",
    "QA": "Asia/Qatar",
    "PH": "Asia/Manila",
    "SN": "Africa/Dakar",
    "EC": "America/Guayaquil",
}
COUNTRIES = ["NP"] * 6 + ["PH", "SN", "QA", "EC"]  # of every ten centres
REGIONS = {
    "PH": "Philippines; Metro Manila; Cebu; Iloilo; Pangasinan; Cavite; Davao del Sur; Batangas",
    "SN": "Senegal; Dakar; Thiès; Saint-Louis; Kaolack; Ziguinchor; Tambacounda; Louga",
    "EC": "Ecuador; Guayas; Pichincha; Manabí; Azuay; Cañar; Loja; Los Ríos",
}
OFFERS = ["legal labour", "psychosocial shelter", "labour welfare documents", "finance business"]
OFFERS += ["health", "training jobs", "legal welfare", "psychosocial health", "repatriation"]


@dataclass
class Place:
    """A centre and who works there; the first officer has the most to do."""

    id: int
    code: str
    country: str
    officers: list[int] = field(default_factory=list)
    supervisor: int = 0
    share: float = 1.0  # of all clients, beside the others'


@dataclass
class Offer:
    """A service, its partner and the partner's workers."""

    service: int
    partner: int
    kind: str
    workers: list[int]


@dataclass
class Network:
    """All of it as plain numbers, so that it can be handed to another process."""

    places: list[Place] = field(default_factory=list)
    offers: list[Offer] = field(default_factory=list)
    areas: dict[str, list[int]] = field(default_factory=dict)
    sharing: int = 0  # the permission by which a restricted case is shared
    by: int = 0


@transaction.atomic
def open_network(clients: int, centres: int) -> Network:
    """`centres` of them below one root, people in proportion, and the partners they refer to."""
    admin, root = _root()
    areas = _areas()
    network = Network(by=admin.pk, areas={c: [a.pk for a in rows] for c, rows in areas.items()})
    view_case = {"codename": "view_case", "content_type__app_label": "cases"}
    network.sharing = Permission.objects.get(**view_case).pk
    password = make_password(settings.DEMO_PASSWORD)  # Argon2 once, not once per person
    begun = Centre.objects.count()
    for number in range(centres):
        network.places.append(_place(root, admin, number, begun, areas))
    _staff(network, clients, admin)
    if not root.supervisors.user_set.exists():
        _hire(admin, f"supervisor.{root.code}", root.supervisors)
    for number in range(min(60, 6 + centres // 4)):
        network.offers += _partner(root, admin, number)
    seeded = User.objects.filter(email__endswith="@seed.test", password__startswith="!")  # noqa: S106
    seeded.update(password=password)
    forget_recorded()
    return network


def _root():
    """The root centre and an administrator of it; both are made where there is none."""
    if root := Centre.objects.filter(depth=1).first():
        if admin := root.administrators.user_set.filter(is_active=True).first():
            return admin, root
        raise Refused("Nobody administers the first centre, so no other can be opened below it.")
    setup = User.objects.system("setup")
    facts = {"code": "SEED", "name": "Seeded network", "kind": "national", "country": "NP"}
    root = access.open_centre(by=setup, time_zone=ZONES["NP"], **facts)
    setup.groups.add(root.administrators)
    access.forget()
    admin = access.invite(
        by=setup, email="admin@seed.test", name="Seed administrator", teams=[root.administrators]
    )
    setup.groups.remove(root.administrators)
    access.forget()
    return admin, root


def _areas() -> dict[str, list[Area]]:
    known = make_areas()
    for country, text in REGIONS.items():
        first, *regions = text.split("; ")
        if Area.objects.filter(code=country).exists():
            continue
        top = Area.objects.add_root(instance=Area(code=country, name=first, country=country))
        for number, name in enumerate(regions, 1):
            area = Area(code=f"{country}-{number:02}", name=name, country=country)
            Area.objects.add_child(top, instance=area)
    found: dict[str, list[Area]] = {}
    for area in Area.objects.filter(numchild=0):
        found.setdefault(str(area.country), []).append(area)
    return found if known else {}


def _place(root, admin, number, begun, areas):
    country = COUNTRIES[number % len(COUNTRIES)]
    area = areas[country][number % len(areas[country])]
    centre = access.open_centre(
        by=admin,
        parent=root,
        code=f"S{begun + number:03}",
        name=f"{area.name} centre {begun + number}",
        kind=Centre.Kind.DISTRICT,
        country=country,
        time_zone=ZONES[country],
        area=area,
    )
    share = 1 / (number + 2) ** 0.9  # big and small ones
    return Place(centre.pk, centre.code, country, share=share)


def _staff(network, clients, admin):
    """One officer for 700 clients or less, and a supervisor, at each centre; one above them all."""
    whole = sum(place.share for place in network.places)
    for place in network.places:
        centre = Centre.objects.get(pk=place.id)
        officers = 2 + min(28, int(clients * place.share / whole / 700))
        for number in range(officers):
            person = _hire(admin, f"officer{number + 1}.{place.code}", centre.officers)
            place.officers.append(person.pk)
        place.supervisor = _hire(admin, f"supervisor.{place.code}", centre.supervisors).pk


def _hire(admin, login, team):
    email = f"{login}@seed.test".lower()
    return access.invite(by=admin, email=email, name=login.replace(".", " ").title(), teams=[team])


def _partner(root, admin, number):
    """A partner with two workers, its services and an agreement with the whole network."""
    tag = f"{root.pk}-{root.numchild}-{number + 1}"
    partner = services.make_partner(
        by=admin, name=f"Partner {tag}", country="NP", time_zone=ZONES["NP"]
    )
    teams = (partner.staff, partner.leads)
    workers = [_hire(admin, f"worker{i}.{tag}", team).pk for i, team in enumerate(teams, 1)]
    kinds = OFFERS[number % len(OFFERS)].split()
    offers = []
    for kind in kinds:
        name = f"{kind.title()} desk of partner {tag}"
        service = services.make_service(partner, by=admin, kind=kind, name=name)
        offers.append(Offer(service.pk, partner.pk, kind, workers))
    begun = today() - timedelta(days=4 * 365)
    agreement = services.make_agreement(
        partner, root, by=admin, kinds=kinds, starts_on=begun, ends_on=None
    )
    services.sign(agreement, by=admin)
    return offers
