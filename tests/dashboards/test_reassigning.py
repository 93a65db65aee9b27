import uuid

import pytest

from helpdesk.audit.models import Entry
from helpdesk.cases import actions
from helpdesk.cases.models import Case, Note
from helpdesk.notices.models import Notice
from tests import make

from .world import make_cases


@pytest.fixture
def reassign(browse, bimala, sarita):
    """Bimala hands Sarita's ticked cases to an officer, and reads what became of them."""

    def reassign(cases, officer, note="", submission_id=None, centre=""):
        ticked = {
            "cases": [case.code for case in cases],
            "officer": officer and officer.pk,
            "note": note,
        }
        ticked["submission_id"] = submission_id or uuid.uuid4()
        address = f"/figures/reassign/{sarita.pk}/" + (f"?centre={centre}" if centre else "")
        return browse(bimala).post(address, {k: v for k, v in ticked.items() if v}, follow=True)

    return reassign


def holders(*cases):
    return [Case.objects.get(pk=case.pk).officer_id for case in cases]


def test_one_case_goes_to_a_colleague_who_is_told(reassign, case, dipesh, bimala):
    answer = reassign([case], dipesh)
    assert f"Now with Dipesh Rai: {case.code}." in answer.content.decode()
    assert holders(case) == [dipesh.pk]
    assert (
        Notice.objects.filter(recipient=dipesh, kind="case_assigned", code=case.code).count() == 1
    )
    assert Entry.objects.get(verb="assigned", code=case.code).by == bimala


def test_several_go_at_once_and_the_others_stay(reassign, sarita, dipesh, kathmandu):
    one, two, three = make_cases(3, kathmandu, sarita, officer=sarita)
    answer = reassign([one, two], dipesh)
    assert holders(one, two, three) == [dipesh.pk, dipesh.pk, sarita.pk]
    rows = answer.content.decode()
    assert f'value="{three.code}"' in rows
    assert f'value="{one.code}"' not in rows


def test_the_hand_over_note_is_kept_in_each_case(reassign, sarita, dipesh, kathmandu, bimala):
    cases = make_cases(2, kathmandu, sarita, officer=sarita)
    reassign(cases, dipesh, note="Calls are due on Friday")
    notes = Note.objects.select_related("data_key")
    assert [note.text for note in notes] == ["Calls are due on Friday"] * 2
    assert {note.by_id for note in notes} == {bimala.pk}


def test_without_a_note_none_is_written(reassign, case, dipesh):
    reassign([case], dipesh)
    assert not Note.objects.exists()


def test_a_refused_row_says_why_and_the_others_go(reassign, sarita, dipesh, maya, kathmandu):
    good, closed = make_cases(2, kathmandu, sarita, officer=sarita)
    actions.close(closed, by=sarita, outcomes={closed.people.get().client_id: "fully"})
    html = reassign([good, closed], dipesh, note="Please").content.decode()
    assert f"Now with Dipesh Rai: {good.code}." in html
    assert f"{closed.code} has not changed hands: This case is closed. Open it again first." in html
    assert holders(good, closed) == [dipesh.pk, sarita.pk]
    assert Note.objects.get().case == good


def test_an_officer_of_another_centre_is_refused_for_that_row(
    reassign, kathmandu, pokhara, pasang, sarita
):
    sarita.groups.add(pokhara.officers)
    (here,) = make_cases(1, kathmandu, sarita, officer=sarita)
    (there,) = make_cases(1, pokhara, pasang, officer=sarita)
    html = reassign([here, there], pasang).content.decode()
    assert (
        f"{here.code} has not changed hands: Pasang Lama does not work at Kathmandu centre." in html
    )
    assert holders(here, there) == [sarita.pk, pasang.pk]


def test_a_case_that_she_does_not_oversee_is_left_alone(
    browse, sushila, pasang, sarita, kathmandu, pokhara, dipesh
):
    (mine,) = make_cases(1, pokhara, pasang, officer=pasang)
    (foreign,) = make_cases(1, kathmandu, sarita, officer=pasang)
    tsering = make.make_user("Tsering", teams=[pokhara.officers])
    ticked = {
        "cases": [mine.code, foreign.code],
        "officer": tsering.pk,
        "submission_id": uuid.uuid4(),
    }
    answer = browse(sushila).post(f"/figures/reassign/{pasang.pk}/", ticked, follow=True)
    assert (
        f"{foreign.code} has not changed hands: This case is not among those"
        in answer.content.decode()
    )
    assert holders(mine, foreign) == [tsering.pk, pasang.pk]


def test_a_restricted_case_of_others_is_neither_shown_nor_given(reassign, case, dipesh, sarita):
    Case.objects.filter(pk=case.pk).update(restricted=True)
    html = reassign([case], dipesh).content.decode()
    assert f'value="{case.code}"' not in html
    assert holders(case) == [sarita.pk]


def test_pressing_twice_hands_over_once(reassign, case, dipesh):
    twice = uuid.uuid4()
    other = make_cases(1, case.centre, dipesh, officer=case.officer)
    reassign([case, *other], dipesh, note="Friday", submission_id=twice)
    reassign([case], dipesh, note="Friday", submission_id=twice)
    assert Entry.objects.filter(verb="assigned", code=case.code).count() == 1
    assert Note.objects.filter(case=case).count() == 1


def test_nothing_ticked_or_nobody_chosen_keeps_what_was_typed(reassign, case, dipesh):
    make_cases(1, case.centre, dipesh, officer=case.officer)
    nothing = reassign([], dipesh, note="Calls on Friday")
    assert nothing.status_code == 422
    assert "Tick the cases that change hands." in nothing.content.decode()
    assert "Calls on Friday" in nothing.content.decode()
    nobody = reassign([case], None)
    assert nobody.status_code == 422
    assert f'value="{case.code}" checked' in nobody.content.decode()


def test_the_choice_shows_colleagues_of_the_centre_and_what_they_have(
    browse, bimala, case, sarita, dipesh, pasang
):
    make_cases(2, case.centre, dipesh, officer=dipesh)
    html = browse(bimala).get(f"/figures/reassign/{sarita.pk}/").content.decode()
    assert "Dipesh Rai, 2 open" in html
    assert "Pasang Lama" not in html
    assert "Sarita Gurung, " not in html


def test_an_officer_without_cases_has_nothing_to_hand_over(browse, bimala, dipesh):
    assert "no open case" in browse(bimala).get(f"/figures/reassign/{dipesh.pk}/").content.decode()


def test_an_absent_officers_cases_all_go_at_once_also_those_not_on_the_page(
    browse, bimala, sarita, dipesh, kathmandu, monkeypatch
):
    from helpdesk.dashboards import handover

    monkeypatch.setattr(handover, "AT_ONCE", 2)
    cases = make_cases(4, kathmandu, sarita, officer=sarita)
    asked = {"everything": "1", "officer": dipesh.pk, "note": "Sarita is ill"}
    browse(bimala).post(f"/figures/reassign/{sarita.pk}/", {**asked, "submission_id": uuid.uuid4()})
    assert holders(*cases) == [dipesh.pk] * 4
    assert Note.objects.count() == 4
