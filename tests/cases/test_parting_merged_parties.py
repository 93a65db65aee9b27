import pytest
from django.core.exceptions import PermissionDenied
from guardian.shortcuts import assign_perm

from helpdesk.audit.verify import verify
from helpdesk.cases import actions
from helpdesk.cases.finding_parties import find
from helpdesk.cases.models import CaseParty, Claim, Party, PartyMerge
from helpdesk.core import per_request
from helpdesk.core.refusal import Refused
from tests import make


@pytest.fixture
def gulf(case, sarita):
    return make.make_party(case, sarita)


@pytest.fixture
def twin(maya, sarita):
    other = make.make_case(maya, sarita, title="Fees")
    twin = make.make_party(other, sarita, "Golf Star Cleaners")
    make.make_claim(other, sarita, party=twin)
    return twin


def found(words, user):
    return {party.pk for party in find(words, user)}


def roles():
    return sorted(CaseParty.objects.values_list("case", "party", "role"))


def test_all_goes_back_and_both_are_found_again(gulf, twin, sarita):
    before, claims = roles(), list(Claim.objects.values_list("pk", "party"))
    made = actions.merge_party(gulf, twin, by=sarita)
    assert not Party.objects.visible_to(sarita).filter(pk=twin.pk).exists()
    actions.undo_merge_party(made, by=sarita, reason="Two firms")
    assert roles() == before
    assert list(Claim.objects.values_list("pk", "party")) == claims
    assert found("Golf Star Cleaners", sarita) == {twin.pk}
    assert found("Gulf Star Cleaning", sarita) == {gulf.pk}
    assert verify().problems == []


def test_a_role_that_both_had_comes_back_with_its_note(gulf, case, sarita):
    twin = make.make_party(case, sarita, "Golf Star Cleaners", note="Its owner calls at night")
    made = actions.merge_party(gulf, twin, by=sarita)
    assert case.parties.count() == 1
    actions.undo_merge_party(made, by=sarita, reason="Two firms")
    role = case.parties.select_related("data_key").get(party=twin)
    assert role.note == "Its owner calls at night"


def test_what_was_made_since_stays_with_the_kept_one(gulf, twin, maya, sarita):
    made = actions.merge_party(gulf, twin, by=sarita)
    later = make.make_case(maya, sarita, title="Passport")
    actions.add_party(later, by=sarita, party=gulf, role="employer")
    actions.undo_merge_party(made, by=sarita, reason="Two firms")
    assert later.parties.get().party == gulf


def test_it_is_undone_once_and_the_last_one_first(gulf, twin, case, maya, sarita):
    first = actions.merge_party(gulf, twin, by=sarita)
    third = make.make_party(make.make_case(maya, sarita), sarita, "Gulfstar")
    second = actions.merge_party(gulf, third, by=sarita)
    with pytest.raises(Refused, match="Undo that first"):
        actions.undo_merge_party(first, by=sarita, reason="Two firms")
    actions.undo_merge_party(second, by=sarita, reason="Two firms")
    actions.undo_merge_party(first, by=sarita, reason="Two firms")
    with pytest.raises(Refused, match="already been undone"):
        actions.undo_merge_party(first, by=sarita, reason="Two firms")


def test_a_chain_of_merges_leads_to_the_last_one_and_back(gulf, twin, maya, sarita, browse):
    third = make.make_party(make.make_case(maya, sarita), sarita, "Gulfstar")
    first = actions.merge_party(gulf, twin, by=sarita)
    second = actions.merge_party(third, gulf, by=sarita)
    page = browse(sarita)
    assert page.get(twin.get_absolute_url()).url == third.get_absolute_url()
    assert found("Golf Star Cleaners", sarita) == {third.pk}
    with pytest.raises(Refused, match="itself merged"):
        actions.undo_merge_party(first, by=sarita, reason="Two firms")
    actions.undo_merge_party(second, by=sarita, reason="Two firms")
    assert page.get(twin.get_absolute_url()).url == gulf.get_absolute_url()


def test_the_page_names_the_other_record_and_parts_them(gulf, twin, sarita, browse):
    made = actions.merge_party(gulf, twin, by=sarita)
    page = browse(sarita)
    shown = page.get(gulf.get_absolute_url()).content.decode()
    assert "Golf Star Cleaners" in shown
    assert made.get_absolute_url() in shown
    assert twin.code in page.get(made.get_absolute_url()).content.decode()
    why = {"reason": "Two firms of one family"}
    assert page.post(made.get_absolute_url()).status_code == 422
    assert page.post(made.get_absolute_url(), why).url == twin.get_absolute_url()
    assert page.post(made.get_absolute_url(), why).status_code in (404, 409)
    for party in (gulf, twin):
        assert "Two firms of one family" in page.get(party.get_absolute_url()).content.decode()


def test_whoever_does_not_see_its_case_is_not_told_its_name(gulf, maya, sarita, dipesh, browse):
    hidden = make.make_case(maya, sarita, officer=sarita, restricted=True)
    assign_perm("cases.view_case", sarita, hidden)
    per_request.forget()
    secret = make.make_party(hidden, sarita, "Uncle of the husband", kind="private")
    made = actions.merge_party(gulf, secret, by=sarita)
    for who, told in ((sarita, True), (dipesh, False)):
        shown = browse(who).get(gulf.get_absolute_url()).content.decode()
        assert ("Uncle of the husband" in shown) == told
        assert browse(who).get(made.get_absolute_url()).status_code == (200 if told else 404)
    actions.undo_merge_party(made, by=sarita, reason="Her uncle has no firm")
    for who, told in ((sarita, True), (dipesh, False)):
        shown = browse(who).get(gulf.get_absolute_url()).content.decode()
        assert ("Her uncle has no firm" in shown) == told
        assert (secret.code in shown) == told


@pytest.mark.parametrize("who", ["nirmala", "anil", "roshan", "stranger"])
def test_who_may_not(who, gulf, twin, sarita, request, browse):
    made = actions.merge_party(gulf, twin, by=sarita)
    someone = request.getfixturevalue(who)
    assert browse(someone).post(made.get_absolute_url()).status_code == 404
    with pytest.raises(PermissionDenied):
        actions.undo_merge_party(made, by=someone, reason="Two firms")
    assert PartyMerge.objects.standing().get() == made
