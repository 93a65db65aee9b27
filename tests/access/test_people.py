import smtplib

import pytest
from django.core import mail

from helpdesk.access import actions
from helpdesk.access.models import User
from helpdesk.audit.models import Entry
from helpdesk.core.refusal import Refused
from tests import make
from tests.access.test_logging_in import choose, is_in, link_in, log_in


@pytest.fixture
def browse(sure):
    """Each gave her password just now: tests/access/test_asking_once_more.py has the others."""
    return sure


NEW = {"name": "Kiran Shrestha", "email": "kiran@desk.test", "language": ""}


def account(person, **facts):
    said = {"name": person.name, "email": person.email, "language": person.language, "teams": []}
    return {**said, **({"is_active": "on"} if person.is_active else {}), **facts}


def test_someone_new_gets_a_link_chooses_a_password_and_is_in(browse, anil, kathmandu):
    browse(anil).post("/admin/people/invite/", {**NEW, "teams": [kathmandu.officers.pk]})
    kiran = User.objects.get(email="kiran@desk.test")
    assert list(kiran.groups.all()) == [kathmandu.officers]
    assert not kiran.has_usable_password()
    assert mail.outbox[0].to == ["kiran@desk.test"]
    assert "Anil Karki" in mail.outbox[0].body
    choose(browse(), link_in(mail.outbox[0]), "four-brown-goats-uphill")
    browser = browse()
    log_in(browser, kiran, "four-brown-goats-uphill")
    assert is_in(browser)
    assert set(Entry.objects.about(kiran).values_list("verb", flat=True)) >= {
        "invited",
        "joined",
        "sent_link",
        "set_password",
    }


def test_the_invitation_is_text_alone_and_in_her_language(browse, anil, kathmandu):
    browse(anil).post("/admin/people/invite/", {**NEW, "language": "ar"})
    assert mail.outbox[0].content_subtype == "plain"
    assert not getattr(mail.outbox[0], "alternatives", None)


def test_an_address_opens_one_account_in_any_case(browse, anil, sarita):
    answer = browse(anil).post("/admin/people/invite/", {**NEW, "email": sarita.email.upper()})
    assert answer.status_code == 409
    assert "Someone already logs in with this address" in answer.content.decode()


def test_when_the_mail_does_not_go_out_the_account_is_there_and_the_link_is_sent_later(
    browse, anil, kathmandu, settings
):
    settings.EMAIL_BACKEND = "tests.access.test_people.MailServerAway"
    browse(anil).post("/admin/people/invite/", NEW)
    kiran = User.objects.get(email="kiran@desk.test")
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    browse(anil).post(f"/admin/people/{kiran.pk}/link/")
    assert len(mail.outbox) == 1
    assert Entry.objects.filter(verb="sent_link").count() == 1


class MailServerAway:
    """A mail server that cannot be reached."""

    def __init__(self, **kwargs):
        pass

    def send_messages(self, messages):
        raise smtplib.SMTPConnectError(421, "away")


def test_no_team_is_given_that_she_does_not_administer(browse, kathmandu, pokhara):
    low = make.make_user("Low", teams=[pokhara.administrators])
    answer = browse(low).post("/admin/people/invite/", {**NEW, "teams": [kathmandu.officers.pk]})
    assert answer.status_code == 422
    person = actions.invite(by=low, email="x@desk.test", name="X", teams=[kathmandu.officers])
    assert not person.groups.exists()


def test_teams_are_grouped_by_place_with_the_roles_names(browse, anil, kathmandu, pokhara, himal):
    page = browse(anil).get("/admin/people/invite/").content.decode()
    assert [
        page.index(f'aria-label="{name}"')
        for name in ("Kathmandu centre", "Pokhara centre", "Himal Law Clinic")
    ] == sorted(
        page.index(f'aria-label="{name}"')
        for name in ("Kathmandu centre", "Pokhara centre", "Himal Law Clinic")
    )
    assert "Partner&#x27;s lead" in page


def test_she_moves_between_teams_and_both_moves_are_entries(browse, anil, kathmandu, sarita):
    browse(anil).post(
        f"/admin/people/{sarita.pk}/", account(sarita, teams=[kathmandu.supervisors.pk])
    )
    assert list(sarita.groups.all()) == [kathmandu.supervisors]
    assert sorted(
        Entry.objects.about(sarita)
        .filter(verb__in=["joined", "left"])
        .values_list("verb", flat=True)
    ) == ["joined", "left"]


def test_teams_of_other_administrators_stay_as_they_are(browse, kathmandu, pokhara, sarita):
    low = make.make_user("Low", teams=[pokhara.administrators])
    sarita.groups.add(pokhara.officers)
    browse(low).post(f"/admin/people/{sarita.pk}/", account(sarita, teams=[]))
    assert list(sarita.groups.all()) == [kathmandu.officers]


def test_an_account_that_works_above_cannot_be_taken_over_by_its_address(
    browse, kathmandu, pokhara, anil
):
    low = make.make_user("Low", teams=[pokhara.administrators])
    anil.groups.add(pokhara.officers)
    answer = browse(low).post(
        f"/admin/people/{anil.pk}/",
        account(anil, email="mine@evil.test", teams=[pokhara.officers.pk]),
    )
    anil.refresh_from_db()
    assert (answer.status_code, anil.email) == (409, anil.email)
    assert anil.email != "mine@evil.test"


def test_a_changed_address_is_the_only_one_that_opens_the_account(browse, anil, kathmandu, sarita):
    old = sarita.email
    browse(anil).post(
        f"/admin/people/{sarita.pk}/",
        account(sarita, email="new@desk.test", teams=[kathmandu.officers.pk]),
    )
    browse().post("/account/password/reset/", {"email": old})
    assert mail.outbox == []


def test_nobody_switches_off_her_own_account(browse, anil, kathmandu):
    said = account(anil, teams=[kathmandu.administrators.pk])
    del said["is_active"]
    answer = browse(anil).post(f"/admin/people/{anil.pk}/", said)
    assert answer.status_code == 409


def test_the_last_administrator_stays(anil, kathmandu):
    with pytest.raises(Refused, match="would have no administrator"):
        actions.change_person(
            anil, by=anil, name=anil.name, email=anil.email, language="", is_active=True, teams=[]
        )
    assert list(anil.groups.all()) == [kathmandu.administrators]


def test_with_a_second_one_the_first_may_leave(anil, kathmandu):
    make.make_user("Second", teams=[kathmandu.administrators])
    actions.change_person(
        anil, by=anil, name=anil.name, email=anil.email, language="", is_active=True, teams=[]
    )
    assert not anil.groups.exists()


def test_an_administrator_above_is_enough_for_the_centre_below(anil, kathmandu, pokhara):
    low = make.make_user("Low", teams=[pokhara.administrators])
    actions.change_person(
        low, by=anil, name=low.name, email=low.email, language="", is_active=True, teams=[]
    )
    assert not low.groups.exists()


def test_a_switched_off_second_administrator_does_not_count(anil, kathmandu):
    make.make_user("Second", teams=[kathmandu.administrators]).__class__.objects.filter(
        name="Second"
    ).update(is_active=False)
    with pytest.raises(Refused):
        actions.change_person(
            anil, by=anil, name=anil.name, email=anil.email, language="", is_active=True, teams=[]
        )


def test_people_are_found_by_name_or_address_and_no_name_stands_in_a_url(
    browse, anil, sarita, dipesh
):
    page = browse(anil).post("/admin/people/", {"q": "sari"}).content.decode()
    assert "Sarita Gurung" in page
    assert "Dipesh Rai" not in page
    assert 'method="post"' in page
    assert "Dipesh Rai" in browse(anil).post("/admin/people/", {"q": dipesh.email}).content.decode()


def test_the_list_goes_on_by_name_without_losing_or_repeating_anyone(browse, anil, kathmandu):
    for number in range(60):
        make.make_user(f"Same Name {number % 3}", teams=[kathmandu.officers])
    browser, after, seen = browse(anil), "", []
    while True:
        page = browser.post("/admin/people/", {"after": after}).context["page"]
        seen += [person.pk for person in page]
        if not (after := page.next):
            break
    assert len(seen) == len(set(seen)) == User.objects.people().count()


def test_the_list_costs_the_same_however_long(browse, anil, kathmandu, queries):
    browser = browse(anil)
    few = queries(lambda: browser.get("/admin/people/"))
    for number in range(12):
        make.make_user(f"Person {number}", teams=[kathmandu.officers])
    assert queries(lambda: browser.get("/admin/people/")) == few <= 12


def test_people_of_other_administrators_are_not_there(browse, kathmandu, pokhara, sarita):
    low = make.make_user("Low", teams=[pokhara.administrators])
    assert browse(low).get(f"/admin/people/{sarita.pk}/").status_code == 404
    assert "Sarita Gurung" not in browse(low).get("/admin/people/").content.decode()
