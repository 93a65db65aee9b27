import html
import uuid

import pytest

from helpdesk.audit.models import Entry
from helpdesk.cases import actions as cases
from helpdesk.core.clock import now
from referrals import actions as referrals
from tests import make
from tests.referrals.incoming import fresh, logged


@pytest.fixture
def full(maya, sarita, refer):
    case = make.make_case(maya, sarita, title="What Maya was not paid", officer=sarita)
    new = {"by": sarita, "submission_id": uuid.uuid4()}
    cases.note(case, text="Maya said that Hari knows", **new)
    cases.add_need(case, client=maya, kind="legal", text="Maya wants her wages", **new)
    cases.add_task(case, text="Phone Maya’s sister", due_at=now(), **new)
    party = make.make_party(case, sarita, "Uncle Dorje", kind="private", note="Maya fears him")
    make.make_claim(case, sarita, party=party)
    make.make_deadline(case, sarita, text="Maya must be at the court")
    make.make_contact(case.centre, sarita, case=case, client=maya, note="Maya rang at night")
    refer(case)
    return case


def ask(browser, thing, **said):
    answer = browser.post(f"{thing.get_absolute_url()}summary/", {"purpose": "review", **said})
    return html.unescape(answer.content.decode())


def sheet(browser, thing, **said):
    shown = ask(browser, thing, **said)
    return shown[shown.index("<article") : shown.index("</article>")]


def test_it_says_who_what_how_much_by_when_and_who_printed_it(full, officer, maya, sarita):
    shown = sheet(officer, full)
    for words in (
        *(maya.name, full.title, full.code, "claimed 9,000 QAR", "Maya must be at the court"),
        *("Uncle Dorje", "Himal Law Clinic", "Phone Maya’s sister", "Case opened"),
        *("Printed by", "Sarita Gurung", "A review or a meeting"),
    ):
        assert words in shown


def test_the_last_sheet_bears_the_code_too(full, officer):
    assert full.code in sheet(officer, full).split("<footer>")[1]


def test_notes_stand_there_when_asked_for(full, officer):
    assert "Hari knows" not in sheet(officer, full)
    assert "Hari knows" in sheet(officer, full, notes="on")


@pytest.mark.parametrize("which", ["case", "client"])
def test_by_code_no_name_and_nothing_that_was_typed(which, full, maya, officer):
    thing = full if which == "case" else maya
    shown = sheet(officer, thing, coded="on", notes="on")
    assert maya.code in shown
    for words in ("Maya", "Tamang", "Hari", "Dorje", "sister", full.title):
        assert words not in shown
    assert "claimed 9,000 QAR" in shown


def test_by_code_who_sent_her_is_not_named_where_it_was_typed(officer, maya, sarita, kathmandu):
    sent = logged(kathmandu, sarita, sender="Sister Canary")
    sent = referrals.accept_incoming(fresh(sent), by=sarita)
    referrals.tie_incoming(fresh(sent), by=sarita, client=maya)
    assert "Sent to us by Sister Canary" in sheet(officer, maya)
    shown = sheet(officer, maya, coded="on")
    assert f"Sent to us by {sent.code}" in shown
    assert "Canary" not in shown


def test_the_purpose_is_asked_and_kept_with_whom_it_is_about(full, officer, maya, sarita):
    url = f"{full.get_absolute_url()}summary/"
    assert "<article" not in officer.get(url).content.decode()
    assert officer.post(url, {"purpose": ""}).status_code == 422
    assert not Entry.objects.filter(verb="printed").exists()
    ask(officer, full, purpose="authority", coded="on")
    entry = Entry.objects.about_client(maya.uid).get(verb="printed")
    assert (entry.by, entry.code) == (sarita, full.code)
    assert entry.detail == {"form": "summary", "purpose": "authority", "coded": True}


@pytest.mark.parametrize(("who", "status"), [("dipesh", 200), ("bimala", 200), ("pasang", 404)])
def test_who_may(who, status, full, maya, cast):
    for thing in (full, maya):
        url = f"{thing.get_absolute_url()}summary/"
        assert cast[who].post(url, {"purpose": "file"}).status_code == status


def test_someone_named_from_elsewhere_reads_and_prints_nothing(secret, pasang, cast):
    from guardian.shortcuts import assign_perm

    assign_perm("cases.view_case", pasang, secret)
    url = f"{secret.get_absolute_url()}summary/"
    assert cast["pasang"].post(url, {"purpose": "file"}).status_code == 403


def test_it_stays_short(full, officer, sarita):
    for n in range(120):
        cases.note(full, by=sarita, submission_id=uuid.uuid4(), text=f"Note {n}")
    assert sheet(officer, full, notes="on").count("<dt>") < 80


def test_by_code_her_own_words_for_her_work_stay_out_too(maya, sarita, officer):
    make.make_journey(maya, sarita, destination="QA", work="Cook in the house of Mr Ali")
    assert "Mr Ali" in sheet(officer, maya)
    assert "Mr Ali" not in sheet(officer, maya, coded="on")
