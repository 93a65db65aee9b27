import ast
import html
import uuid
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from helpdesk.cases import actions as cases
from helpdesk.clients import actions as clients
from helpdesk.core.clock import now, today
from helpdesk.desk import record, timeline, told
from referrals import actions as referrals
from tests import make
from tests.referrals.incoming import logged

# Verbs about clients, cases and what belongs to them that the trail alone keeps, and why.
BY_ITS_ROW = "the row itself is told, with its own day: a note, a contact, a step, a consent"
INSIDE = "a draft that nobody else has seen, or the partner's own affair"
NOT_HERS = "about no client and no case: a tag, a rule, a party, a text, a register, a job"
BETWEEN_COLLEAGUES = "what a supervisor found in a colleague's work is for the two of them"
UNTOLD = {
    BETWEEN_COLLEAGUES: {"drew_review", "judged_case", "answered_review"},
    BY_ITS_ROW: {
        *("noted", "logged", "corrected", "gave_help", "entered_in_error", "tied", "sent"),
        *("withdrew_consent", "overrode_consent", "disclosed", "amended", "chased"),
        *("made_appointment", "changed_appointment", "enrolled", "left_session", "screened"),
        *("reminded_client", "took_attendance", "assessed"),
    },
    INSIDE: {"drafted", "redrafted", "allotted"},
    NOT_HERS: {
        *("made", "retired", "added_rule", "merged_party", "undid_merge_party"),
        *("put_off_scanning", "added_spellings", "removed_spellings", "added_consent_text"),
        *("uploaded", "destroyed", "checked", "imported", "exported", "loaded", "invited"),
        *("joined", "left", "taken_back", "verified", "began_history"),
        *("set_up_session", "changed_session", "cancelled_session", "reviewed_break_glass"),
    },
}
# Where the verb is a variable, what it can be: each is told by a row, or stands in TOLD.
SPOKEN = {
    "cases/actions/files.py": {"added_file", "replaced_file"},
    "cases/actions/scanning.py": {"quarantined_file", "released_file"},
    "cases/actions/receipts.py": {"received", "took_back_receipt"},
}
APPS = ("helpdesk/cases", "helpdesk/clients", "helpdesk/contacts", "helpdesk/desk", "referrals")
OUTSIDE = ("demo", "seeding", "importing", "migrations")


def verbs_recorded():
    """(file, verb) of every record() whose verb is written there."""
    for path in sorted(p for app in APPS for p in Path(app).rglob("*.py")):
        if any(part in path.parts for part in OUTSIDE):
            continue
        for call in ast.walk(ast.parse(path.read_text())):
            if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "record":
                for part in ast.walk(call.args[0]):
                    if isinstance(part, ast.Constant) and isinstance(part.value, str):
                        yield path, part.value


def test_every_verb_about_a_client_or_a_case_is_told_or_left_out_for_a_reason():
    known = {verb for verbs in timeline.TOLD.values() for verb in verbs}
    left_out = set().union(*UNTOLD.values())
    recorded = {verb: path for path, verb in verbs_recorded()}
    spoken = set().union(*SPOKEN.values())
    assert {v: str(p) for v, p in recorded.items() if v not in known | left_out} == {}
    assert spoken <= known


def test_every_verb_told_is_of_a_kind_one_can_ask_for():
    kinds = dict(told.WHAT)
    for label, verbs in timeline.TOLD.items():
        assert {told.what_of(label, verb) for verb in verbs} <= kinds.keys()


def story(browser, thing, query=""):
    shown = html.unescape(browser.get(f"{thing.get_absolute_url()}{query}").content.decode())
    return shown[shown.index('id="timeline"') :]


@pytest.fixture
def busy(case, maya, sarita, dipesh):
    new = {"by": sarita, "submission_id": uuid.uuid4()}
    claim = make.make_claim(case, sarita, agreed=Decimal(6000))
    got = {"amount": Decimal(2000), "received_on": today()}
    receipt = cases.receive(claim, **new, **got)
    cases.take_back_receipt(receipt, by=sarita, mistake="amount")
    make.make_party(case, sarita)
    make.make_deadline(case, sarita)
    cases.add_task(case, text="Call back", due_at=now(), **new)
    cases.add_need(case, client=maya, kind="legal", **new)
    cases.note(case, by=dipesh, submission_id=uuid.uuid4(), text="Slept badly")
    cases.assign(case, by=sarita, officer=dipesh)
    make.make_file(case, sarita)
    make.make_help(case, dipesh, note="Two hours")
    clients.add_phone(maya, by=sarita, number="+9779841000001")
    journey = make.make_journey(maya, sarita)
    make.make_fee(journey, sarita)
    return case


EVERYTHING = [
    "A claim was added",
    "Unpaid wages · 9,000 QAR",
    "Money came of a claim",
    "2,000 QAR",
    "What had come of a claim was taken back",
    "The sum is wrong",
    "A party was added",
    "A deadline was added",
    "Something is to be done",
    "A need was named",
    "Slept badly",
    "Dipesh Rai",
    "File added",
    "Payslip or receipt",
    "Help given",
]


@pytest.mark.parametrize("words", EVERYTHING)
def test_the_cases_page_tells(words, busy, officer):
    assert words in story(officer, busy)


@pytest.mark.parametrize(
    "words", [*EVERYTHING, "Registered", "phones", "Journey added", "A fee was noted"]
)
def test_the_clients_page_tells(words, busy, maya, officer):
    assert words in story(officer, maya)


@pytest.mark.parametrize(
    ("query", "there", "gone"),
    [
        (
            "?what=money",
            ["A claim was added"],
            ["Slept badly", "File added", "A deadline was added"],
        ),
        ("?what=notes", ["Slept badly"], ["A claim was added", "Help given: "]),
        ("?what=files", ["File added"], ["Slept badly", "Case opened"]),
        ("?what=tasks", ["A need was named"], ["Slept badly", "A claim was added"]),
        ("?what=case", ["Case opened"], ["A claim was added", "Slept badly"]),
    ],
)
def test_it_is_narrowed_to_one_kind(query, there, gone, busy, maya, officer):
    for thing in (busy, maya):
        shown = story(officer, thing, query)
        assert not [words for words in there if words not in shown]
        assert not [words for words in gone if words in shown]


def test_by_whom_and_when_each_with_a_chip_that_takes_it_off(busy, officer, sarita, dipesh):
    shown = story(officer, busy, f"?by={dipesh.pk}&what=notes")
    assert "Slept badly" in shown
    assert "By whom: Dipesh Rai" in shown
    assert 'href="?what=notes#timeline"' in shown
    assert "Slept badly" not in story(officer, busy, f"?by={sarita.pk}")
    tomorrow = today() + timedelta(days=1)
    assert "Slept badly" not in story(officer, busy, f"?since={tomorrow}")
    assert "Slept badly" in story(officer, busy, f"?since={today()}&until={today()}")


@pytest.mark.parametrize(
    "query", ["?what=nonsense", "?by=²", "?by=999999", "?since=yesterday", "?journey=7", "?shown=x"]
)
def test_what_the_address_says_wrongly_breaks_nothing(query, busy, maya, officer):
    for thing in (busy, maya):
        assert officer.get(f"{thing.get_absolute_url()}{query}").status_code == 200


def test_what_is_older_than_the_newest_is_found_by_its_kind(busy, officer, sarita):
    for n in range(60):
        cases.note(busy, by=sarita, submission_id=uuid.uuid4(), text=f"Note {n}")
    assert "A claim was added" not in story(officer, busy)
    assert "A claim was added" in story(officer, busy, "?what=money")


@pytest.mark.parametrize("query", ["", "?what=notes", "?what=contacts", "?shown=300"])
def test_two_hundred_events_cost_what_one_costs(query, busy, maya, officer, sarita, queries):
    make.make_contact(busy.centre, sarita, case=busy, client=maya)
    costs = {}
    for round_ in range(2):
        for thing in (busy, maya):
            officer.get(thing.get_absolute_url())
            cost = queries(lambda thing=thing: story(officer, thing, query))
            costs.setdefault(type(thing).__name__, []).append(cost)
        for n in range(100 if not round_ else 0):
            cases.note(busy, by=sarita, submission_id=uuid.uuid4(), text=f"Note {n}")
            make.make_contact(busy.centre, sarita, case=busy, client=maya)
    assert all(one == many for one, many in costs.values()), costs


def test_an_empty_cases_page_asks_for_nothing_that_is_not_there(case, officer, queries):
    officer.get(case.get_absolute_url())
    assert queries(lambda: officer.get(case.get_absolute_url())) <= 16


@pytest.mark.parametrize("where", ["case", "client"])
def test_assessments_and_screenings_are_told_of_the_case_and_of_its_client(
    where, case, maya, sarita, cast, kathmandu
):
    make.make_assessment(case, sarita)
    make.make_screening(case, sarita, result="not_victim")
    about = {"case": case, "client": maya}[where]
    told_to = {who: story(cast[who], about) for who in ("sarita", "dipesh", "bimala")}
    assert all("Assessed: High" in shown for shown in told_to.values())
    assert {who for who, shown in told_to.items() if "Screened: " in shown} == {"sarita", "bimala"}


def test_of_a_restricted_case_the_clients_timeline_tells_only_who_is_named(
    secret, maya, sarita, cast
):
    make.make_assessment(secret, sarita)
    make.make_screening(secret, sarita)
    assert "Assessed: High" in story(cast["sarita"], maya)
    assert "Screened: Possible" in story(cast["sarita"], maya)
    for words in ("Assessed", "Screened"):
        assert words not in story(cast["dipesh"], maya)


def test_a_screening_of_someone_else_on_the_case_is_not_told_of_her(case, maya, sarita, kathmandu):
    sister = make.make_client(kathmandu, sarita, "Sita Rai")
    cases.add_person(case, by=sarita, client=sister)
    make.make_assessment(case, sarita, client=sister)
    make.make_screening(case, sarita, client=sister, result="not_victim")
    page = record.ClientPage(maya, sarita, 30)
    assert (page.assessments, page.screenings) == ([], [])


@pytest.fixture
def sent_here(maya, case, kathmandu, sarita):
    incoming = logged(kathmandu, sarita)
    incoming = referrals.acknowledge_incoming(incoming, by=sarita)
    incoming = referrals.accept_incoming(incoming, by=sarita, text="She may come at ten")
    return referrals.tie_incoming(incoming, by=sarita, client=maya, case=case)


def test_who_sent_the_client_here_is_told_step_by_step(sent_here, maya, case, officer):
    for about in (maya, case):
        shown = story(officer, about, "?what=referrals")
        for words in ("Received", "Acknowledged", "Accepted"):
            assert f"Sent to us by Embassy in Doha: {words}" in shown
        assert "She may come at ten" in shown
        assert sent_here.code in shown
    assert "Embassy in Doha" not in story(officer, maya, "?what=notes")


def test_an_incoming_one_is_told_only_to_its_centre_and_who_may_see_it(
    maya, kathmandu, sarita, cast
):
    incoming = logged(kathmandu, sarita, restricted=True)
    incoming = referrals.accept_incoming(incoming, by=sarita)
    referrals.tie_incoming(incoming, by=sarita, client=maya)
    told_to = {who for who in ("sarita", "dipesh", "bimala") if "Doha" in story(cast[who], maya)}
    assert told_to == {"sarita", "bimala"}


def test_where_it_became_a_restricted_case_it_is_told_to_who_sees_that_case(
    secret, maya, kathmandu, sarita, cast
):
    incoming = referrals.accept_incoming(logged(kathmandu, sarita), by=sarita)
    referrals.tie_incoming(incoming, by=sarita, client=maya, case=secret)
    assert "Doha" in story(cast["sarita"], maya)
    assert "Doha" not in story(cast["dipesh"], maya)
