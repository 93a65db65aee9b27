"""Someone with the database's password changes the past; verification finds and names the place."""

import json

import pytest
from django.core.management import call_command
from django.db import connection, transaction

from helpdesk.audit import chain
from helpdesk.audit.models import Entry, EntryRow, Link
from helpdesk.audit.verify import verify
from helpdesk.cases import actions as cases
from helpdesk.clients.models import Client
from tests import make
from tests.audit.tamper import attack, unguarded


@pytest.fixture
def outside(settings, tmp_path):
    """A folder on another machine."""
    settings.CHECKPOINT_DIR = str(tmp_path)


@pytest.fixture
def trail(case, outside, sarita):
    """A linked trail whose checkpoint has left."""
    cases.change(case, by=sarita, version=1, urgency="high")
    position, hash_, note = chain.make_note()
    chain.write_note(position, note)
    chain.keep_checkpoint(position, hash_, note, ["file"])
    assert verify().is_clean
    return list(Link.objects.order_by("position"))


def places():
    return {problem.place for problem in verify().problems}


def relink():
    """What an attacker who knows the program does: compute every link anew."""
    with unguarded() as cursor:
        before = chain.START
        for position, digest in Link.objects.order_by("position").values_list(
            "position", "entry__digest"
        ):
            before = chain.next_hash(before, position, digest)
            cursor.execute(
                "UPDATE audit_link SET hash = %s WHERE position = %s", [before, position]
            )


def redigest(pk):
    """Give a changed entry the digest that fits its new content."""
    entry = Entry.objects.get(pk=pk)
    rows = list(entry.rows.values_list("table", "row", "hash"))
    clients = list(entry.clients.values_list("client", flat=True))
    content = [getattr(entry, name) for name in Entry.CONTENT]
    attack(
        "UPDATE audit_entry SET digest = %s WHERE id = %s",
        [Entry.digest_for(entry.at, content, rows, clients), pk],
    )


def drop_entries(first):
    """Entries from this id on, with all that hangs on them."""
    with unguarded() as cursor:
        for table in ("audit_link", "audit_entryrow", "audit_entryclient"):
            cursor.execute(f"DELETE FROM {table} WHERE entry_id >= %s", [first])
        cursor.execute("DELETE FROM audit_entry WHERE id >= %s", [first])


def drop_entry_and_close_the_gap(link):
    with unguarded() as cursor:
        for table in ("audit_link", "audit_entryrow", "audit_entryclient"):
            cursor.execute(f"DELETE FROM {table} WHERE entry_id = %s", [link.entry_id])
        cursor.execute("DELETE FROM audit_entry WHERE id = %s", [link.entry_id])
        for position in (
            Link.objects.filter(position__gt=link.position)
            .order_by("position")
            .values_list("position", flat=True)
        ):
            cursor.execute(
                "UPDATE audit_link SET position = %s WHERE position = %s", [position - 1, position]
            )


def edit(pk):
    attack("UPDATE audit_entry SET verb = 'nothing' WHERE id = %s", [pk])


# --- the seven attacks (SECURITY R20)


def test_1_an_edited_entry_is_named(trail):
    pk = trail[2].entry_id
    edit(pk)
    assert f"entry {pk}" in places()


def test_2_an_edited_entry_with_a_fitting_digest_breaks_its_link(trail):
    edit(trail[2].entry_id)
    redigest(trail[2].entry_id)
    assert f"link {trail[2].position}" in places()


def test_3_an_entry_taken_from_the_middle_leaves_a_gap(trail):
    drop_entry_and_close_the_gap(trail[2])
    assert f"link {trail[2].position}" in places()


def test_4_a_tail_cut_off_with_links_left_behind_is_found(trail):
    last = trail[-1]
    with unguarded() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA defer_foreign_keys = ON")
        else:
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        cursor.execute(
            "UPDATE audit_link SET entry_id = %s WHERE position = %s", [10**9, last.position]
        )
        found = places()
        cursor.execute(
            "UPDATE audit_link SET entry_id = %s WHERE position = %s",
            [last.entry_id, last.position],
        )
    assert f"link {last.position}" in found


def test_5_a_tail_cut_off_with_its_links_is_found_by_the_checkpoint_outside(trail):
    drop_entries(trail[-1].entry_id)
    assert f"link {trail[-1].position}" in places()


def test_6_all_links_computed_anew_after_an_edit_are_found_by_the_checkpoint_outside(trail):
    edit(trail[2].entry_id)
    redigest(trail[2].entry_id)
    relink()
    assert places() == {f"link {trail[-1].position}"}


def test_7_everything_since_a_day_dropped_is_found_by_the_checkpoint_outside(trail):
    drop_entries(trail[3].entry_id)
    relink()
    assert f"link {trail[-1].position}" in places()


def test_an_attacker_who_also_removes_the_checkpoints_inside_is_still_found(trail):
    edit(trail[2].entry_id)
    redigest(trail[2].entry_id)
    relink()
    attack("DELETE FROM audit_checkpoint")
    assert f"link {trail[-1].position}" in places()


def test_without_any_checkpoint_outside_a_rewritten_chain_passes_and_so_they_must_leave(
    trail, settings
):
    edit(trail[2].entry_id)
    redigest(trail[2].entry_id)
    relink()
    attack("DELETE FROM audit_checkpoint")
    settings.CHECKPOINT_DIR = ""
    assert verify().is_clean


def test_a_forged_checkpoint_is_no_checkpoint(trail, tmp_path):
    note = tmp_path / "forged.txt"
    note.write_text(chain.make_note()[2].replace("position", "position 1\nposition", 1))
    assert any("signature" in problem.what for problem in verify(str(note)).problems)


# --- rows


def test_a_changed_history_row_is_named(trail, case):
    attack("UPDATE cases_historicalcase SET urgency = 'low' WHERE id = %s", [case.pk])
    assert any(place.startswith("cases.historicalcase ") for place in places())


def test_a_removed_history_row_is_named(trail, case):
    row = EntryRow.objects.filter(table="cases.historicalcase").last().row
    attack("DELETE FROM cases_historicalcase WHERE history_id = %s", [row])
    assert f"cases.historicalcase {row}" in places()


def test_an_invented_history_row_is_named(trail, case):
    newest = case.history.first()
    newest.pk, newest.urgency = None, "critical"
    newest.save(force_insert=True)
    assert f"cases.historicalcase {newest.pk}" in places()


def test_a_changed_base_row_is_named_with_its_field(trail, case):
    attack("UPDATE cases_case SET urgency = 'low' WHERE id = %s", [case.pk])
    assert [str(p) for p in verify().problems] == [
        f"cases.case {case.pk}: urgency differs from its newest history row"
    ]


def test_a_changed_sealed_value_is_named(trail, maya):
    column = Client._meta.get_field("name").column
    attack(f"UPDATE clients_client SET {column} = %s WHERE id = %s", [b"x" * 40, maya.pk])
    assert f"clients.client {maya.pk}" in places()


def test_a_base_row_that_vanished_is_named(trail, case):
    attack("DELETE FROM cases_caseperson WHERE case_id = %s", [case.pk])
    assert any(place.startswith("cases.caseperson ") for place in places())


def test_a_row_put_in_by_hand_is_named(trail, maya):
    from helpdesk.clients.models import Phone

    (phone,) = Phone.objects.bulk_create(
        [Phone(client=maya, data_key=maya.data_key, number="+977")]
    )
    assert f"clients.phone {phone.pk}" in places()


# --- the command


def verdict(capsys, *arguments):
    try:
        call_command("verify_audit", *arguments)
    except SystemExit as end:
        return end.code, capsys.readouterr().out
    return 0, capsys.readouterr().out


def test_the_command_says_whole_and_exits_with_zero(trail, capsys):
    code, said = verdict(capsys)
    assert code == 0
    assert "Whole and unchanged." in said


def test_the_command_names_the_place_and_exits_with_one(trail, capsys):
    edit(trail[2].entry_id)
    code, said = verdict(capsys)
    assert code == 1
    assert f"entry {trail[2].entry_id}:" in said


def test_the_command_speaks_json(trail, capsys):
    edit(trail[2].entry_id)
    code, said = verdict(capsys, "--json")
    report = json.loads(said)
    assert (code, report["clean"]) == (1, False)
    assert report["problems"][0]["place"] == f"entry {trail[2].entry_id}"
    assert report["links"] == len(trail)


def test_the_command_takes_a_checkpoint_that_an_auditor_kept(trail, capsys, tmp_path, settings):
    (note,) = tmp_path.glob("checkpoint-*.txt")
    settings.CHECKPOINT_DIR = ""
    attack("DELETE FROM audit_checkpoint")
    drop_entries(trail[-1].entry_id)
    assert not any("checkpoint" in problem.what for problem in verify().problems)
    code, said = verdict(capsys, "--checkpoint", str(note))
    assert code == 1
    assert f"link {trail[-1].position}: missing: a checkpoint vouches for it" in said


def test_it_says_while_no_checkpoint_has_left(case, capsys):
    assert "No checkpoint has left this server yet" in verdict(capsys)[1]


def test_verification_costs_the_same_statements_for_few_and_many(trail, kathmandu, sarita, queries):
    few = queries(verify)
    for _ in range(5):
        with transaction.atomic():
            make.make_client(kathmandu, sarita)
    assert queries(verify) <= few + 5  # a chunk more per table at most
