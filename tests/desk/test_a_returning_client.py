import uuid

import pytest

from helpdesk.cases.models import Case
from helpdesk.clients.models import Client, Different, Document, Phone
from tests import make


@pytest.fixture
def typed(kathmandu):
    """What stands in the registration form when the officer sees that she is known."""
    return {
        "submission_id": uuid.uuid4(),
        "centre": kathmandu.pk,
        "name": "Maya Tamang",
        "sex": "female",
        "stage": "employment",
        "need": "Passport kept by the agent",
        "category": "A1",
        "urgency": "high",
        "phone_number": "9841 000 111",
        "phone_safe": "yes",
        "document_kind": "passport",
        "document_number": "PA1112223",
        "document_held_by": "agent",
    }


def test_the_panel_offers_three_choices(officer, maya, typed):
    page = officer.post("/clients/register/", {**typed, "look_again": "yes"}).content.decode()
    assert f'formaction="/clients/{maya.code}/returning/"' in page
    assert f'name="not_her" value="{maya.code}"' in page
    assert f'href="{maya.get_absolute_url()}"' in page


def test_same_person_goes_on_with_all_that_was_typed(officer, maya, typed, sarita):
    path = f"/clients/{maya.code}/returning/"
    page = officer.post(path, {**typed, "same": "yes"})
    assert page.status_code == 200
    shown = page.content.decode()
    for words in ("Passport kept by the agent", "9841 000 111", "PA1112223"):
        assert f'value="{words}"' in shown
    assert '<option value="A1" selected>' in shown
    assert not Case.objects.exists()
    sent = {**typed, "title": typed["need"], "mine": "on"}
    answer = officer.post(path, sent)
    assert officer.post(path, sent).url == answer.url
    case = Case.objects.for_listing().get()
    assert answer.url == case.get_absolute_url()
    assert (case.lead, case.title, case.category) == (maya, typed["need"], "A1")
    assert (case.stage, case.urgency, case.officer) == ("employment", "high", sarita)
    assert [p.number for p in Phone.objects.for_listing()] == ["+9779841000111"]
    assert [d.number for d in Document.objects.for_listing()] == ["PA1112223"]
    assert Client.objects.count() == 1


def test_what_her_record_knows_already_is_not_offered(officer, sarita, maya, typed):
    from helpdesk.clients import actions

    actions.add_phone(maya, by=sarita, number="9841000111")
    page = officer.post(f"/clients/{maya.code}/returning/", {**typed, "same": "yes"})
    assert "9841 000 111" not in page.content.decode()
    assert "PA1112223" in page.content.decode()


def test_a_document_that_is_typed_in_another_way_is_not_offered_again(officer, sarita, maya, typed):
    from helpdesk.clients import actions

    actions.add_document(maya, by=sarita, kind="passport", number="PA 111-2223")
    page = officer.post(f"/clients/{maya.code}/returning/", {**typed, "same": "yes"})
    assert "PA1112223" not in page.content.decode()
    officer.post(f"/clients/{maya.code}/returning/", {**typed, "title": "Again", "mine": "on"})
    assert Document.objects.count() == 1


def test_different_person_is_remembered_after_saving(officer, sarita, maya, typed):
    asked = officer.post("/clients/register/", {**typed, "not_her": maya.code}).content.decode()
    assert f'name="different" value="{maya.code}"' in asked
    assert f"/clients/{maya.code}/returning/" not in asked
    assert typed["need"] in asked
    officer.post("/clients/register/", {**typed, "different": maya.code})
    made = Client.objects.exclude(pk=maya.pk).get()
    assert Different.objects.than(made) == {maya.pk}
    assert maya.code not in officer.get(f"/clients/{made.code}/same-person/").content.decode()


def test_nobody_is_told_apart_from_a_client_whom_one_may_not_see(officer, pasang, pokhara, typed):
    there = make.make_client(pokhara, pasang, "Maya Tamang")
    officer.post("/clients/register/", {**typed, "different": there.code})
    assert not Different.objects.exists()


def test_a_client_of_another_centre_is_not_taken_up(officer, pasang, pokhara, typed):
    there = make.make_client(pokhara, pasang, "Maya Tamang")
    answer = officer.post(f"/clients/{there.code}/returning/", {**typed, "same": "yes"})
    assert answer.status_code == 404
