"""What a partner offers, whether it has room, and whether all that is said of it is still right."""

from django.db import transaction

from helpdesk.audit.trail import record
from helpdesk.core.clock import now, today
from helpdesk.core.submissions import lock

from ..models import Service, ServiceArea
from .writing import change, demand_free_kind, demand_partner_or_administrator, once, touch


@once(Service)
@transaction.atomic
def make_service(partner, *, by, areas=(), **facts):
    """One more thing that a partner offers, for people from these areas; none: from everywhere.

    Whoever types it in has checked it; what is read in from a directory was checked by nobody.
    """
    demand_partner_or_administrator(by, partner)
    if not facts.get("source"):
        facts = {"verified_on": today(), "verified_by": by, "capacity_at": now(), **facts}
    service = Service(partner=partner, **facts)
    service.save()
    _serve(service, areas)
    record("made", service, by=by)
    return service


@transaction.atomic
def change_service(service, *, by, version, areas=None, **facts):
    """Correct a service: by an administrator, or by the partner itself, who knows best."""
    demand_partner_or_administrator(by, service.partner)
    demand_free_kind(service, facts)
    if facts.get("capacity", service.capacity) != service.capacity:
        facts["capacity_at"] = now()
    moved = areas is not None and _serve(service, areas)
    facts |= {"verified_on": today(), "verified_by": by}
    return change(service, by, version, facts, also=["areas"] if moved else [])


@transaction.atomic
def set_capacity(service, capacity, *, by, note=""):
    """Say in one click whether it can take more people; the last word counts, nobody is told."""
    demand_partner_or_administrator(by, service.partner)
    facts = {"capacity": capacity, "capacity_note": note, "capacity_at": now()}
    return change(service, by, None, facts)


@transaction.atomic
def verify(service, *, by):
    """It is all still right: whoever says so stands beside the day."""
    demand_partner_or_administrator(by, service.partner, "verify")
    service = lock(service)
    if (service.verified_on, service.verified_by_id) == (today(), by.pk):
        return service
    service.verified_on, service.verified_by = today(), by
    service.save(update_fields=["verified_on", "verified_by"])
    record("verified", service, by=by)
    touch(service)
    return service


def _serve(service, areas):
    """Whose people it takes, from now on; whether that differs from before."""
    wanted = {area.pk: area for area in areas}
    named = {row.area_id: row for row in ServiceArea.objects.filter(service=service)}
    for pk in named.keys() - wanted.keys():
        named[pk].delete()
    for pk in wanted.keys() - named.keys():
        ServiceArea(service=service, area=wanted[pk]).save()
    return named.keys() != wanted.keys()
