"""The addresses of /hsds/: the directory for other systems, open to everyone."""

from . import asking, reading
from .answering import many, one, open_to_all
from .ids import uid_in

SPECIFICATION = (
    "https://raw.githubusercontent.com/openreferral/specification/3.1/schema/openapi.json"
)
PROFILE = "https://docs.openreferral.org/en/latest/hsds/"


@open_to_all(asking.NOTHING)
def root(request, asked):
    """What this is: the version of HSDS, and where it is described."""
    return one(request, {"version": "3.1", "profile": PROFILE, "openapi_url": SPECIFICATION})


@open_to_all(asking.SERVICES)
def services(request, asked):
    return many(request, reading.services(asked), asked, reading.last_change())


@open_to_all(asking.NOTHING)
def service(request, asked, uid):
    asked.full = True
    return one(request, _entry(reading.services(asked), uid), reading.last_change())


@open_to_all(asking.SERVICE_AT_LOCATIONS)
def service_at_locations(request, asked):
    return many(request, reading.service_at_locations(asked), asked, reading.last_change())


@open_to_all(asking.NOTHING)
def service_at_location(request, asked, uid):
    asked.full = True
    return one(request, _entry(reading.service_at_locations(asked), uid), reading.last_change())


@open_to_all(asking.ORGANIZATIONS)
def organizations(request, asked):
    return many(request, reading.organizations(asked), asked)


@open_to_all(asking.ORGANIZATION)
def organization(request, asked, uid):
    asked.full = True
    return one(request, _entry(reading.organizations(asked), uid))


@open_to_all(asking.TAXONOMIES)
def taxonomies(request, asked):
    return many(request, reading.taxonomies(asked), asked)


@open_to_all(asking.NOTHING)
def taxonomy(request, asked, uid):
    return one(request, _entry(reading.taxonomies(asked), uid))


@open_to_all(asking.TAXONOMY_TERMS)
def taxonomy_terms(request, asked):
    return many(request, reading.taxonomy_terms(asked), asked)


@open_to_all(asking.NOTHING)
def taxonomy_term(request, asked, uid):
    return one(request, _entry(reading.taxonomy_terms(asked), uid))


def _entry(entries, text):
    """The entry with this id, or None."""
    uid = uid_in(text)
    return entries.named(uid) if uid else None
