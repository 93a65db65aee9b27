from datetime import timedelta

import pytest

from helpdesk.audit.models import Entry
from helpdesk.cases import actions
from helpdesk.cases.models import Case, Restriction, Screening
from helpdesk.clients.models import Client
from helpdesk.core.clock import today
from helpdesk.core.refusal import Refused
from tests import make


def names(people):
    return sorted(person.name.split()[0] for person in people)


@pytest.mark.parametrize("result", ["possible", "confirmed"])
def test_it_restricts_at_once_and_sets_the_high_risk(result, case, sarita, dipesh, bimala):
    make.make_screening(case, sarita, result=result, people=[bimala])
    case.refresh_from_db()
    assert (case.restricted, case.high_risk) == (True, True)
    assert (case.urgency, case.proposed_because) == ("critical", "danger")
    assert names(actions.named(case)) == ["Bimala", "Sarita"]
    assert not Case.objects.visible_to(dipesh).filter(pk=case.pk).exists()
    assert Restriction.objects.get().ground == "trafficking"


def test_the_cases_officer_is_named_too(case, dipesh, sarita, bimala):
    make.make_screening(case, dipesh, people=[bimala])
    assert names(actions.named(case)) == ["Bimala", "Dipesh", "Sarita"]


def test_without_a_supervisor_it_is_refused_and_nothing_is_kept(case, sarita, bimala):
    with pytest.raises(Refused, match="supervisor"):
        make.make_screening(case, sarita)
    assert not Screening.objects.exists()
    assert not Case.objects.get(pk=case.pk).restricted


def test_where_there_is_no_supervisor_the_officer_alone_is_named(case, sarita):
    make.make_screening(case, sarita)
    assert names(actions.named(case)) == ["Sarita"]


def test_not_a_victim_restricts_nothing(case, sarita, bimala):
    make.make_screening(case, sarita, result="not_victim")
    assert not Case.objects.get(pk=case.pk).restricted


def test_on_an_ordinary_case_only_who_is_answerable_knows_of_it(
    browse, case, sarita, dipesh, bimala
):
    make.make_screening(case, sarita, result="not_victim", reasons="CANARY-REASON")
    assert {
        p.name.split()[0]: Screening.objects.visible_to(p).count() for p in (sarita, dipesh, bimala)
    } == {
        "Sarita": 1,
        "Dipesh": 0,
        "Bimala": 1,
    }
    seen, hidden = browse(sarita), browse(dipesh)
    for path in ("", "assessments/", "history/"):
        page = hidden.get(f"/cases/{case.code}/{path}").content.decode()
        for word in ("CANARY-REASON", "Not a victim", "Screened:", ">screened"):
            assert word not in page, path
    assert "Not a victim" in seen.get(case.get_absolute_url()).content.decode()
    assert "CANARY-REASON" in seen.get(f"/cases/{case.code}/assessments/").content.decode()


def test_after_lifting_the_centre_does_not_learn_why_it_was_restricted(
    browse, case, sarita, dipesh, bimala
):
    make.make_screening(case, sarita, people=[bimala])
    make.make_screening(case, sarita, result="not_victim")
    actions.lift_restriction(case, by=bimala, reason="It was a misunderstanding")
    for path in ("", "assessments/", "history/"):
        page = browse(dipesh).get(f"/cases/{case.code}/{path}").content.decode()
        for word in ("Possible", "ictim of trafficking", "misunderstanding"):
            assert word not in page, path


def test_who_decided_stands_with_it(browse, case, sarita, maya, bimala):
    said = {
        "client": maya.pk,
        "result": "confirmed",
        "indicators": ["m_papers", "p_labour"],
        "reasons": "The court said so.",
        "decided_by": "authority",
        "decider": "District court",
        "decided_on": today() - timedelta(days=5),
        "people": [bimala.pk],
        "submission_id": "7b0c3f0e-5f3f-4d53-9a53-1d1a2f3b4c5e",
    }
    assert browse(sarita).post(f"/cases/{case.code}/screen/", said).status_code == 302
    made = Screening.objects.for_listing().get()
    assert (made.decider, made.reasons) == ("District court", "The court said so.")
    page = browse(sarita).get(f"/cases/{case.code}/assessments/").content.decode()
    for words in ("District court", "Papers taken away", "Confirmed victim"):
        assert words in page


def test_the_entry_is_about_the_screening_and_names_no_result(case, sarita, maya, bimala):
    make.make_screening(case, sarita, people=[bimala])
    entry = Entry.objects.get(verb="screened")
    assert (entry.label, entry.code, entry.detail) == ("cases.screening", "", {})
    assert list(entry.clients.values_list("client", flat=True)) == [maya.uid]


def test_whom_the_centre_serves_for_the_case_alone_is_seen_by_name_from_now_on(
    pokhara, pasang, maya, sarita
):
    colleague = make.make_user("Tara", teams=[pokhara.officers])
    case = make.make_case(maya, pasang, centre=pokhara, officer=pasang)
    assert Client.objects.visible_to(colleague).filter(pk=maya.pk).exists()
    make.make_screening(case, pasang)
    assert not Client.objects.visible_to(colleague).filter(pk=maya.pk).exists()
    assert Client.objects.visible_to(pasang).filter(pk=maya.pk).exists()
    assert Client.objects.visible_to(sarita).filter(pk=maya.pk).exists()
