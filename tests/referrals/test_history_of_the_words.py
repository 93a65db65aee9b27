"""What is read to clients cannot be other words tomorrow without the trail showing it."""

import pytest
from django.core.management import call_command
from django.db import DatabaseError, transaction

from helpdesk.audit.models import Entry
from helpdesk.audit.verify import verify
from helpdesk.core.clock import today
from referrals import actions
from referrals.models import ConsentText
from tests.audit.tamper import unguarded

WORDS = "{client}: {partner} gets {what} for {purpose} until {until}, says {centre}."


@pytest.fixture
def added(anil):
    return actions.add_consent_text(
        by=anil, language="ne", purpose="legal", text=WORDS, valid_from=today()
    )


def test_the_words_that_came_with_the_software_have_their_history_from_the_start(db):
    texts = ConsentText.objects.all()
    assert texts
    for text in texts:
        assert [row.text for row in text.history.all()] == [text.text]
    entry = Entry.objects.get(verb="began_history")
    assert entry.rows.count() == len(texts)
    assert verify().is_clean


def prepare():
    call_command("prepare", no_files=True)


def test_a_desk_that_is_prepared_again_begins_no_second_history(added):
    before = list(ConsentText.history.values_list("history_id", flat=True))
    prepare()
    assert list(ConsentText.history.values_list("history_id", flat=True)) == before
    assert Entry.objects.filter(verb="began_history").count() == 1
    assert verify().is_clean


def test_a_new_desk_begins_it_when_it_is_prepared(db):
    with unguarded() as cursor:  # as the migrations leave it
        cursor.execute("DELETE FROM referrals_historicalconsenttext")
    texts = ConsentText.objects.all()
    assert not any(text.history.exists() for text in texts)
    prepare()
    assert [text.history.get().text for text in texts] == [text.text for text in texts]
    assert Entry.objects.order_by("id").last().rows.count() == len(texts)


def test_words_slipped_in_get_no_history_from_preparing(db):
    ConsentText.objects.bulk_create([ConsentText(language="ne", version=9, text=WORDS)])
    prepare()
    assert [p for p in verify().problems if "the row has no history" in p.what]


def test_a_new_version_has_its_history_row_and_its_entry(added, anil):
    row = added.history.get()
    assert (row.history_type, row.text, row.version) == ("+", WORDS, 1)
    entry = Entry.objects.get(verb="added_consent_text")
    assert (entry.by, entry.rows.get().row) == (anil, row.history_id)
    assert verify().is_clean


def test_words_changed_behind_the_desks_back_are_found(added):
    ConsentText.objects.filter(pk=added.pk).update(text="Sign here.")
    assert [p for p in verify().problems if "text differs" in p.what]


def test_words_taken_away_behind_its_back_are_found(added):
    texts = ConsentText.objects.filter(pk=added.pk)
    texts._raw_delete(texts.db)
    assert [p for p in verify().problems if "the row is gone" in p.what]


def test_a_day_moved_back_is_found(added):
    ConsentText.objects.filter(pk=added.pk).update(valid_from="2020-01-01")
    assert [p for p in verify().problems if "valid_from differs" in p.what]


def test_its_history_is_never_changed(added):
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        added.history.update(text="Sign here.")
