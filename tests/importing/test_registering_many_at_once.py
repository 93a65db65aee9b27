import uuid
from datetime import date

import pytest
from django.apps import apps
from django.db import transaction

from helpdesk.audit.models import Entry, EntryRow
from helpdesk.audit.trail import Unrecorded, save_many
from helpdesk.audit.verify import verify
from helpdesk.clients import actions as clients
from helpdesk.clients.models import Client, Journey, Serving
from helpdesk.core.refusal import Refused
from helpdesk.desk.actions import part_of, register_and_open, register_and_open_many
from helpdesk.desk.importing.steps import submission_of
from tests import make

from .conftest import people, rows_of, table

pytestmark = pytest.mark.django_db
FACTS = {
    "person": {
        "name": "Maya Tamang",
        "sex": "female",
        "birth": {"text": "1990-05-12", "date": "1990-05-12", "year": 1990, "precision": "day"},
        "nationalities": ["NP"],
        "languages": ["ne"],
        "address": "Bhojpur 4",
        "local_name": {"text": "माया तामाङ", "lang": "ne"},
        "file_number": "17/2061",
    },
    "journey": {"stage": "return", "destination": "QA", "place": "Doha"},
    "phone": {"number": "984-1000001", "safe": "no"},
    "document": {"kind": "passport", "number": "AB12345"},
    "case": {"title": "Not paid for 3 months", "category": "B1", "urgency": "high"},
}
PLAIN = {**FACTS, "phone": None, "document": None, "case": None}
OURS = {"access", "vault", "audit", "notices", "clients", "cases", "services", "jobs"}
NEW_EACH_TIME = {"id", "history_id", "uid", "code", "wrapped", "hash", "digest", "request_id"}
POINTING = {"audit.entry.key", "audit.entryrow.row", "audit.entryclient.client"}


def comparable(row):
    """A row's columns: open where sealed; whether set where it points, or is another each time."""
    return {
        field.attname: value_of(row, field)
        for field in row._meta.concrete_fields
        if field.attname not in NEW_EACH_TIME
    }


def value_of(row, field):
    if field.attname.endswith("_sealed"):
        return getattr(row, field.attname.removesuffix("_sealed"))
    value = getattr(row, field.attname)
    is_moment = field.get_internal_type() == "DateTimeField"
    points = field.is_relation or f"{row._meta.label_lower}.{field.name}" in POINTING
    if is_moment or points or field.name == "submission_id":
        return value is not None
    return value


def added_by(act):
    """Table → the rows that came into it, in order."""
    tables = [model for model in apps.get_models() if model._meta.app_label in OURS]
    before = {model: set(model._base_manager.values_list("pk", flat=True)) for model in tables}
    act()
    found = {}
    for model in tables:
        rows = model._base_manager.exclude(pk__in=before[model]).order_by("pk")
        found[model._meta.label] = [comparable(row) for row in rows]
    found["clients.MatchKey"].sort(key=str)  # a set
    return found


@pytest.mark.parametrize("facts", [FACTS, PLAIN], ids=["everything", "little"])
def test_every_table_is_as_if_registered_one_by_one(facts, kathmandu, sarita, settings):
    settings.VAULT_STRICT = False
    alone = added_by(
        lambda: register_and_open(kathmandu, by=sarita, submission_id=uuid.uuid4(), **facts)
    )
    together = added_by(lambda: register_and_open_many(kathmandu, {uuid.uuid4(): facts}, by=sarita))
    assert len([rows for rows in alone.values() if rows]) > 10
    for label, rows in alone.items():
        assert together[label] == rows, label


def test_the_trail_holds(kathmandu, sarita):
    submissions = {uuid.uuid4(): facts for facts in [FACTS, PLAIN] * 20}
    registered = register_and_open_many(kathmandu, submissions, by=sarita)
    assert len({client.code for client in registered.values()}) == 40
    report = verify()
    assert report.is_clean, report.problems[:5]
    said = Entry.objects.about_client(registered[next(iter(submissions))].uid).order_by("id")
    assert [entry.verb for entry in said] == ["registered", "changed", "added_journey", "opened"]
    assert EntryRow.objects.filter(entry__in=said).count() == 7


def test_many_cost_hardly_more_queries_than_one(kathmandu, sarita, queries):
    def register(count):
        people = {uuid.uuid4(): FACTS for _ in range(count)}
        return queries(lambda: register_and_open_many(kathmandu, people, by=sarita))

    assert register(1) <= 40
    assert register(80) <= 58  # SQLite takes a thousand values at a time


def test_who_is_there_already_does_not_come_again(kathmandu, sarita):
    submissions = {uuid.uuid4(): FACTS for _ in range(3)}
    first = next(iter(submissions))
    once = register_and_open_many(kathmandu, {first: FACTS}, by=sarita)
    again = register_and_open_many(kathmandu, submissions, by=sarita)
    assert again[first] == once[first]
    assert Client.objects.count() == Journey.objects.count() == 3


def test_where_one_is_refused_nobody_is_registered(kathmandu, sarita):
    wrong = {**PLAIN, "journey": {"stage": "employment", "returned_on": date(2020, 1, 1)}}
    with pytest.raises(Refused):
        register_and_open_many(kathmandu, {uuid.uuid4(): PLAIN, uuid.uuid4(): wrong}, by=sarita)
    assert not Client.objects.exists()


def test_a_row_that_clashes_costs_the_others_nothing(bring_in, check, take_in, kathmandu, sarita):
    batch = check(bring_in(table(*people(4))))
    row = batch.rows.get(number=3)
    row.batch = batch
    clients.add_journey(
        make.make_client(kathmandu, sarita),
        by=sarita, submission_id=part_of(submission_of(row), "journey"), stage="return",
    )  # fmt: skip
    batch = take_in(batch)
    assert [row.state for row in rows_of(batch).values()] == ["imported"] * 4
    assert Client.objects.count() == 5
    assert verify().is_clean


@pytest.mark.django_db(transaction=True)
def test_rows_without_an_entry_are_not_committed(kathmandu, pokhara, sarita):
    client = make.make_client(kathmandu, sarita)
    with pytest.raises(Unrecorded), transaction.atomic():
        save_many([Serving(client=client, centre=pokhara, why="case")])
