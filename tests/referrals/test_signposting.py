"""Told where to go, or sent there with name and phone: the light kinds, apart from referrals."""

import uuid

import pytest

from helpdesk.audit.models import Entry
from helpdesk.core.refusal import Refused
from helpdesk.notices.models import Notice
from referrals import actions
from referrals.models import Referral, Signpost
from tests import make


def tell(service, by, centre, **facts):
    return actions.signpost(service, by=by, submission_id=uuid.uuid4(), centre=centre, **facts)


def test_someone_without_a_name_is_told_in_two_clicks(desk, sarita, browse):
    browser = browse(sarita)
    page = browser.get(desk.get_absolute_url()).content.decode()
    address = f"/referrals/signpost/{desk.pk}/"
    assert f'href="{address}"' in page
    answer = browser.post(address, {"submission_id": str(uuid.uuid4()), "client": ""})
    made = Signpost.objects.get()
    assert answer.url == made.get_absolute_url()
    assert (made.kind, made.client, made.data_key) == ("signposting", None, None)


def test_the_candidates_of_a_case_lead_to_both_kinds_with_her_code(
    desk, case, maya, sarita, browse
):
    page = browse(sarita).get(f"/referrals/refer/{case.code}/?kind=legal").content.decode()
    tail = f"?case={case.code}&amp;client={maya.code}"
    for verb in ("signpost", "redirect"):
        assert f"/referrals/{verb}/{desk.pk}/{tail}" in page


def test_a_client_is_sent_there_on_her_word_only(desk, case, maya, sarita, browse):
    path = f"/referrals/redirect/{desk.pk}/"
    typed = {"submission_id": str(uuid.uuid4()), "client": maya.code, "agreed_how": "spoken"}
    assert browse(sarita).post(path, typed).status_code == 422
    browse(sarita).post(path, {**typed, "given": ["name", "phone"], "case": case.code})
    made = Signpost.objects.select_related("data_key").get()
    assert (made.kind, made.given, made.data_key) == (
        "redirection",
        ["name", "phone"],
        maya.data_key,
    )


def test_the_note_gives_what_she_agreed_to_and_no_more(desk, maya, kathmandu, sarita, browse):
    made = actions.redirect(
        desk,
        by=sarita,
        submission_id=uuid.uuid4(),
        centre=kathmandu,
        client=maya,
        given=["phone"],
        agreed_how="spoken",
    )
    sheet = browse(sarita).get(made.get_absolute_url()).content.decode().split("<article")[1]
    assert maya.name not in sheet
    assert Entry.objects.about(made).filter(verb="opened").exists()


def test_nothing_leaves_and_nobody_is_told(desk, maya, kathmandu, sarita, roshan, browse):
    before = Notice.objects.count()
    made = tell(desk, sarita, kathmandu, client=maya)
    assert Notice.objects.count() == before
    assert not Referral.objects.exists()
    assert browse(roshan).get(made.get_absolute_url()).status_code == 404


def test_an_unknown_client_is_not_announced(desk, kathmandu, sarita):
    with pytest.raises(Refused, match="known client"):
        actions.redirect(
            desk,
            by=sarita,
            submission_id=uuid.uuid4(),
            centre=kathmandu,
            client=None,
            given=["name"],
            agreed_how="spoken",
        )


def test_it_stands_in_both_timelines(desk, case, maya, kathmandu, sarita, browse):
    made = tell(desk, sarita, kathmandu, client=maya, case=case, note="On Tuesday")
    for thing in (maya, case):
        page = browse(sarita).get(thing.get_absolute_url()).content.decode()
        assert made.get_absolute_url() in page
        assert "On Tuesday" in page


def test_another_centre_sees_it_with_the_client_only(desk, kathmandu, sarita, pasang):
    made = tell(desk, sarita, kathmandu)
    assert not Signpost.objects.visible_to(pasang).filter(pk=made.pk).exists()


@pytest.mark.parametrize("count", [1, 10, 100])
def test_the_list_costs_the_same_however_long(
    count, desk, kathmandu, bimala, sarita, browse, queries
):
    for _n in range(count):
        tell(desk, sarita, kathmandu, client=make.make_client(kathmandu, sarita, name="Sita"))
    answers = []
    browser = browse(bimala)
    assert queries(lambda: answers.append(browser.get("/referrals/signposts/"))) <= 12
    assert f'<span class="n">{count}</span>' in answers[0].content.decode()


def test_pressing_twice_makes_one(desk, kathmandu, sarita):
    key = uuid.uuid4()
    made = {
        actions.signpost(desk, by=sarita, submission_id=key, centre=kathmandu).pk for _ in range(2)
    }
    assert len(made) == 1


def test_the_centre_keeps_its_note_and_no_name_that_it_may_not_see(
    desk, maya, kathmandu, sarita, dipesh, browse
):
    """She was handed over, or is known by a restricted case alone: her name and her new number
    are not read through an old note."""
    made = actions.redirect(
        desk,
        by=sarita,
        submission_id=uuid.uuid4(),
        centre=kathmandu,
        client=maya,
        given=["name", "phone"],
        agreed_how="spoken",
        note="Maya asks for a woman",
    )
    pages = [made.get_absolute_url(), "/referrals/signposts/"]
    for page in pages:
        assert maya.name in browse(dipesh).get(page).content.decode()
    maya.servings.all().delete()
    for page in pages:
        answer = browse(dipesh).get(page).content.decode()
        assert "A client whom you do not see" in answer
        for hidden in (maya.name, "Maya", maya.code):
            assert hidden not in answer
