import pytest
from guardian.shortcuts import assign_perm

from helpdesk.audit.models import Entry
from helpdesk.contacts.models import Contact, HelpGiven
from helpdesk.core import per_request
from tests import make

CANARY = "Canary Thapa"


@pytest.fixture
def cast(sarita, dipesh, pasang, bimala, nirmala, anil, roshan, stranger):
    return {
        "sarita": sarita,
        "dipesh": dipesh,
        "pasang": pasang,
        "bimala": bimala,
        "nirmala": nirmala,
        "anil": anil,
        "roshan": roshan,
        "stranger": stranger,
    }


def who_see(cast, thing):
    per_request.forget()
    rows = type(thing).objects
    return {name for name, user in cast.items() if rows.visible_to(user).filter(pk=thing.pk)}


@pytest.fixture
def secret(maya, sarita):
    """A restricted case that Sarita alone sees."""
    case = make.make_case(maya, sarita, restricted=True)
    assign_perm("cases.view_case", sarita, case)
    per_request.forget()
    return case


def test_an_anonymous_one_is_the_centres(cast, kathmandu, sarita):
    contact = make.make_contact(kathmandu, sarita)
    assert who_see(cast, contact) == {"sarita", "dipesh", "bimala"}
    assert who_see(cast, make.make_help(contact, sarita)) == {"sarita", "dipesh", "bimala"}


def test_a_clients_one_is_seen_by_its_centre_and_by_those_who_see_her(cast, pokhara, pasang, maya):
    contact = make.make_contact(pokhara, pasang, client=maya)
    assert who_see(cast, contact) == {"sarita", "dipesh", "bimala", "pasang"}


def test_its_centre_is_not_told_who_a_client_of_another_centre_is(browse, pokhara, pasang, maya):
    contact = make.make_contact(pokhara, pasang, client=maya)
    for url in ("/contacts/", contact.get_absolute_url()):
        shown = browse(pasang).get(url).content.decode()
        assert contact.code in shown
        assert maya.code not in shown
        assert maya.name not in shown


def test_one_of_a_restricted_case_is_there_for_its_named_people_alone(
    cast, kathmandu, maya, secret
):
    contact = make.make_contact(kathmandu, cast["sarita"], client=maya, case=secret, note=CANARY)
    given = make.make_help(contact, cast["sarita"])
    on_case = make.make_help(secret, cast["sarita"], client=maya)
    for thing in (contact, given, on_case):
        assert who_see(cast, thing) == {"sarita"}


def test_no_page_of_others_holds_a_trace_of_it(browse, kathmandu, maya, secret, sarita, dipesh):
    contact = make.make_contact(
        kathmandu, sarita, client=maya, case=secret, note=CANARY, topics=["D"]
    )
    make.make_help(contact, sarita, kind="shelter", note=CANARY)
    pages = ["/contacts/", "/contacts/help/", maya.get_absolute_url(), "/"]
    for who, sees in ((sarita, True), (dipesh, False)):
        browser = browse(who)
        shown = "".join(browser.get(page).content.decode() for page in pages)
        assert (contact.code in shown) is (CANARY in shown) is sees
        assert (browser.get(contact.get_absolute_url()).status_code == 200) is sees
        found = browser.post("/search/", {"q": contact.code}).status_code
        assert (found == 302) is sees


def test_hidden_and_absent_are_alike(browse, kathmandu, sarita, pasang, pokhara):
    contact = make.make_contact(kathmandu, sarita)
    browser = browse(pasang)
    for part in ("", "correct/", "enter-in-error/", "give-help/", "tie/"):
        hidden = browser.get(f"/contacts/{contact.code}/{part}")
        absent = browser.get(f"/contacts/W-222-222/{part}")
        assert hidden.status_code == absent.status_code == 404


def test_when_a_case_becomes_restricted_its_contacts_go_with_it(cast, kathmandu, sarita, case):
    contact = make.make_contact(kathmandu, sarita, case=case)
    assert "dipesh" in who_see(cast, contact)
    type(case).objects.filter(pk=case.pk).update(restricted=True)
    assert who_see(cast, contact) == set()


def test_opening_one_is_a_counted_read(browse, kathmandu, sarita, maya):
    contact = make.make_contact(kathmandu, sarita, client=maya)
    browse(sarita).get(contact.get_absolute_url())
    read = Entry.objects.about(contact).get(verb="opened")
    assert list(Entry.objects.about_client(maya.uid).filter(pk=read.pk)) == [read]


def test_detail_answers_as_the_list_does(browse, cast, kathmandu, pokhara, maya, secret):
    make.make_contact(kathmandu, cast["sarita"])
    make.make_contact(kathmandu, cast["sarita"], case=secret)
    make.make_contact(pokhara, cast["pasang"], client=maya)
    make.make_contact(pokhara, cast["pasang"])
    for name in ("sarita", "dipesh", "pasang", "bimala", "stranger"):
        seen = set(Contact.objects.visible_to(cast[name]).values_list("code", flat=True))
        per_request.forget()
        browser = browse(cast[name])
        for contact in Contact.objects.all():
            answer = browser.get(contact.get_absolute_url()).status_code
            assert (answer == 200) is (contact.code in seen)
    assert HelpGiven.objects.count() == 0
