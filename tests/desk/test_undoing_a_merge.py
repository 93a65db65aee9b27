import uuid
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import transaction

from helpdesk.audit.trail import record
from helpdesk.cases import actions as cases
from helpdesk.cases.actions.moving import give_to_centre
from helpdesk.cases.models import CasePerson
from helpdesk.clients import actions as clients
from helpdesk.clients.models import Client, Phone, Serving
from helpdesk.core import per_request
from helpdesk.core.clock import now, today
from helpdesk.core.refusal import Refused
from helpdesk.desk import actions, search
from tests import make
from tests.desk.merging import differences, everything, fresh, keys, merge


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


def test_what_was_made_since_stays_with_the_one_kept(two, sarita):
    kept, lost = two
    made = merge(kept, lost, sarita)
    (theirs,) = cases_that_moved(made)
    clients.add_phone(fresh(kept), by=sarita, number="9841000000")
    cases.add_need(
        theirs, by=sarita, submission_id=uuid.uuid4(), client=kept, kind="shelter", text="A bed"
    )
    journey = make.make_journey(fresh(kept), sarita)
    actions.undo_merge(made, by=sarita, reason="Two sisters")
    assert kept.phones.count() == 2
    assert set(theirs.people.values_list("client", flat=True)) == {kept.pk, lost.pk}
    assert make.make_journey(fresh(kept), sarita).number == journey.number + 1


def cases_that_moved(made):
    roles = [pk for label, pk, _ in made.moved if label == "cases.caseperson"]
    return [role.case for role in CasePerson.objects.filter(pk__in=roles)]


def test_a_fact_that_changed_since_stays(two, sarita):
    kept, lost = two
    made = merge(kept, lost, sarita, facts={"name": "lost"})
    clients.change(fresh(kept), by=sarita, version=fresh(kept).version, name="Maya Rai")
    _, stayed = actions.undo_merge(made, by=sarita, reason="Two sisters")
    assert stayed == ["name"]
    assert (fresh(kept).name, fresh(kept).address) == ("Maya Rai", None)


def test_a_birth_that_was_made_exact_since_stays_whole(two, sarita):
    kept, lost = two
    made = merge(kept, lost, sarita)
    born = {"text": "1990-05-12", "date": "1990-05-12", "year": 1990, "precision": "day"}
    clients.change(fresh(kept), by=sarita, version=fresh(kept).version, birth=born)
    actions.undo_merge(made, by=sarita, reason="Two sisters")
    kept = fresh(kept)
    assert (kept.birth["date"], kept.birth_year, kept.birth_precision) == (
        "1990-05-12",
        1990,
        "day",
    )


def test_centres_are_united_and_parted_again(maya, maia, sarita, pasang, pokhara):
    clients.serve(maia, pokhara, Serving.Why.COUNTER)
    record("opened_at_counter", maia, by=pasang)
    made = merge(maya, maia, sarita)
    assert Client.objects.visible_to(pasang).get() == maya
    assert [hit.client for hit in search.clients(pasang, "Maya")] == [maya]
    actions.undo_merge(made, by=sarita, reason="Two sisters")
    assert Client.objects.visible_to(pasang).get() == maia


def test_a_case_that_went_to_another_centre_since_takes_its_client_there(
    maya, maia, sarita, pasang, pokhara
):
    moving = make.make_case(maia, sarita)
    made = merge(maya, maia, sarita)
    with transaction.atomic():
        until = now() + timedelta(days=30)
        give_to_centre(moving, pokhara, by=sarita, client=maya, until=until)
    per_request.forget()
    actions.undo_merge(made, by=sarita, reason="Two sisters")
    assert fresh(moving).people.get().client == maia
    assert maia in Client.objects.visible_to(pasang)
    assert maia in [hit.client for hit in search.clients(pasang, "Maia")]


def test_a_case_that_was_restricted_since_serves_nobody(maya, maia, sarita, pasang, pokhara):
    colleague = make.make_user("Tara Pun", teams=[pokhara.officers])
    cases_there = [make.make_case(one, pasang, centre=pokhara) for one in (maya, maia)]
    made = merge(maya, maia, sarita)
    cases.restrict(cases_there[1], by=pasang, ground="threat")
    per_request.forget()
    actions.undo_merge(made, by=sarita, reason="Two sisters")
    per_request.forget()
    assert set(Client.objects.visible_to(pasang)) == {maya, maia}
    assert set(Client.objects.visible_to(colleague)) == {maya}
    assert search.clients(colleague, "Maia") == []


def test_a_caregiver_was_informed_on_a_day_or_not_at_all(maya, maia, sarita):
    clients.change(maya, by=sarita, version=1, caregiver_informed=False)
    told = {"caregiver_informed": True, "caregiver_informed_on": today()}
    clients.change(maia, by=sarita, version=1, **told)
    for side, informed in (("kept", (False, None)), ("lost", (True, today()))):
        made = merge(maya, maia, sarita, facts={"caregiver_informed": side})
        her = fresh(maya)
        assert (her.caregiver_informed, her.caregiver_informed_on) == informed
        actions.undo_merge(made, by=sarita, reason="Two sisters")
        her = fresh(maya)
        assert (her.caregiver_informed, her.caregiver_informed_on) == (False, None)


def test_a_caregivers_day_that_was_changed_since_stays_whole(maya, maia, sarita):
    told = {"caregiver_informed": True, "caregiver_informed_on": today()}
    clients.change(maia, by=sarita, version=1, **told)
    made = merge(maya, maia, sarita)
    day = today() - timedelta(days=1)
    clients.change(maya, by=sarita, version=2, caregiver_informed_on=day)
    _made, stayed = actions.undo_merge(made, by=sarita, reason="Two sisters")
    her = fresh(maya)
    assert "caregiver_informed" in stayed
    assert (her.caregiver_informed, her.caregiver_informed_on) == (True, day)


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
