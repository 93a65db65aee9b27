import pytest
from guardian.shortcuts import assign_perm

from helpdesk.cases import actions as cases
from helpdesk.core import per_request
from helpdesk.desk import actions
from helpdesk.desk.merging import MergePage
from referrals.models import Referral
from tests.desk.merging import differences, everything, fill, merge


@pytest.fixture
def hidden(maia, sarita, desk):
    """A restricted case of the record that is lost, with a referral; Dipesh does not see it."""
    case = fill(maia, sarita, desk, restricted=True, title="Threatened by the agent")
    assign_perm("cases.view_case", sarita, case)
    per_request.forget()
    return case


def test_it_moves_and_is_neither_shown_nor_counted(hidden, maya, maia, dipesh, sarita, browse):
    browser = browse(dipesh)
    page = browser.get(f"/clients/{maya.code}/merge/{maia.code}/").content.decode()
    for canary in (hidden.code, "Threatened", "<dt>Cases</dt>", "<dt>Referrals</dt>", "<dt>Needs"):
        assert canary not in page
    assert {str(label) for label, _ in MergePage(maya, maia, dipesh).counts} == {
        "Phones",
        "Documents",
        "Journeys",
        "Centres that serve the client",
    }
    merge(maya, maia, dipesh)
    assert hidden.people.get().client == maya
    assert Referral.objects.of_desk(sarita).get().client == maya
    for path in (maya.get_absolute_url(), f"/clients/{maya.code}/history/"):
        shown = browser.get(path).content.decode()
        assert hidden.code not in shown
        assert "Threatened" not in shown


def test_the_way_back_is_open_too(hidden, maya, maia, dipesh):
    before = everything()
    made = merge(maya, maia, dipesh)
    actions.undo_merge(made, by=dipesh, reason="Two sisters")
    assert differences(before, everything()) == {}


def test_a_second_live_referral_that_nobody_here_may_see_stays_where_it_is(
    hidden, maya, maia, dipesh, sarita, desk
):
    fill(maya, sarita, desk)
    secret = Referral.objects.get(client=maia)
    made = merge(maya, maia, dipesh)
    secret.refresh_from_db()
    assert (secret.client, secret.status, made.withdrawn) == (maia, "sent", [])
    assert Referral.objects.of_desk(sarita).filter(pk=secret.pk).exists()


def test_what_changes_in_a_hidden_case_does_not_show_in_her_history(
    hidden, maya, maia, dipesh, sarita, browse
):
    cases.add_person(hidden, by=sarita, client=maya)
    cases.close(hidden, by=sarita, outcomes={maya.pk: "died", maia.pk: "died"})
    merge(maya, maia, dipesh)
    assert hidden.people.get().journey.client == maya
    page = browse(dipesh).get(f"/clients/{maya.code}/history/").content.decode()
    merged = page[page.index("Merged two records") :].split("</tr>")[0]
    assert "Merged into" in merged
    for canary in ("Outcome", "Died", "<dt>Journey"):
        assert canary not in page
