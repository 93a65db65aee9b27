import uuid
from io import StringIO

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command

from helpdesk.audit.models import Entry
from helpdesk.cases.models import Need
from helpdesk.clients import actions as clients
from helpdesk.clients.models import Client, Document, Journey, Merge, Phone
from helpdesk.core.refusal import Refused
from helpdesk.desk import actions, search
from helpdesk.desk.actions.moving import HOW, relations, stay
from helpdesk.desk.merging import CALLED
from referrals.models import Consent, Packet, Referral
from tests import make
from tests.desk.merging import fill, fresh, merge


def test_every_foreign_key_to_a_client_is_known_to_the_merge():
    assert set(relations()) == set(HOW), "Say in desk/actions/moving.py how its rows move."


def test_whatever_moves_has_a_name_on_the_page():
    moving = {name.rpartition(".")[0] for name, how in HOW.items() if how is not stay}
    assert moving == set(CALLED)


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
    assert {n.text for n in Need.objects.select_related("data_key")} == {"Her wages"}
    assert all(p.content for p in Packet.objects.select_related("data_key"))
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
