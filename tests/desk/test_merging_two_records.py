import uuid
from io import StringIO

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command

from helpdesk.audit.models import Entry
from helpdesk.cases import actions as cases
from helpdesk.cases.models import CasePerson, Need
from helpdesk.clients import actions as clients
from helpdesk.clients.models import Client, Document, Journey, Merge, Phone, Serving
from helpdesk.core.refusal import Refused
from helpdesk.desk import actions, search
from helpdesk.desk.actions.moving import HOW, relations
from referrals.models import Consent, Packet, Referral, Step
from tests import make
from tests.desk.merging import differences, everything, fill, fresh, keys, merge


@pytest.fixture
def desk(himal, kathmandu, pokhara, roshan):
    make.make_agreement(himal, kathmandu)
    make.make_agreement(himal, pokhara)
    return make.make_service(himal)


@pytest.fixture
def maia(kathmandu, sarita):
    """Maya again: registered a second time, with another spelling and more facts."""
    return make.make_client(
        kathmandu,
        sarita,
        "Maia Tamang",
        birth={"text": "1990", "date": "1990", "year": 1990, "precision": "year"},
        address="Behind the school",
        needs_interpreter=True,
    )


@pytest.fixture
def two(maya, maia, sarita, desk, himal):
    """Both with one of everything."""
    fill(maya, sarita, desk)
    fill(maia, sarita, make.make_service(himal, name="Another desk"), title="Passport taken")
    return maya, maia


def test_every_foreign_key_to_a_client_is_known_to_the_merge():
    assert set(relations()) == set(HOW), "Say in desk/actions/moving.py how its rows move."


def test_all_that_is_hers_moves_and_every_sealed_field_opens(two, sarita):
    kept, lost = two
    merge(kept, lost, sarita)
    for model, count in ((Phone, 2), (Document, 2), (Journey, 2), (Consent, 2), (Referral, 2)):
        rows = model.objects.visible_to(sarita).filter(client=kept).select_related("data_key")
        assert rows.count() == count
        assert not model.objects.filter(client=lost).exists()
    assert {p.safe_note for p in Phone.objects.for_listing()} == {"Mornings"}
    assert {j.place for j in Journey.objects.for_listing()} == {"Riyadh"}
    assert {r.asks_for for r in Referral.objects.for_listing()} == {"Seven months of wages"}
    assert {n.text for n in Need.objects.select_related("data_key")} == {None, "Her wages"} - {None}
    assert all(p.content for p in Packet.objects.select_related("data_key"))
    assert [s.text for s in Step.objects.for_listing() if s.text] == []
    assert {d.number for d in Document.objects.for_listing()} == {
        f"PA{kept.pk:05}",
        f"PA{lost.pk:05}",
    }


def test_journeys_are_counted_on(two, sarita):
    kept, lost = two
    merge(kept, lost, sarita)
    assert sorted(kept.journeys.values_list("number", flat=True)) == [1, 2]


def test_facts_stand_as_the_officer_chose_and_empty_ones_are_filled(two, sarita):
    kept, lost = two
    merge(kept, lost, sarita, facts={"name": "lost", "needs_interpreter": "kept"})
    kept = fresh(kept)
    assert (kept.name, kept.birth_year, kept.birth_precision) == ("Maia Tamang", 1990, "year")
    assert (kept.address, kept.needs_interpreter) == ("Behind the school", False)


def test_she_is_found_under_both_names(two, sarita):
    kept, lost = two
    merge(kept, lost, sarita)
    for words in ("Maya Kumari", "Maia", "Maia Tamang"):
        assert [hit.client for hit in search.clients(sarita, words)] == [kept]


def test_the_trail_holds_one_entry_about_both_and_verifies(two, sarita):
    merge(*two, sarita)
    entry = Entry.objects.get(verb="merged")
    assert {row.client for row in entry.clients.all()} == {client.uid for client in two}
    call_command("verify_audit", stdout=StringIO())


def test_undoing_puts_every_row_back(two, sarita):
    before, found = everything(), keys()
    made = merge(*two, sarita, facts={"name": "lost"})
    assert len(differences(before, everything())) >= 9
    actions.undo_merge(made, by=sarita, reason="Two sisters")
    assert differences(before, everything()) == {}
    assert keys() == found
    assert fresh(two[1]).name == "Maia Tamang"
    assert {p.safe_note for p in Phone.objects.for_listing()} == {"Mornings"}
    call_command("verify_audit", stdout=StringIO())


def test_both_in_one_case_leaves_one_and_keeps_the_outcome(two, sarita, case):
    kept, lost = two
    cases.add_person(case, by=sarita, client=lost)
    cases.close(case, by=sarita, outcomes={kept.pk: "fully", lost.pk: "partly"})
    before = everything()
    made = merge(kept, lost, sarita)
    assert CasePerson.objects.get(case=case).outcome == "fully"
    actions.undo_merge(made, by=sarita, reason="Two sisters")
    assert differences(before, everything()) == {}


def test_her_journey_is_kept_where_only_the_other_record_named_it(two, sarita):
    kept, lost = two
    theirs = lost.case_roles.get().case
    cases.add_person(theirs, by=sarita, client=kept)
    before = everything()
    made = merge(kept, lost, sarita)
    assert theirs.people.get().journey.client == kept
    actions.undo_merge(made, by=sarita, reason="Two sisters")
    assert differences(before, everything()) == {}


def test_what_was_made_since_stays_with_the_one_kept(two, sarita, desk):
    kept, lost = two
    made = merge(kept, lost, sarita)
    theirs = lost_case = CasePerson.objects.get(case__in=_cases_of_merge(made)).case
    clients.add_phone(fresh(kept), by=sarita, number="9841000000")
    cases.add_need(
        lost_case, by=sarita, submission_id=uuid.uuid4(), client=kept, kind="shelter", text="A bed"
    )
    journey = make.make_journey(fresh(kept), sarita)
    actions.undo_merge(made, by=sarita, reason="Two sisters")
    assert kept.phones.count() == 2
    assert set(theirs.people.values_list("client", flat=True)) == {kept.pk, lost.pk}
    assert make.make_journey(fresh(kept), sarita).number == journey.number + 1


def _cases_of_merge(made):
    return [
        CasePerson.objects.get(pk=pk).case_id
        for label, pk, _ in made.moved
        if label == "cases.caseperson"
    ]


def test_a_fact_that_changed_since_stays(two, sarita):
    kept, lost = two
    made = merge(kept, lost, sarita, facts={"name": "lost"})
    clients.change(fresh(kept), by=sarita, version=fresh(kept).version, name="Maya Rai")
    _, stayed = actions.undo_merge(made, by=sarita, reason="Two sisters")
    assert stayed == ["name"]
    assert (fresh(kept).name, fresh(kept).address) == ("Maya Rai", None)


def test_centres_are_united_and_parted_again(maya, maia, sarita, pasang, pokhara):
    clients.serve(maia, pokhara, Serving.Why.COUNTER)
    from helpdesk.audit.trail import record

    record("opened_at_counter", maia, by=pasang)
    made = merge(maya, maia, sarita)
    assert Client.objects.visible_to(pasang).get() == maya
    assert [hit.client for hit in search.clients(pasang, "Maya")] == [maya]
    actions.undo_merge(made, by=sarita, reason="Two sisters")
    assert Client.objects.visible_to(pasang).get() == maia


def test_two_live_referrals_to_one_service_need_a_choice(maya, maia, sarita, desk):
    fill(maya, sarita, desk)
    fill(maia, sarita, desk)
    mine, theirs = Referral.objects.get(client=maya), Referral.objects.get(client=maia)
    with pytest.raises(Refused, match="Choose which"):
        merge(maya, maia, sarita)
    assert not Client.objects.merged().exists()
    made = merge(maya, maia, sarita, standing={desk.pk: theirs.code})
    mine.refresh_from_db(), theirs.refresh_from_db()
    assert (mine.status, mine.reason, theirs.status) == ("withdrawn", "duplicate", "sent")
    assert (theirs.client, made.withdrawn) == (maya, [mine.code])
    actions.undo_merge(made, by=sarita, reason="Two sisters")
    mine.refresh_from_db(), theirs.refresh_from_db()
    assert (mine.status, theirs.status, theirs.client) == ("withdrawn", "sent", maia)


def test_sent_twice_it_is_one_merge(two, sarita):
    once = uuid.uuid4()
    first = merge(*two, sarita, submission_id=once)
    assert merge(*two, sarita, submission_id=once) == first
    assert Merge.objects.count() == 1


def test_a_record_that_changed_meanwhile_is_looked_at_again(two, sarita):
    with pytest.raises(Refused, match="changed meanwhile"):
        merge(*two, sarita, version_lost=0)


def test_a_merged_record_is_not_merged_again(two, sarita, kathmandu):
    kept, lost = two
    third = make.make_client(kathmandu, sarita, "Mya Tamang")
    merge(kept, lost, sarita)
    for pair in ((third, lost), (lost, third)):
        with pytest.raises(Refused, match="already merged into"):
            merge(*pair, sarita)
    with pytest.raises(Refused, match="one and the same"):
        merge(kept, kept, sarita)


def test_merges_are_undone_in_the_order_in_which_they_lie(two, sarita, kathmandu):
    kept, lost = two
    third = make.make_client(kathmandu, sarita, "Mya Tamang")
    before = everything()
    first = merge(kept, lost, sarita)
    second = merge(third, kept, sarita)
    assert fresh(lost).as_kept() == third
    assert {hit.client for hit in search.clients(sarita, "Maia")} == {third}
    with pytest.raises(Refused, match="Undo that first"):
        actions.undo_merge(first, by=sarita, reason="No")
    actions.undo_merge(second, by=sarita, reason="No")
    actions.undo_merge(first, by=sarita, reason="No")
    with pytest.raises(Refused, match="already been undone"):
        actions.undo_merge(first, by=sarita, reason="No")
    assert differences(before, everything()) == {}


def test_nothing_more_is_written_to_the_lost_record(two, sarita):
    kept, lost = two
    merge(kept, lost, sarita)
    for act in (
        lambda: clients.add_phone(lost, by=sarita, number="9841000000"),
        lambda: make.make_journey(lost, sarita),
        lambda: make.make_case(lost, sarita, centre=kept.centre),
    ):
        with pytest.raises((Refused, PermissionDenied)):
            act()


@pytest.mark.parametrize("who", ["pasang", "roshan", "nirmala", "anil", "stranger"])
def test_who_may_not_merge(who, two, request):
    with pytest.raises(PermissionDenied):
        merge(*two, request.getfixturevalue(who))
