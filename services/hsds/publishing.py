"""An entry of the directory as HSDS 3.1 writes it: plain functions from a row to a dict.

Each has two forms: what a list shows, and whole (`full_…`). Rows come from `reading`. Never
published: the directory that a row came from, who works for a partner, who checked what.
"""

from .labels import AREA, in_words, said_of_partner, said_of_service
from .parts import (
    accessibility,
    addresses,
    capacities,
    classified,
    costs,
    kept,
    labelled,
    languages,
    moment,
    phones,
    schedules,
    web,
)


def contacts_of(row) -> list[dict]:
    """The persons of a partner or service whom the public may know: only those marked so."""
    return [
        kept(
            {
                "id": str(person.uid),
                "name": person.name,
                "title": person.title,
                "email": person.email,
                "phones": phones(person),
            }
        )
        for person in row.public_contacts
    ]


def service(row) -> dict:
    """A service as lists show it, with its organisation."""
    return {**_service(row), "organization": organization(row.partner)}


def full_service(row) -> dict:
    """A service with all that is known of it, its organisation's places included."""
    return {
        **_whole_service(row),
        **kept({"service_at_locations": [_at(tie, row) for tie in row.stated_ties]}),
        "organization": _whole_organization(row.partner),
    }


def service_at_location(tie) -> dict:
    """A service at a place as lists show it."""
    return {**_tie(tie), "location": _location(tie.location), "service": service(tie.service)}


def full_service_at_location(tie) -> dict:
    return {
        **_at(tie, tie.service),
        "service": {
            **_whole_service(tie.service),
            "organization": _whole_organization(tie.service.partner),
        },
    }


def organization(row) -> dict:
    """A partner as lists show it."""
    return {
        "id": str(row.uid),
        "name": row.name,
        **kept({"alternate_name": row.local_name, "email": row.email, "website": web(row.url)}),
        "description": row.description,
    }


def full_organization(row, services_in_full=False) -> dict:
    """A partner with its places and what it offers now."""
    if services_in_full:
        offers = [
            {**_whole_service(one), "service_at_locations": [_at(t, one) for t in one.stated_ties]}
            for one in row.offered
        ]
    else:
        offers = [_service(one) for one in row.offered]
    return {**_whole_organization(row), **kept({"services": offers})}


def minimal(row) -> dict:
    """Enough to see what to fetch again."""
    return {"id": str(row.uid), "modified_date": moment(row.changed_at)}


def _service(row):
    words = "\n".join([*in_words(said_of_service(row)), *filter(None, [row.eligibility])])
    return kept(
        {
            "id": str(row.uid),
            "organization_id": str(row.partner.uid),
            "name": row.name,
            "description": row.description,
            "url": web(row.url),
            "status": "active" if row.is_active else "inactive",
            "fees_description": row.fees,
            "eligibility_description": words,
            "minimum_age": row.age_from,
            "maximum_age": row.age_to,
            "assured_date": row.verified_on and row.verified_on.isoformat(),
            "last_modified": moment(row.changed_at),
        }
    )


def _whole_service(row):
    own_hours = [hours for hours in row.hours.all() if hours.location_id is None]
    return {
        **_service(row),
        **kept(
            {
                "phones": phones(row),
                "schedules": schedules(own_hours, row.uid, row.partner.time_zone),
                "languages": languages(row),
                "cost_options": costs(row),
                "capacities": capacities(row),
                "contacts": contacts_of(row),
                "attributes": [
                    *classified(row),
                    *labelled(row.uid, "service", said_of_service(row), "eligibility"),
                ],
            }
        ),
    }


def _whole_organization(row):
    places = [_whole_location(place, row) for place in row.locations.all()]
    return {
        **organization(row),
        **kept(
            {
                "phones": phones(row),
                "contacts": contacts_of(row),
                "locations": [*places, *_postal(row)],
                "attributes": labelled(row.uid, "organization", said_of_partner(row)),
            }
        ),
    }


def _postal(partner):
    """An organisation has no address in HSDS: its own becomes a place that only takes mail."""
    if not partner.address:
        return []
    location = addresses(partner)[0] | {"address_type": "postal"}
    place = {"id": location["id"], "location_type": "postal", "name": partner.name}
    return [{**place, "organization_id": str(partner.uid), "addresses": [location]}]


def _tie(tie):
    return {
        "id": str(tie.uid),
        "service_id": str(tie.service.uid),
        "location_id": str(tie.location.uid),
    }


def _at(tie, service):
    """A service at a place, seen from the service."""
    place, zone = tie.location, service.partner.time_zone
    here = [hours for hours in place.hours.all() if hours.service_id == service.pk]
    return {
        "id": str(tie.uid),
        "service_id": str(service.uid),
        "location_id": str(place.uid),
        **kept({"schedules": schedules(here, tie.uid, zone)}),
        "location": _whole_location(place, service.partner),
    }


def _location(row):
    return kept(
        {
            "id": str(row.uid),
            "location_type": "physical",
            "name": row.name,
            "latitude": None if row.latitude is None else float(row.latitude),
            "longitude": None if row.longitude is None else float(row.longitude),
        }
    )


def _whole_location(row, partner):
    hours = [one for one in row.hours.all() if one.service_id is None]
    area = [(AREA, row.area.code)] if row.area else []
    return {
        **_location(row),
        "organization_id": str(partner.uid),
        **kept(
            {
                "addresses": addresses(row, row.area),
                "phones": phones(row),
                "schedules": schedules(hours, row.uid, partner.time_zone),
                "accessibility": accessibility(row),
                "attributes": labelled(row.uid, "location", area),
            }
        ),
    }
