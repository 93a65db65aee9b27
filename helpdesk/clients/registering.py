"""Registering many at once: the same rows as one by one, in as many queries as for one."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction

from helpdesk.access.sight import demand
from helpdesk.audit.trail import Deed, record_many, save_many
from helpdesk.core.codes import new_codes, random_code
from helpdesk.core.many_rows import insert_rows
from helpdesk.vault.models import DataKey

from .actions import check_dates, with_birth
from .matching import client_keys, phone_digits
from .models import Client, Document, Journey, MatchKey, Phone, Serving


@dataclass
class Newcomer:
    """Someone who is to be registered, by the facts of `register` and the acts that follow it."""

    submission_id: UUID
    person: dict[str, Any]
    journey: dict[str, Any]  # with its submission_id
    phone: dict[str, Any] | None = None
    document: dict[str, Any] | None = None
    client: Client | None = None  # once registered
    first_journey: Journey | None = None


@transaction.atomic
def register_many(centre, newcomers: list[Newcomer], *, by) -> list[Newcomer]:
    """New people at this centre, each with a first journey; returns those who are new indeed.

    Sent twice it finds what the first one made: whoever is registered already gets `client` only.
    """
    for verb in ("register", "change", "add_journey"):
        demand(by, verb, centre)
    known = _known(newcomers)
    for newcomer in newcomers:
        newcomer.client = known.get(newcomer.submission_id)
    fresh = [newcomer for newcomer in newcomers if newcomer.client is None]
    if fresh:
        _register(centre, fresh, by)
    return fresh


def _known(newcomers):
    ids = [newcomer.submission_id for newcomer in newcomers]
    found = Client.objects.select_related("data_key").filter(submission_id__in=ids)
    return {client.submission_id: client for client in found}


def _register(centre, fresh, by):
    _make_clients(centre, fresh, by)
    clients = [newcomer.client for newcomer in fresh]
    saved = save_many(clients)
    home = Serving.Why.HOME
    serving = save_many([Serving(client=one, centre=centre, why=home) for one in clients])
    phones, phone_rows = _make(fresh, _phone)
    documents, document_rows = _make(fresh, _document)
    journeys, journey_rows = _make(fresh, _journey)
    deeds = []
    for n, client in enumerate(clients):
        fresh[n].first_journey = journeys[n]
        deeds.append(
            Deed("registered", client, [saved[n], serving[n], *phone_rows.get(n, ())], [client])
        )
        if n in document_rows:
            deeds.append(
                Deed("changed", client, document_rows[n], [client], {"fields": ["documents"]})
            )
        stage = {"stage": journeys[n].stage}
        deeds.append(Deed("added_journey", journeys[n], journey_rows[n], [client], stage))
    _index(centre, clients, phones, documents)
    record_many(deeds, by=by)


def _make_clients(centre, fresh, by):
    codes = new_codes(Client, len(fresh), lambda: f"C-{random_code(3)}-{random_code(3)}")
    for newcomer, code, key in zip(fresh, codes, DataKey.make_many(len(fresh)), strict=True):
        newcomer.client = Client(
            code=code,
            data_key=key,
            centre=centre,
            registered_by=by,
            submission_id=newcomer.submission_id,
            **with_birth(newcomer.person),
        )


def _make(fresh, make):
    """({place: row}, {place: its history rows}) of what some of the newcomers bring."""
    rows = {n: row for n, newcomer in enumerate(fresh) if (row := make(newcomer))}
    waiting = save_many(list(rows.values()))
    return rows, {n: [row] for n, row in zip(rows, waiting, strict=True)}


def _phone(newcomer):
    if not newcomer.phone:
        return None
    client = newcomer.client
    number = phone_digits(newcomer.phone["number"], str(client.centre.country))
    return Phone(client=client, data_key=client.data_key, **{**newcomer.phone, "number": number})


def _document(newcomer):
    if not newcomer.document:
        return None
    client = newcomer.client
    return Document(client=client, data_key=client.data_key, **newcomer.document)


def _journey(newcomer):
    client = newcomer.client
    journey = Journey(client=client, data_key=client.data_key, **newcomer.journey)
    check_dates(journey)
    return journey


def _index(centre, clients, phones, documents):
    """Match keys are most of what is written: through the models they would take half the time."""
    keys = [
        (key, centre.pk, client.pk)
        for n, client in enumerate(clients)
        for key in client_keys(client, _only(phones, n), _only(documents, n))
    ]
    insert_rows(MatchKey, "key centre_id client_id", keys)


def _only(rows, n):
    return [rows[n]] if n in rows else []
