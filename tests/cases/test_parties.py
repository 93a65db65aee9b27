import uuid
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from guardian.shortcuts import assign_perm

from helpdesk.audit.models import Entry
from helpdesk.cases import actions
from helpdesk.cases.finding_parties import find, keys_of, look_alikes
from helpdesk.cases.models import CaseParty, Party, PartyKey
from helpdesk.core.clock import today
from helpdesk.core.refusal import Refused
from helpdesk.desk.parties import counted, repeated
from tests import make


@pytest.fixture
def gulf(case, sarita):
    return make.make_party(case, sarita, "Gulf Star Cleaning W.L.L.", licence_number="CR 44-21")


@pytest.fixture
def theirs(pokhara, pasang):
    """Pokhara's restricted case, shared with nobody in Kathmandu."""
    person = make.make_client(pokhara, pasang, "Dolma Sherpa")
    secret = make.make_case(person, pasang, restricted=True, category="D3")
    assign_perm("cases.view_case", pasang, secret)
    return secret


def names(parties):
    return [party.name for party in parties]


@pytest.mark.parametrize("words", ["gul", "star gulf", "cleaning", "CR4421", "cr 44-21"])
def test_it_is_found_as_one_types(gulf, sarita, words):
    assert names(find(words, sarita)) == [gulf.name]


@pytest.mark.parametrize("words", ["", "gu lf", "Gulf Moon", "4421", "zz"])
def test_nobody_else_is_found(gulf, sarita, words):
    assert find(words, sarita) == []


def test_the_name_is_sealed(gulf):
    row = Party.objects.values().get(pk=gulf.pk)
    assert "Gulf" not in str(row)


def test_a_look_alike_is_shown_before_a_new_one_is_made(gulf, browse, sarita, case):
    page = browse(sarita)
    sent = {"name": "Gulf Star Cleaning", "kind": "employer", "role": "respondent"}
    sent["submission_id"] = str(uuid.uuid4())
    answer = page.post(f"{case.get_absolute_url()}add-party/", sent)
    assert answer.status_code == 409
    assert gulf.code in answer.content.decode()
    assert Party.objects.count() == 1
    chosen = page.post(f"{case.get_absolute_url()}add-party/", {**sent, "party": gulf.code})
    assert chosen.status_code == 302
    assert Party.objects.count() == 1
    new = {**sent, "is_new": "on"}
    assert page.post(f"{case.get_absolute_url()}add-party/", new).status_code == 302
    assert Party.objects.count() == 2


@pytest.mark.parametrize(("name", "licence"), [("Gulf Cleaning", ""), ("Himal Cleaning", "CR4421")])
def test_the_most_alike_comes_first_among_a_thousand_of_one_word(gulf, case, sarita, name, licence):
    key = {"data_key": gulf.data_key, "kind": "employer"}
    others = Party.objects.bulk_create(
        Party(code=f"P-{n}", name=f"Himal Cleaning {n}", **key) for n in range(1200)
    )
    keys = keys_of("Himal Cleaning")
    gulfs_own = list(gulf.keys.values_list("key", flat=True))
    gulf.keys.all().delete()  # written last, so that it is not found by standing first
    PartyKey.objects.bulk_create(PartyKey(party=one, key=key) for one in others for key in keys)
    PartyKey.objects.bulk_create(PartyKey(party=gulf, key=key) for key in gulfs_own)
    assert look_alikes(name, licence, sarita)[0] == gulf


def test_two_dashes_are_no_licence_in_common(case, sarita):
    make.make_party(case, sarita, "Himal Manpower", licence_number="-")
    assert [look_alikes("Gulf Star", said, sarita) for said in ("", None, "-", "–")] == [[]] * 4


def test_it_has_a_role_once_in_a_case(gulf, case, sarita):
    with pytest.raises(Refused, match="already"):
        actions.add_party(case, by=sarita, party=gulf, role="employer")
    actions.add_party(case, by=sarita, party=gulf, role="respondent")
    assert CaseParty.objects.count() == 2


def test_it_is_taken_off_unless_a_claim_is_against_it(gulf, case, sarita):
    make.make_claim(case, sarita, party=gulf)
    role = CaseParty.objects.select_related("case__centre").get()
    with pytest.raises(Refused, match="claim"):
        actions.remove_party(role, by=sarita)


def test_its_licence_has_a_history(gulf, sarita, browse):
    facts = {"licence": "revoked", "licence_on": today()}
    actions.change_party(gulf, by=sarita, version=1, **facts)
    page = browse(sarita).get(gulf.get_absolute_url())
    assert [row.licence for row in page.context["page"].licences] == ["revoked", "unknown"]
    later = today() + timedelta(days=1)
    with pytest.raises(Refused, match="still to come"):
        actions.change_party(gulf, by=sarita, version=2, licence_on=later)


def test_each_counts_the_cases_that_she_sees(gulf, case, sarita, pasang, pokhara, bimala):
    other = make.make_case(make.make_client(pokhara, pasang, "Tika Gurung"), pasang)
    actions.add_party(other, by=pasang, party=gulf, role="employer")
    mine = make.make_case(case.lead or case.people.first().client, sarita, title="Second")
    actions.add_party(mine, by=sarita, party=gulf, role="employer")
    actions.add_party(mine, by=sarita, party=gulf, role="respondent")  # the same case once
    seen = {who: counted([gulf], who)[0].seen_cases for who in (sarita, pasang, bimala)}
    assert seen == {sarita: 2, pasang: 1, bimala: 3}
    assert names(repeated(sarita)) == [gulf.name]
    assert repeated(pasang) == []


def test_others_restricted_cases_never_count(gulf, case, theirs, sarita, bimala, pasang, browse):
    before = browse(bimala).get(gulf.get_absolute_url()).content
    actions.add_party(theirs, by=pasang, party=gulf, role="perpetrator")
    assert counted([gulf], bimala)[0].seen_cases == 1
    assert counted([gulf], pasang)[0].seen_cases == 1  # the one that is shared with her
    after = browse(bimala).get(gulf.get_absolute_url()).content
    assert theirs.code.encode() not in after
    assert len(after) == len(before)
    assert repeated(bimala) == []


def test_one_of_restricted_cases_alone_is_not_there(theirs, pasang, case, sarita, bimala, browse):
    hidden = make.make_party(theirs, pasang, "Canary Manpower Agency", kind="recruiter")
    assert names(find("canary", pasang)) == [hidden.name]
    for who in (sarita, bimala):
        assert find("canary", who) == []
        assert look_alikes("Canary Manpower Agency", None, who) == []
        assert browse(who).get(hidden.get_absolute_url()).status_code == 404
    with pytest.raises(Refused):
        actions.add_party(case, by=sarita, party=hidden, role="agent")


def test_a_private_person_is_seen_with_a_case_alone(case, sarita, bimala, pasang):
    person = make.make_party(case, sarita, "Hari Prasad Canary", kind="private")
    assert names(find("canary", bimala)) == [person.name]
    assert find("canary", pasang) == []


@pytest.mark.parametrize("who", ["nirmala", "anil", "roshan", "stranger"])
def test_nobody_else_sees_a_party(gulf, who, request):
    user = request.getfixturevalue(who)
    assert not Party.objects.visible_to(user).exists()
    with pytest.raises(PermissionDenied):
        actions.change_party(gulf, by=user, version=1, licence="valid")


def test_two_records_become_one(gulf, case, sarita, pokhara, pasang, browse):
    other = make.make_case(make.make_client(pokhara, pasang, "Tika Gurung"), pasang)
    twin = make.make_party(other, pasang, "Golden Gulf Cleaners")
    make.make_claim(other, pasang, party=twin)
    actions.merge_party(gulf, twin, by=sarita)
    assert set(gulf.roles.values_list("case", flat=True)) == {case.pk, other.pk}
    assert gulf.claims.count() == 1
    assert names(find("golden", pasang)) == [gulf.name]
    assert browse(pasang).get(twin.get_absolute_url()).url == gulf.get_absolute_url()
    assert Entry.objects.latest("id").verb == "merged_party"
    with pytest.raises(Refused, match="merged"):
        actions.merge_party(gulf, twin, by=sarita)


def test_lists_cost_the_same_however_long(case, sarita, browse, queries, gulf):
    page, url = browse(sarita), f"{case.get_absolute_url()}find-party/"
    one = queries(lambda: page.post(url, {"name": "gulf"}))
    for n in range(8):
        make.make_party(case, sarita, f"Gulf number {n}")
    assert queries(lambda: page.post(url, {"name": "gulf"})) == one <= 12
    assert queries(lambda: page.get(gulf.get_absolute_url())) <= 12
    assert queries(lambda: page.get("/parties/")) <= 12
