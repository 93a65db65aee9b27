import uuid

import pytest
from django.core.exceptions import PermissionDenied

from helpdesk.audit.models import Entry
from helpdesk.cases import actions as cases
from helpdesk.cases.models import Case, CasePerson
from helpdesk.clients.models import Client
from helpdesk.contacts import actions
from helpdesk.contacts.models import Contact, HelpGiven
from helpdesk.core.refusal import Refused
from tests import make


def fresh(row):
    return type(row).objects.select_related("data_key", "centre").get(pk=row.pk)


def verbs(row):
    return list(Entry.objects.about(row).order_by("id").values_list("verb", flat=True))


@pytest.fixture
def contact(kathmandu, sarita):
    return make.make_contact(
        kathmandu,
        sarita,
        name="Ram Thapa",
        phone="9841000001",
        note="Two months without pay",
        sex="male",
        stage="return",
    )


def registration(browser, contact, **facts):
    """The registration that a contact begins, as the page opens with it, with a category."""
    form = browser.get(f"/clients/register/?contact={contact.code}").context["form"]
    begun = {name: form[name].value() for name in form.fields}
    sent = {name: value for name, value in begun.items() if value not in (None, "", False)}
    return {**sent, "category": "B1", "case": "yes", **facts}


def test_a_contact_becomes_a_case_without_retyping(browse, sarita, contact):
    help_given = make.make_help(contact, sarita)
    browser = browse(sarita)
    answer = browser.post("/clients/register/", registration(browser, contact))
    case, client = Case.objects.select_related("data_key").get(), fresh(Client.objects.get())
    assert answer.url == case.get_absolute_url()
    assert (client.name, client.sex, case.stage) == ("Ram Thapa", "male", "return")
    assert case.title == "Two months without pay"
    assert client.phones.for_listing().get().number == "+9779841000001"
    for row in (fresh(contact), fresh(help_given)):
        assert (row.client, row.case) == (client, case)
    assert verbs(contact) == ["logged", "tied"]


def test_registering_twice_from_one_contact_is_one_case(browse, sarita, contact):
    browser = browse(sarita)
    sent = registration(browser, contact)
    first, second = (browser.post("/clients/register/", sent).url for _ in range(2))
    assert first == second
    assert Case.objects.count() == Client.objects.count() == 1


def test_another_registration_from_the_same_contact_is_refused_whole(browse, sarita, contact):
    browser = browse(sarita)
    sent = registration(browser, contact)
    browser.post("/clients/register/", sent)
    answer = browser.post("/clients/register/", {**sent, "submission_id": uuid.uuid4()})
    assert answer.status_code == 409
    assert Case.objects.count() == Client.objects.count() == 1


def test_of_a_client_already_known_the_case_page_begins_with_the_note(
    browse, sarita, contact, maya
):
    actions.tie(contact, by=sarita, client=maya)
    browser, url = browse(sarita), f"/clients/{maya.code}/open-case/"
    form = browser.get(f"{url}?contact={contact.code}").context["form"]
    assert form["title"].value() == "Two months without pay"
    sent = {n: v for n in form.fields if (v := form[n].value()) not in (None, "")}
    browser.post(url, {**sent, "category": "B1", "stage": "return"})
    assert fresh(contact).case == CasePerson.objects.get(client=maya).case


def test_another_centres_contact_begins_nothing(browse, pasang, pokhara, contact):
    form = browse(pasang).get(f"/clients/register/?contact={contact.code}").context["form"]
    assert not form["name"].value()
    assert not form["contact"].value()


def test_it_is_tied_to_a_client_once(browse, sarita, contact, maya, kathmandu):
    browser = browse(sarita)
    assert (
        "Maya" in browser.post(f"/contacts/{contact.code}/tie/", {"look": "maya"}).content.decode()
    )
    browser.post(f"/contacts/{contact.code}/tie/", {"client": maya.code})
    assert fresh(contact).client == maya
    assert Entry.objects.about_client(maya.uid).filter(verb="tied").count() == 1
    actions.tie(contact, by=sarita, client=maya)
    assert verbs(contact) == ["logged", "tied"]
    other = make.make_client(kathmandu, sarita, "Someone Else")
    with pytest.raises(Refused, match="already tied"):
        actions.tie(contact, by=sarita, client=other)


def test_correcting_keeps_the_reason_and_is_stale_for_the_second(browse, sarita, contact):
    browser, url = browse(sarita), f"/contacts/{contact.code}/correct/"
    form = browser.get(url).context["form"]
    sent = {n: v for n in form.fields if (v := form[n].value()) not in (None, "")}
    sent |= {"channel": "phone", "reason": "He called", "name": "Ram Thapa Magar"}
    assert browser.post(url, sent).status_code == 302
    row = fresh(contact)
    assert (row.channel, row.name, row.correction) == ("phone", "Ram Thapa Magar", "He called")
    answer = browser.post(url, {**sent, "name": "Another"})
    assert answer.status_code == 409
    assert "Ram Thapa Magar" in answer.content.decode()
    assert Entry.objects.about(contact).get(verb="corrected").detail["fields"] == [
        "channel",
        "name",
    ]


def test_what_was_entered_in_error_is_out_of_the_lists_with_its_help(browse, sarita, contact):
    make.make_help(contact, sarita, kind="mediation")
    browser = browse(sarita)
    url = f"/contacts/{contact.code}/enter-in-error/"
    assert browser.post(url, {"reason": ""}).status_code == 422
    assert browser.post(url, {"reason": "Twice"}).status_code == 302
    assert contact.code not in browser.get("/contacts/").content.decode()
    assert browser.get("/contacts/help/").context["listed"].rows == []
    assert "entered in error" in browser.get(contact.get_absolute_url()).content.decode()
    assert browser.post(url, {"reason": "Twice"}).status_code == 409


def test_help_on_a_case_can_meet_a_need(browse, sarita, case, maya):
    need = cases.add_need(case, by=sarita, submission_id=uuid.uuid4(), client=maya, kind="legal")
    sent = {"submission_id": uuid.uuid4(), "kind": "legal", "need": need.pk, "note": "Letter sent"}
    sent["happened_on"] = make.today().isoformat()
    browser, url = browse(sarita), f"/cases/{case.code}/give-help/"
    assert [browser.post(url, sent).status_code for _ in range(2)] == [302, 302]
    given = fresh(HelpGiven.objects.get())
    need.refresh_from_db()
    assert need.met_at
    assert (given.client, given.case, given.data_key, given.note) == (
        maya, case, case.data_key, "Letter sent",
    )  # fmt: skip
    shown = browser.get(case.get_absolute_url()).content.decode()
    assert "Help given: Legal aid" in shown
    assert "Letter sent" in shown
    browser.post(f"/contacts/help/{given.pk}/enter-in-error/", {"reason": "Not yet"})
    need.refresh_from_db()
    assert need.met_at is None
    assert {"met", "unmet"} <= set(verbs(case))


def test_a_need_of_another_case_is_not_met(sarita, case, maya):
    other = make.make_case(maya, sarita)
    need = cases.add_need(other, by=sarita, submission_id=uuid.uuid4(), client=maya, kind="legal")
    with pytest.raises(Refused, match="another case"):
        make.make_help(case, sarita, need=need)


def test_only_the_centre_that_wrote_it_changes_it(pasang, pokhara, sarita, contact, maya):
    hers = make.make_contact(pokhara, pasang, client=maya)
    with pytest.raises(PermissionDenied):
        actions.tie(hers, by=sarita, client=maya)
    with pytest.raises(PermissionDenied):
        make.make_help(hers, sarita)
    with pytest.raises(PermissionDenied):
        actions.enter_in_error(contact, by=pasang, reason="Not mine")
    assert Contact.objects.standing().count() == 2
