"""Who saw and changed a client, a case, a referral; and what stood there before."""

import ast
import uuid
from decimal import Decimal
from pathlib import Path

import pytest
from guardian.shortcuts import assign_perm

from helpdesk.audit.differences import differences_of
from helpdesk.audit.models import Entry
from helpdesk.cases import actions as cases
from helpdesk.clients import actions as clients
from helpdesk.core.clock import at
from helpdesk.desk.words import VERBS, why
from tests import make


def text(browser, path):
    return browser.get(path).content.decode()


def test_it_shows_what_a_sealed_field_said_before_and_after(browse, maya, sarita):
    clients.change(maya, by=sarita, version=1, name="Maya Tamang Rai")
    page = text(browse(sarita), f"/clients/{maya.code}/history/")
    assert "<del><bdi>Maya Kumari Tamang</bdi></del>" in page
    assert "<ins><bdi>Maya Tamang Rai</bdi></ins>" in page


def test_only_what_changed_is_shown_and_choices_read_as_words(browse, case, sarita, dipesh):
    entry = cases.change(case, by=sarita, version=1, urgency="high") and Entry.objects.get(
        verb="changed"
    )
    changes = {d.field.name: (d.before, d.after) for d in differences_of([entry])[entry.pk]}
    clocks = {"due_at", "answer_due_at", "resolve_due_at"}  # follow it
    assert changes.keys() - clocks == {"urgency"}
    assert changes["urgency"] == ("normal", "high")
    page = text(browse(sarita), f"/cases/{case.code}/history/")
    assert "<del><bdi>Normal</bdi></del> <ins><bdi>High</bdi></ins>" in page


def test_nationalities_are_told_by_name(browse, maya, sarita):
    clients.change(maya, by=sarita, version=1, nationalities=["IN", "NP"])
    page = text(browse(sarita), f"/clients/{maya.code}/history/")
    assert "<ins><bdi>India, Nepal</bdi></ins>" in page


def test_fields_and_needs_read_as_words_and_who_did_it_is_said_once(browse, case, sarita):
    cases.add_need(case, by=sarita, client=case.lead, kind="legal", submission_id=uuid.uuid4())
    page = text(browse(sarita), f"/cases/{case.code}/history/")
    assert '<span class="quiet">Kind of help:</span> <ins><bdi>Legal help</bdi></ins>' in page
    assert ">By:<" not in page


def test_a_coded_reason_reads_as_words_and_a_typed_one_as_it_was_typed():
    assert why("threat") == "Someone is threatened"
    assert why("He threatened her") == "He threatened her"


def test_each_recorded_verb_has_words():
    recorded = {
        call.args[0].value
        for package in ("helpdesk", "referrals", "services")
        for path in Path(package).rglob("*.py")
        for call in ast.walk(ast.parse(path.read_text()))
        if isinstance(call, ast.Call)
        and getattr(call.func, "id", "").strip("_") == "record"
        and call.args
        and isinstance(call.args[0], ast.Constant)
    }
    assert recorded - set(VERBS) == set()


def test_a_person_is_named_not_numbered(browse, case, sarita, dipesh):
    cases.assign(case, by=sarita, officer=dipesh)
    assert "<ins><bdi>Dipesh Rai</bdi></ins>" in text(
        browse(sarita), f"/cases/{case.code}/history/"
    )


def test_reading_it_is_an_entry_about_the_client(browse, maya, sarita):
    browse(sarita).get(f"/clients/{maya.code}/history/")
    entry = Entry.objects.get(verb="read_history")
    assert [row.client for row in entry.clients.all()] == [maya.uid]


@pytest.mark.parametrize("who", ["pasang", "anil", "roshan", "stranger"])
def test_who_does_not_see_the_thing_gets_the_same_answer_as_for_none(
    who, browse, case, maya, request
):
    browser = browse(request.getfixturevalue(who))
    for there, absent in (
        (f"/clients/{maya.code}/history/", "/clients/C-999-999/history/"),
        (f"/cases/{case.code}/history/", "/cases/KTM-26-9999/history/"),
    ):
        answers = [browser.get(path) for path in (there, absent)]
        assert [answer.status_code for answer in answers] == [404, 404]
        bodies = [
            a.content.replace(p.encode(), b"")
            for a, p in zip(answers, (there, absent), strict=True)
        ]
        assert without_tokens(bodies[0]) == without_tokens(bodies[1])


def without_tokens(body):
    import re

    return re.sub(rb'name="csrfmiddlewaretoken" value="[^"]+"', b"", body)


def test_the_history_of_a_client_tells_nothing_of_a_case_that_one_does_not_see(
    browse, maya, sarita, dipesh
):
    hidden = make.make_case(maya, sarita, title="Hidden matter", restricted=True)
    page = text(browse(dipesh), f"/clients/{maya.code}/history/")
    assert hidden.code not in page
    assert "Hidden matter" not in page
    assert browse(dipesh).get(f"/cases/{hidden.code}/history/").status_code == 404


def test_a_data_protection_officer_sees_entries_by_code_and_no_content(
    browse, maya, case, sarita, nirmala
):
    clients.change(maya, by=sarita, version=1, name="Maya Tamang Rai")
    page = text(browse(nirmala), f"/clients/{maya.code}/history/")
    assert "Sarita Gurung" in page
    assert "Maya" not in page
    assert "unpaid" not in text(browse(nirmala), f"/cases/{case.code}/history/").lower()
    assert browse(nirmala).get("/cases/KTM-26-9999/history/").status_code == 404


def test_a_data_protection_officer_of_another_centre_sees_none(browse, maya, pokhara):
    low = make.make_user("Low", teams=[pokhara.protectors])
    assert browse(low).get(f"/clients/{maya.code}/history/").status_code == 404


def test_an_erased_value_reads_as_erased(browse, maya, sarita):
    from helpdesk.vault.models import DataKey

    clients.change(maya, by=sarita, version=1, name="Maya Tamang Rai")
    DataKey.objects.filter(pk=maya.data_key_id).update(wrapped=None)
    page = text(browse(sarita), f"/clients/{maya.code}/history/")
    assert "Maya" not in page
    assert "⟨erased⟩" in page


def test_it_costs_the_same_for_few_and_many(browse, case, sarita, queries):
    browser = browse(sarita)
    path = f"/cases/{case.code}/history/"
    cases.change(case, by=sarita, version=1, urgency="high")
    few = queries(lambda: browser.get(path))
    for version in range(2, 12):
        cases.change(case, by=sarita, version=version, urgency=["low", "high"][version % 2])
    assert queries(lambda: browser.get(path)) == few


def test_data_protection_sees_who_saw_this_person_anywhere(browse, maya, case, sarita, nirmala):
    browse(sarita).get(case.get_absolute_url())
    assert case.code in text(browse(nirmala), f"/clients/{maya.code}/history/")


def test_it_tells_of_fees_relatives_appointments_and_sessions(browse, maya, sarita, kathmandu):
    from helpdesk.contacts.appointments import actions as appointing
    from helpdesk.contacts.sessions import actions as sessions

    journey = make.make_journey(maya, sarita)
    make.make_fee(journey, sarita, amount=Decimal("120000"), currency="NPR")
    visit = make.make_visit(maya, sarita, place="Room 7")
    appointing.cancel(visit, by=sarita)
    sessions.enrol(make.make_session(kathmandu, sarita), maya, by=sarita)
    page = text(browse(sarita), f"/clients/{maya.code}/history/")
    for words in ("120,000", "Room 7", "Cancelled", "Enrolled"):
        assert f"<ins><bdi>{words}" in page
    assert "<del><bdi>Set</bdi></del>" in page


def test_attendance_is_told_of_this_client_alone(browse, maya, sarita, kathmandu):
    from helpdesk.contacts.models import Attendance
    from helpdesk.contacts.sessions import actions as sessions

    session = make.make_session(kathmandu, sarita)
    others = [make.make_client(kathmandu, sarita, name) for name in ("Sita Rai", "Gita Rai")]
    for client in (maya, *others):
        sessions.enrol(session, client, by=sarita)
    session.refresh_from_db()
    rows = list(Attendance.objects.values_list("pk", flat=True))
    hers = Attendance.objects.get(client=maya).pk
    with at(session.ends_at):
        sessions.take_attendance(
            session, by=sarita, version=session.version, asked=rows, present=[hers], heads={}
        )
        page = text(browse(sarita), f"/clients/{maya.code}/history/")
    assert page.count("<ins><bdi>Attended</bdi></ins>") == 1
    assert "Did not come" not in page


def test_an_appointment_on_a_case_that_one_does_not_see_is_not_in_the_history(
    browse, maya, sarita, dipesh
):
    hidden = make.make_case(maya, sarita, title="Hidden matter", restricted=True)
    assign_perm("cases.view_case", sarita, hidden)
    visit = make.make_visit(maya, sarita, case=hidden, place="The back door")
    assert "The back door" in text(browse(sarita), f"/clients/{maya.code}/history/")
    page = text(browse(dipesh), f"/clients/{maya.code}/history/")
    assert "The back door" not in page
    assert visit.code not in page


def test_a_relative_whom_one_does_not_see_is_not_named(browse, maya, sarita, dipesh, pokhara):
    from helpdesk.clients.models import Client

    far = make.make_client(pokhara, make.make_user("Far", teams=[pokhara.officers]), "Sita Rai")
    assert not Client.objects.visible_to(sarita).filter(pk=far.pk).exists()
    own = make.make_client(maya.centre, sarita, "Ram Tamang")
    for other in (far, own):
        make.make_relation(maya, sarita, other=other)
    page = text(browse(sarita), f"/clients/{maya.code}/history/")
    assert own.code in page
    assert far.code not in page
