import uuid

import pytest

from helpdesk.audit.models import Entry
from helpdesk.clients import relating
from helpdesk.clients.models import Client, Relation
from helpdesk.core.refusal import Refused
from tests import make


def relate(client, by, **facts):
    return relating.add_relation(
        client, by=by, submission_id=uuid.uuid4(), **{"kind": "sibling", **facts}
    )


@pytest.fixture
def sita(kathmandu, sarita):
    return make.make_client(kathmandu, sarita, "Sita Tamang")


def shown(browser, client):
    return browser.get(client.get_absolute_url()).content.decode()


def test_a_person_is_named_with_what_they_may_do(browse, sarita, maya, fresh):
    browse(sarita).post(
        f"{maya.get_absolute_url()}add-relation/",
        {
            "submission_id": uuid.uuid4(),
            "relation_kind": "sibling",
            "relation_name": "Hari Tamang",
            "relation_phone": "9841 552 310",
            "relation_is": ["may_act", "caller"],
            "relation_shown": "Signed letter",
        },
    )
    hari = fresh(Relation.objects.get())
    assert (hari.name, hari.phone, hari.may_act_shown) == (
        "Hari Tamang",
        "+9779841552310",
        "Signed letter",
    )
    assert (hari.may_act, hari.caller, hari.caregiver) == (True, True, False)
    assert Entry.objects.about_client(maya.uid).filter(verb="changed").exists()


def test_whom_the_reader_does_not_see_is_neither_told_nor_lost(
    browse, sarita, pasang, pokhara, maya, fresh
):
    sarita.groups.add(pokhara.officers)
    there = make.make_client(pokhara, pasang, "Sita Tamang")
    relation = relate(maya, sarita, other=there, name=None)
    sarita.groups.remove(pokhara.officers)
    path = f"{maya.get_absolute_url()}relations/{relation.pk}/change/"
    page = browse(sarita).get(path).content.decode()
    assert there.code not in page
    assert "Sita" not in page
    sent = {"version": 1, "relation_kind": "sibling", "relation_is": ["may_act"]}
    assert browse(sarita).post(path, sent).status_code == 302
    assert (fresh(relation).other, fresh(relation).may_act) == (there, True)
    browse(sarita).post(path, {**sent, "version": 2, "relation_name": "Hari"})
    assert (fresh(relation).other, fresh(relation).name) == (None, "Hari")


def test_a_number_of_theirs_is_one_number_without_words(browse, sarita, maya):
    relative = {"relation_kind": "sibling", "relation_name": "Hari", "relation_phone": "the shop"}
    sent = {"submission_id": uuid.uuid4(), **relative}
    answer = browse(sarita).post(f"{maya.get_absolute_url()}add-relation/", sent)
    assert answer.status_code == 422
    assert "the shop" in answer.content.decode()


def test_whoever_may_act_stands_in_the_bar_on_top(browse, sarita, maya):
    relate(maya, sarita, name="Hari Tamang", may_act=True, may_act_shown="Signed letter")
    page = shown(browse(sarita), maya)
    bar = page[: page.index('id="journeys"')]
    assert "Hari Tamang" in bar
    assert "Signed letter" in bar


def test_a_registered_person_is_found_by_code_and_both_pages_say_so(browse, sarita, maya, sita):
    answer = browse(sarita).post(
        f"{maya.get_absolute_url()}add-relation/",
        {
            "submission_id": uuid.uuid4(),
            "relation_kind": "sibling",
            "relation_code": sita.code.lower(),
        },
    )
    assert answer.status_code == 302
    assert sita.code in shown(browse(sarita), maya)
    assert maya.code in shown(browse(sarita), sita)
    opened = Entry.objects.about_client(sita.uid).filter(verb="opened")
    assert opened.count() == 2  # her own page, and the one that names her


def test_a_code_of_someone_unseen_is_as_unknown_as_one_that_is_not_there(
    browse, sarita, maya, pokhara, pasang
):
    hidden = make.make_client(pokhara, pasang, "Gita Lama")
    url = f"{maya.get_absolute_url()}add-relation/"
    for code in (hidden.code, "C-AAA-AAA"):
        data = {"submission_id": uuid.uuid4(), "relation_kind": "sibling", "relation_code": code}
        page = browse(sarita).post(url, data)
        assert page.status_code == 422
        assert "No person whom you may see has this code." in page.content.decode()


def test_a_relative_at_another_centre_is_not_given_away(
    browse, sarita, maya, sita, pokhara, pasang
):
    relate(maya, sarita, other=sita)
    sita.servings.all().delete()
    page = shown(browse(sarita), maya)
    assert "A registered person whom you may not see" in page
    assert sita.code not in page
    assert "Sita Tamang" not in page


def test_nobody_belongs_to_oneself_and_everybody_has_a_name(maya, sarita):
    with pytest.raises(Refused, match="That is the client"):
        relate(maya, sarita, other=maya)
    with pytest.raises(Refused, match="Write the name"):
        relate(maya, sarita)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"relation_kind": "sibling"}, "Write the name, or the code"),
        ({"relation_name": "Hari"}, "This field is required"),
    ],
)
def test_what_is_missing_is_said(browse, sarita, maya, data, words):
    page = browse(sarita).post(
        f"{maya.get_absolute_url()}add-relation/", {"submission_id": uuid.uuid4(), **data}
    )
    assert page.status_code == 422
    assert words in page.content.decode()


def test_it_is_changed_and_two_editors_lose_nothing(browse, sarita, maya, fresh):
    hari = relate(maya, sarita, name="Hari")
    url = f"{maya.get_absolute_url()}relations/{hari.pk}/change/"
    data = {"version": 1, "relation_kind": "parent", "relation_name": "Hari Tamang"}
    assert browse(sarita).post(url, data).status_code == 302
    assert fresh(hari).kind == "parent"
    assert browse(sarita).post(url, {**data, "relation_name": "Ram"}).status_code == 409


def test_what_is_ended_leaves_the_page_and_stays_in_the_history(browse, sarita, maya, fresh):
    hari = relate(maya, sarita, name="Hari Tamang", may_act=True)
    url = f"{maya.get_absolute_url()}relations/{hari.pk}/end/"
    assert "Hari Tamang" in browse(sarita).get(url).content.decode()
    browse(sarita).post(url, {"sent": "1"})
    assert "Hari Tamang" not in shown(browse(sarita), maya)
    assert (fresh(hari).is_live, hari.history.count()) == (False, 2)
    with pytest.raises(Refused, match="already"):
        relating.end_relation(hari, by=sarita)


def test_another_centre_reaches_none_of_it(cast_of_pokhara, maya, sarita):
    hari = relate(maya, sarita, name="Hari")
    base = maya.get_absolute_url()
    for part in ("add-relation/", f"relations/{hari.pk}/change/", f"relations/{hari.pk}/end/"):
        assert cast_of_pokhara.get(base + part).status_code == 404


@pytest.fixture
def cast_of_pokhara(browse, pasang):
    return browse(pasang)


def test_a_child_is_asked_about_and_nothing_is_blocked(browse, kathmandu, sarita):
    child = make.make_client(
        kathmandu,
        sarita,
        "Asha",
        birth={"text": "2015", "date": "2015", "year": 2015, "precision": "year"},
    )
    page = shown(browse(sarita), child)
    assert "Ask with whom the child is." in page
    assert "No caregiver is named." in page
    relate(child, sarita, name="Aunt Rita", caregiver=True)
    answer = browse(sarita).post(
        f"{child.get_absolute_url()}change/",
        {
            "version": 1,
            "name": "Asha",
            "sex": "female",
            "birth": "2015",
            "care": "separated",
            "caregiver_informed_on": "2026-05-03",
        },
    )
    assert answer.status_code == 302
    child = Client.objects.for_listing().get(pk=child.pk)
    assert (child.care, child.caregiver_informed) == ("separated", True)
    page = shown(browse(sarita), child)
    assert "With other relatives (separated)" in page
    assert "Aunt Rita" in page


def test_the_clients_page_costs_the_same_with_one_and_with_thirty(
    browse, sarita, maya, kathmandu, queries
):
    from helpdesk.clients import actions as clients

    def add(numbers):
        for n in numbers:
            relate(maya, sarita, name=f"Person {n}", may_act=True)
            sister = make.make_client(kathmandu, sarita, f"Sister {n}")
            relate(maya, sarita, other=sister)
            relate(sister, sarita, other=maya)
            clients.add_document(maya, by=sarita, kind="passport", number=f"PA{n}0000")

    officer = browse(sarita)
    add(range(1))
    with_one = queries(lambda: shown(officer, maya))
    add(range(1, 30))
    assert queries(lambda: shown(officer, maya)) == with_one <= 19
