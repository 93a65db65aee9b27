"""What a directory that was read in says of the records that came from it."""

from django.db import transaction

from helpdesk.access.sight import demand
from helpdesk.audit.trail import record

from ..models import Hours, ServiceAtLocation
from .writing import change, demand_free_kind, touch


@transaction.atomic
def correct_from_directory(row, *, by, **facts):
    """A newer file of the directory that a partner, service or place came from says otherwise."""
    demand(by, "administer")
    if "kind" in facts:
        demand_free_kind(row, facts)
    return change(row, by, None, facts)


@transaction.atomic
def state_hours(*, by, weekday, opens_at, closes_at, service=None, location=None):
    """An opening time that a directory states; the same day and opening gets its new closing."""
    demand(by, "administer")
    day = {"service": service, "location": location, "weekday": weekday, "opens_at": opens_at}
    hours = Hours.objects.filter(**day).first() or Hours(**day)
    hours.closes_at = closes_at
    verb = "changed" if hours.pk else "made"
    hours.save()
    record(verb, hours, by=by)
    touch(service or location)
    return hours


@transaction.atomic
def drop_hours(hours, *, by):
    """Opening times that the directory no longer lists."""
    demand(by, "administer")
    for row in hours:
        row.delete()
    record("dropped", Hours, by=by, count=len(hours))
    for owner in {row.service or row.location for row in hours}:
        touch(owner)


@transaction.atomic
def tie(service, location, *, by):
    """The directory says that this service is offered at this place."""
    demand(by, "administer")
    tied = ServiceAtLocation.objects.filter(service=service, location=location).first()
    tied = tied or ServiceAtLocation(service=service, location=location)
    tied.stated = True
    tied.save()
    record("tied", service, by=by, location=location.pk)
    touch(service)
    return tied


@transaction.atomic
def tie_by_partner(partner, pairs, *, by, instead_of=()):
    """Nobody says which of a partner's services is where: tie them as of one partner, no more."""
    demand(by, "administer")
    for guess in instead_of:
        guess.delete()
    for service, location in pairs:
        ServiceAtLocation(service=service, location=location, stated=False).save()
    record("tied_by_partner", partner, by=by, made=len(pairs), dropped=len(instead_of))
    touch(partner)
