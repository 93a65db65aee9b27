"""Eight partners of all kinds sign up: workers, places, hours, services, and their agreements."""

from datetime import UTC, date, datetime, time, timedelta

from django.db import transaction

from helpdesk.core.clock import today as clock_today
from services import actions
from services.models import Service

from .directory import (
    AGREEMENTS,
    CAPACITY_NOTES,
    CONTACTS,
    OLD_CAPACITY,
    PARTNERS,
    PLACES,
    SERVICES,
    SIGNED,
    STALE,
    SUSPENDED,
)
from .places import ZONES, invite


@transaction.atomic
def open_directory(network, today: date):
    """Everyone signs; from then on referrals may be sent."""
    partners = {key: _partner(network, key, *facts) for key, facts in PARTNERS.items()}
    places: dict[str, list] = {}
    for key, name, area, address, opens, closes in PLACES:
        place = _place(network, partners[key], name, area, address, opens, closes)
        places.setdefault(key, []).append(place)
    for key, kind, name, capacity, languages, whom in SERVICES:
        service = actions.make_service(
            partners[key],
            by=network.admin,
            kind=kind,
            name=name,
            capacity=capacity,
            fees="Free of charge",
            languages=languages.split(),
            **_said(name, today),
            **{**whom, "areas": [network.areas[area] for area in whom.get("areas", ())]},
        )
        service.partner = partners[key]
        network.services.setdefault(kind, []).append(service)
        for place in places[key]:
            actions.tie(service, place, by=network.admin)
    _name_contacts(network, partners)


def _said(name, today):
    """What the partner said of the service last, and when."""
    said_on = today - timedelta(days=OLD_CAPACITY.get(name, 1 + len(name) % 20))
    return {
        "verified_on": today - timedelta(days=STALE.get(name, 20 + 4 * len(name))),
        "capacity_at": datetime.combine(said_on, time(6), UTC),
        "capacity_note": CAPACITY_NOTES.get(name, ""),
    }


def _name_contacts(network, partners):
    """Focal points and a deputy, by the addresses that they log in with."""
    for key, service, role, name, title, phone in CONTACTS:
        partner = partners[key]
        workers = {person.name: person for person in network.workers[partner.pk]}
        actions.name_contact(
            partner,
            by=network.admin,
            service=partner.services.get(name=service) if service else None,
            role=role,
            name=name,
            title=title,
            phone=phone,
            email=workers[name].email,
        )


def _partner(network, key, name, local_name, country, description, workers):
    partner = actions.make_partner(
        by=network.admin,
        name=name,
        local_name=local_name,
        country=country,
        description=description,
        time_zone=ZONES[country],
        email=f"{key}@demo.test",
        phone=next((row[5] for row in CONTACTS if row[0] == key), ""),
        address=next(f"{row[3]}, {row[2]}" for row in PLACES if row[0] == key),
    )
    for number, worker in enumerate(workers):
        login, person = worker.split(" ", 1)
        team = partner.staff if number else partner.leads
        network.workers.setdefault(partner.pk, []).append(invite(network, login, person, [team]))
    return partner


def _place(network, partner, name, area, address, opens, closes):
    place = actions.make_location(
        partner,
        by=network.admin,
        name=name,
        address=address,
        area=network.areas[area],
        country=partner.country,
    )
    rests = {5, 6} if partner.country == "QA" else {6}
    hours = [
        (day, time(opens), time(closes)) for day in range(1, 8) if day not in rests or opens == 0
    ]
    return actions.change_hours(place, hours, by=network.admin)


@transaction.atomic
def sign_agreements(network, today: date):
    """Each memorandum: drafted and signed on the same day, for all that the partner offers."""
    offered: dict[str, set] = {}
    by_name = {facts[0]: key for key, facts in PARTNERS.items()}
    partners = {}
    for service in Service.objects.select_related("partner").order_by("pk"):
        if key := by_name.get(service.partner.name):
            partners[key] = service.partner
            offered.setdefault(key, set()).add(service.kind)

    def signed(key, centre, begins, ends):
        people, theirs, ours = SIGNED.get(key, ((), "", ""))
        agreement = actions.make_agreement(
            partners[key],
            network.centres[centre],
            by=network.admin,
            kinds=sorted(offered[key]),
            starts_on=today + timedelta(days=begins),
            ends_on=None if ends is None else today + timedelta(days=ends),
            duties_of_partner=theirs,
            duties_of_centre=ours,
            other_parties="Ministry of Labour" if key == "himal" else "",
        )
        signatories = [
            {"side": side, "name": name, "office": office, "signed_on": clock_today()}
            for side, name, office in people
        ]
        return actions.sign(agreement, by=network.admin, signatories=signatories)

    for facts in AGREEMENTS:
        signed(*facts)
    *facts, why = SUSPENDED
    actions.suspend(signed(*facts), by=network.admin, why=why)
