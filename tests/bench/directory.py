"""A directory of a whole nation: partners and services that `seed` sends nobody to, once."""

import random

from django.db import connection

from helpdesk.access.models import Area, Centre, User
from helpdesk.audit.chain import link_entries
from helpdesk.core.clock import today
from helpdesk.notices.actions import quietly
from services import actions
from services.kinds import Kind
from services.models import Service

SERVICES = 5_000
OF_A_PARTNER = 3
NATIONAL = 0.25  # share of partners with an agreement for the whole network; others: one centre


def widen(services: int = SERVICES) -> int:
    """Add partners until there are so many services; returns how many services there are."""
    dice, by = random.Random(11), User.objects.get(email="admin@seed.test")
    root, *centres = Centre.objects.order_by("depth", "pk")
    areas = list(Area.objects.filter(numchild=0).order_by("pk"))
    missing = services - Service.objects.count()
    with quietly():
        for number in range(-(-missing // OF_A_PARTNER) if missing > 0 else 0):
            where = root if dice.random() < NATIONAL else dice.choice(centres)
            _partner(number, where, dice.sample(areas, min(5, len(areas))), dice, by)
    while link_entries():
        pass
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # the planner knows of them: nobody does it by itself here
    return Service.objects.count()


def _partner(number, where, areas, dice, by):
    kinds = dice.sample(Kind.values, OF_A_PARTNER)
    partner = actions.make_partner(
        by=by, name=f"Listed partner {number}", country=str(where.country), time_zone="UTC"
    )
    for kind in kinds:
        limits = dice.choice([{}, {"sexes": ["female"]}, {"stages": ["return"]}, {"age_from": 18}])
        served = dice.choice([[], areas[:2], areas])
        name = f"{kind.title()} help {number}"
        actions.make_service(partner, by=by, kind=kind, name=name, areas=served, **limits)
    agreement = actions.make_agreement(
        partner, where, by=by, kinds=kinds, starts_on=today(), ends_on=None
    )
    actions.sign(agreement, by=by)
