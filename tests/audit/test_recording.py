"""Nothing changes without an entry, and no entry claims what did not happen."""

import uuid

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, connection, transaction

from helpdesk.access.models import Centre, User
from helpdesk.audit.hashing import row_hash_of
from helpdesk.audit.models import Entry, EntryClient
from helpdesk.audit.trail import Unrecorded, record, record_read
from helpdesk.cases import actions as cases
from helpdesk.clients.models import Client
from helpdesk.core import per_request
from tests import make


def test_an_entry_says_who_what_and_where_and_proves_its_rows(case, sarita, maya):
    entry = Entry.objects.get(verb="opened", label="cases.case")
    assert (entry.by, entry.key, entry.code) == (sarita, case.pk, case.code)
    assert entry.request_id
    assert [row.client for row in entry.clients.all()] == [maya.uid]
    (row,) = entry.rows.filter(table="cases.historicalcase")
    assert row.hash == row_hash_of(case.history.get(history_id=row.row))


def test_everything_that_an_action_saved_hangs_on_its_entry(case):
    tables = set(
        Entry.objects.get(verb="opened", label="cases.case").rows.values_list("table", flat=True)
    )
    assert tables == {"cases.historicalcase", "cases.historicalcaseperson"}


def test_an_entry_holds_nothing_personal(case, maya):
    for entry in Entry.objects.all():
        text = f"{entry.code} {entry.why} {entry.detail}"
        assert "Maya" not in text
        assert "wages" not in text


def test_saving_outside_an_action_fails_at_once(kathmandu):
    connection.run_on_commit.clear()
    kathmandu.name = "Elsewhere"
    with pytest.raises(Unrecorded):
        _save_and_commit(kathmandu)
    kathmandu.refresh_from_db()
    assert kathmandu.name == "Kathmandu centre"


@transaction.atomic
def _save_and_commit(row):
    row.save()
    _commit()


def _commit():
    """What Django does when the outermost transaction ends; tests stand inside one."""
    for _, call, *_ in connection.run_on_commit:
        call()


@transaction.atomic
def _save_and_fail(row):
    row.save()
    raise ZeroDivisionError


@pytest.mark.django_db(transaction=True)
def test_saving_without_any_transaction_fails_at_once(kathmandu):
    kathmandu.name = "Elsewhere"
    with pytest.raises(Unrecorded, match="outside an action"):
        kathmandu.save()


@pytest.mark.django_db(transaction=True)
def test_an_action_that_forgets_to_record_is_found_out_when_it_commits(kathmandu):
    kathmandu.name = "Elsewhere"
    with pytest.raises(Unrecorded, match="without record"), transaction.atomic():
        kathmandu.save()


def test_rows_of_a_rolled_back_part_are_not_claimed(kathmandu, anil):
    with transaction.atomic():
        kathmandu.name = "Thrown away"
        with pytest.raises(ZeroDivisionError):
            _save_and_fail(kathmandu)
        kathmandu.name = "Kept"
        kathmandu.save()
        entry = record("changed", kathmandu, by=anil)
    rows = [
        kathmandu.history.model.objects.get(history_id=row.row).name for row in entry.rows.all()
    ]
    assert rows == ["Kept"]


def test_two_entries_of_one_action_share_no_row(kathmandu, anil):
    with transaction.atomic():
        kathmandu.save()
        first = record("changed", kathmandu, by=anil)
        second = record("told", kathmandu, by=anil)
    assert (first.rows.count(), second.rows.count()) == (1, 0)


def test_an_entry_that_cannot_be_written_takes_the_change_back(case, sarita):
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_entryrow RENAME TO audit_entryrow_gone")
    try:
        with pytest.raises(DatabaseError), transaction.atomic():
            cases.change(case, by=sarita, version=case.version, urgency="high")
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE audit_entryrow_gone RENAME TO audit_entryrow")
    case.refresh_from_db()
    assert case.urgency == "normal"


def test_an_entry_without_an_actor_is_refused(kathmandu):
    for nobody in (None, User()):
        with pytest.raises(ImproperlyConfigured), transaction.atomic():
            record("changed", kathmandu, by=nobody)


def test_scheduled_work_has_a_named_actor_made_once(db):
    made = User.objects.system("sequencer")
    assert User.objects.system("sequencer") == made
    assert Entry.objects.filter(verb="made", by=made).count() == 1
    assert not User.objects.people().filter(is_system=True).exists()


def test_entries_of_one_request_carry_its_name(kathmandu, anil):
    token = per_request.begin(where="10.0.0.7")
    try:
        one, two = record_read("read", kathmandu, by=anil), record_read("read", kathmandu, by=anil)
    finally:
        per_request.end(token)
    assert one.request_id == two.request_id
    assert one.where == "10.0.0.7"


def test_who_saw_this_client_is_one_indexed_query(case, maya, sarita, pasang, queries):
    record_read("read", maya, by=sarita)
    asked = Entry.objects.about_client(maya.uid).filter(verb="read")
    assert queries(lambda: list(asked)) == 1
    assert [entry.by for entry in asked] == [sarita]
    plan = EntryClient.objects.filter(client=maya.uid).explain()
    assert (
        "who_saw_this_client" in plan or "Seq Scan" in plan
    )  # PostgreSQL scans a table this small


def test_a_read_of_several_is_one_entry_about_each(maya, kathmandu, sarita):
    other = make.make_client(kathmandu, sarita, name="Asha Rai")
    entry = record_read("found", Client, by=sarita, clients=[maya, other])
    assert {row.client for row in entry.clients.all()} == {maya.uid, other.uid}


def test_a_read_of_hundreds_is_about_each_of_them(kathmandu, sarita):
    seen = [Client(uid=uuid.uuid4(), centre=kathmandu) for _ in range(450)]
    entry = record_read("exported", Client, by=sarita, clients=seen)
    assert {row.client for row in entry.clients.all()} == {client.uid for client in seen}


def test_an_entry_costs_three_statements_at_most(kathmandu, anil, queries):
    assert queries(lambda: record_read("read", kathmandu, by=anil)) <= 3  # with its savepoint


def test_a_bulk_change_past_the_actions_is_not_silent(case):
    from helpdesk.audit.verify import verify

    Centre.objects.update(name="Renamed behind our back")
    assert any("name differs" in problem.what for problem in verify().problems)
