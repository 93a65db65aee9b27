"""What is read out before a client agrees: in her language, in versions, kept with her answer."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from helpdesk.core.clock import today
from helpdesk.core.refusal import Refused
from referrals import actions
from referrals.first_texts import FIRST
from referrals.models import ConsentText
from referrals.reading_out import NEEDED, PLACES, filled_in

from .conftest import YES, fetch
from .test_saying_no import typed

WORDS = "{partner} gets {what} for {purpose} until {until}."


@pytest.fixture
def add(anil, db):
    """`add("ne")` is a text in Nepali, in its next version."""
    texts = ConsentText.objects.all()
    texts._raw_delete(texts.db)  # as if none had come with the software

    def add(language, text=WORDS, purpose="", valid_from=None):
        return actions.add_consent_text(
            by=anil,
            language=language,
            purpose=purpose,
            text=text,
            valid_from=valid_from or today(),
        )

    return add


def test_versions_are_counted_and_the_old_ones_stay(add):
    add("ne", "Old. " + WORDS)
    assert add("ne").version == 2
    assert ConsentText.objects.in_force("ne", "legal").version == 2
    assert ConsentText.objects.count() == 2


def test_one_for_the_purpose_goes_before_the_general_one(add):
    add("ne")
    special = add("ne", "Law. " + WORDS, purpose="legal")
    assert ConsentText.objects.in_force("ne", "legal") == special
    assert ConsentText.objects.in_force("ne", "health") != special


def test_one_that_begins_tomorrow_is_not_read_yet(add):
    today_s = add("ne")
    add("ne", valid_from=today() + timedelta(days=1))
    assert ConsentText.objects.in_force("ne", "legal") == today_s


def test_a_text_that_leaves_something_out_is_refused(add):
    with pytest.raises(Refused, match=r"\{until\}"):
        add("ne", "{partner} gets {what} for {purpose}.")


def test_only_an_administrator_adds_one(sarita, db):
    with pytest.raises(PermissionDenied):
        actions.add_consent_text(
            by=sarita, language="ne", purpose="", text=WORDS, valid_from=today()
        )


def test_the_page_reads_it_with_the_partner_the_data_and_the_day(
    add, draft_referral, browse, sarita
):
    add("en")
    page = browse(sarita).get(f"/referrals/{draft_referral.code}/prepare/").content.decode()
    assert "Himal Law Clinic gets Who the client is, " in page
    assert "for Legal" in page


def test_the_answer_keeps_the_version_that_was_read(add, draft_referral, sarita):
    text = add("ne")
    sent = actions.agree_and_send(draft_referral, by=sarita, **YES())
    add("ne", "New. " + WORDS)
    assert fetch(sent).consent.text == text


def test_choosing_another_language_shows_its_words_before_anything_is_sent(
    add, draft_referral, browse, sarita
):
    english, arabic = add("en"), add("ar", "العربية: " + WORDS)
    path = f"/referrals/{draft_referral.code}/prepare/"
    said = typed(draft_referral, do="send", confirmed="on", language="ar", text=english.pk)
    page = browse(sarita).post(path, said)
    assert page.status_code == 422
    assert "العربية: Himal Law Clinic" in page.content.decode()
    assert browse(sarita).post(path, {**said, "text": arabic.pk}).status_code == 302


def test_where_there_is_no_text_the_english_one_is_shown_and_said(
    add, draft_referral, browse, sarita
):
    add("en")
    page = browse(sarita).post(
        f"/referrals/{draft_referral.code}/prepare/",
        typed(draft_referral, do="look", language="wo"),
    )
    assert "There is no text in this language yet" in page.content.decode()


@pytest.mark.parametrize("language", FIRST)
def test_each_first_text_names_what_must_be_named(language):
    assert all(f"{{{name}}}" in FIRST[language] for name in NEEDED)
    assert "{" not in filled_in(FIRST[language], dict.fromkeys(PLACES, "x"))


def test_the_administrators_page_adds_one(add, browse, anil):
    tomorrow = (today() + timedelta(days=2)).isoformat()  # in Kathmandu it may be tomorrow already
    said = {"language": "fr", "text": WORDS, "valid_from": tomorrow}
    assert browse(anil).post("/referrals/consent-texts/", said).status_code == 302
    assert ConsentText.objects.get(language="fr").by == anil
    assert browse(anil).post("/referrals/consent-texts/", {**said, "text": "No"}).status_code == 409
