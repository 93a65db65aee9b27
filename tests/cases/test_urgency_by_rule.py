import uuid
from datetime import timedelta

import pytest

from helpdesk.audit.models import Entry
from helpdesk.cases import actions
from helpdesk.cases.models import Case
from helpdesk.cases.proposing_urgency import Known, propose
from helpdesk.clients.models import Client, Journey
from helpdesk.core.clock import today
from tests import make

ALONE = Client(care="unaccompanied")
GROWN = Client(care="unaccompanied", birth_year=1990, birth_precision="year")
ABROAD, BACK = Journey(stage="employment"), Journey(stage="return")


@pytest.mark.parametrize(
    ("known", "urgency", "because"),
    [
        ({"category": "B1"}, "normal", ""),
        ({"category": "C3"}, "critical", "category"),
        ({"category": "D1"}, "high", "category"),
        ({"category": "D4"}, "critical", "category"),
        ({"category": "I4"}, "low", "category"),
        ({"category": "I4", "high_risk": True}, "critical", "danger"),
        ({"category": "B1", "clients": [ALONE]}, "critical", "alone"),
        ({"category": "B1", "clients": [GROWN]}, "normal", ""),
        ({"category": "B5", "journeys": [ABROAD]}, "high", "stranded"),
        ({"category": "B5", "journeys": [BACK]}, "normal", ""),
        ({"category": "G1", "last_days": [14]}, "high", "lapsing"),
        ({"category": "G1", "last_days": [-3]}, "high", "lapsing"),
        ({"category": "G1", "last_days": [15]}, "normal", ""),
    ],
)
def test_what_the_rules_propose(known, urgency, because):
    days = [today() + timedelta(days=n) for n in known.get("last_days", [])]
    proposal = propose(Known(**{**known, "last_days": days}))
    assert (proposal.urgency, proposal.because) == (urgency, because)


def test_a_country_changes_a_rule_or_turns_it_off(settings):
    rules = {**settings.URGENCY_RULES, "danger": "", "category": {"D": "low", "D4": ""}}
    settings.URGENCY_RULES = rules
    assert propose(Known("D4", high_risk=True)).urgency == "normal"
    assert propose(Known("D1")).urgency == "low"


def test_the_reason_stands_in_words():
    assert propose(Known("C3")).words == "Critical, because it is about: Detention"
    assert propose(Known("B1")).words == "Normal"


def test_without_a_word_of_the_officer_it_is_as_proposed(maya, sarita):
    case = make.make_case(maya, sarita, category="C3")
    assert (case.urgency, case.proposed_urgency, case.proposed_because) == (
        "critical",
        "critical",
        "category",
    )
    assert case.answer_due_at - case.opened_at == timedelta(hours=24)


def test_the_officer_decides_and_both_are_kept(maya, sarita, browse):
    note = "He is out on bail"
    why = {"urgency_reason": "safe", "urgency_note": note}
    case = make.make_case(maya, sarita, category="C3", urgency="normal", **why)
    kept = Case.objects.for_listing().get(pk=case.pk)
    assert (kept.urgency, kept.proposed_urgency) == ("normal", "critical")
    assert (kept.urgency_reason, kept.urgency_note) == ("safe", note)
    page = browse(sarita).get(case.get_absolute_url()).content.decode()
    assert "proposed: Critical, because it is about: Detention" in page
    assert "The client is safe for now" in page
    assert note in page


def test_a_reason_goes_when_it_is_as_proposed_again(maya, sarita):
    why = {"urgency_reason": "safe", "urgency_note": "Out on bail"}
    case = make.make_case(maya, sarita, category="C3", urgency="normal", **why)
    kept = actions.change(case, by=sarita, version=1, urgency="")
    assert (kept.urgency, kept.urgency_reason, kept.urgency_note) == ("critical", "", None)
    assert "urgency" in Entry.objects.get(verb="changed").detail["fields"]


def sent(**facts):
    return {
        "submission_id": uuid.uuid4(),
        "title": "Held at the airport",
        "category": "C3",
        "stage": "employment",
        **facts,
    }


@pytest.fixture
def path(maya):
    return f"/clients/{maya.code}/open-case/"


def test_what_presses_is_not_quietly_made_less(browse, sarita, maya, kathmandu, path):
    officer, facts = browse(sarita), {"urgency": "normal", "centre": kathmandu.pk}
    answer = officer.post(path, sent(**facts))
    assert answer.status_code == 422
    assert "Choose why it is less urgent" in answer.content.decode()
    assert officer.post(path, sent(**facts, urgency_reason="under_way")).status_code == 302
    assert Case.objects.get().urgency_reason == "under_way"


def test_more_urgent_than_proposed_needs_no_reason(browse, sarita, kathmandu, path):
    facts = {"category": "B1", "urgency": "critical", "centre": kathmandu.pk}
    assert browse(sarita).post(path, sent(**facts)).status_code == 302
    assert Case.objects.get().is_otherwise


def test_the_page_says_what_the_rules_propose_for_the_category(browse, sarita, path, case):
    officer = browse(sarita)
    assert "Choose the category, and the rules propose" in officer.get(path).content.decode()
    page = officer.get(path, {"category": "C3"}).content.decode()
    assert "The rules propose: Critical, because it is about: Detention." in page
    page = officer.get(f"{case.get_absolute_url()}change/", {"category": "B1", "high_risk": "on"})
    assert "because someone may come to harm" in page.content.decode()
    for nonsense in ("X9", "C3" * 200, "<b>"):
        assert officer.get(path, {"category": nonsense}).status_code == 200


def test_what_came_to_press_later_is_said_and_left_to_the_officer(case, sarita, browse):
    officer, url = browse(sarita), case.get_absolute_url()
    assert "The rules now propose" not in officer.get(url).content.decode()
    make.make_deadline(case, sarita, days=9)
    page = officer.get(url).content.decode()
    assert "The rules now propose: High, because a deadline lapses within 14 days" in page
    kept = Case.objects.get(pk=case.pk)
    assert kept.urgency == "normal"
    actions.change(kept, by=sarita, version=kept.version, urgency="", title="Wages and welfare")
    assert Case.objects.get(pk=case.pk).urgency == "high"
    assert "The rules now propose" not in officer.get(url).content.decode()


def test_what_she_decided_against_is_not_said_again(maya, sarita, browse):
    case = make.make_case(maya, sarita, category="C3", urgency="normal", urgency_reason="safe")
    page = browse(sarita).get(case.get_absolute_url()).content.decode()
    assert "The rules now propose" not in page
