import uuid
from datetime import timedelta

import pytest
from django.urls import reverse

from helpdesk.core.clock import at, now
from helpdesk.desk.tasks import discard_expired_drafts
from helpdesk.jobs.models import Draft
from helpdesk.vault.models import DataKey
from tests import make

REGISTER = "/clients/register/"
WORDS = {"accept": "text/plain"}


@pytest.fixture
def officer(browse, sarita):
    return browse(sarita)


@pytest.fixture
def keep(officer):
    """`keep(path, field=…)` sends what is typed so far, as desk.js does."""

    def keep(path, browser=officer, **typed):
        return browser.post("/drafts/", {"draft_path": path, **typed}, headers=WORDS)

    return keep


def draft():
    return Draft.objects.select_related("data_key").get()


def test_what_is_typed_is_kept_and_said(keep):
    answer = keep(REGISTER, name="Sita Thapa", sex="female")
    assert answer.status_code == 200
    assert answer.content.decode().startswith("Saved ")
    assert draft().values == {"name": ["Sita Thapa"], "sex": ["female"]}
    assert draft().title == "Register a client"


def test_the_later_replaces_the_earlier(keep):
    keep(REGISTER, name="Sita")
    keep(REGISTER, name="Sita Thapa")
    assert draft().values["name"] == ["Sita Thapa"]
    assert DataKey.objects.exclude(wrapped=None).count() == 1


def test_it_is_there_on_any_device(keep, browse, sarita):
    keep(REGISTER, name="Sita Thapa", sex="female", phone_number="9841000001")
    page = browse(sarita).get(REGISTER).content.decode()
    assert 'value="Sita Thapa"' in page
    assert 'value="9841000001"' in page
    assert "Your draft of" in page
    assert "things to put right" not in page


def test_a_contact_that_becomes_a_case_is_not_hidden_by_a_draft_of_someone_else(
    keep, officer, kathmandu, sarita
):
    contact = make.make_contact(kathmandu, sarita, name="Hari Rai", note="Wages")
    keep(REGISTER, name="Sita Thapa", need="Passport", contact="")
    page = officer.get(REGISTER, {"contact": contact.code})
    form = page.context["form"]
    assert [form[name].value() for name in ("name", "need", "contact")] == [
        "Hari Rai",
        "Wages",
        contact.code,
    ]
    assert "Your draft of" not in page.content.decode()
    keep(REGISTER, name="Hari B. Rai", contact=contact.code)
    again = officer.get(REGISTER, {"contact": contact.code}).content.decode()
    assert 'value="Hari B. Rai"' in again
    assert "Your draft of" in again


def test_whoever_turns_out_to_be_known_leaves_no_draft_for_the_next_person(
    keep, officer, maya, kathmandu
):
    keep(REGISTER, name="Maya Tamang", sex="female", need="Wages")
    sent = {"submission_id": uuid.uuid4(), "centre": kathmandu.pk, "title": "Wages"}
    page = f"/clients/{maya.code}/returning/"
    assert officer.post(page, {**sent, "need": "Wages", "same": "yes"}).status_code == 200
    assert Draft.objects.exists()
    assert officer.post(page, {**sent, "category": "B1", "stage": "return"}).status_code == 302
    assert not Draft.objects.exists()


def test_nobody_else_finds_it(keep, browse, dipesh):
    keep(REGISTER, name="Sita Thapa")
    assert "Sita Thapa" not in browse(dipesh).get(REGISTER).content.decode()
    assert browse(dipesh).get("/?list=drafts").context["desk"].counts["drafts"] == 0
    assert browse(dipesh).post(f"/drafts/{draft().pk}/discard/").status_code == 404


def test_a_draft_about_a_client_is_sealed_under_her_key(keep, maya, case):
    keep(f"/clients/{maya.code}/add-phone/", number="98410")
    assert draft().data_key == maya.data_key
    Draft.objects.all().delete()
    keep(f"/cases/{case.code}/note/", text="She called")
    assert draft().data_key == maya.data_key
    assert draft().title == f"Write a note · {case.code}"
    assert not draft().owns_key


def test_what_one_does_not_see_is_neither_kept_nor_opened(keep, maya, case, browse, pasang, sarita):
    path = f"/cases/{case.code}/note/"
    assert keep(path, browser=browse(pasang), text="x").status_code == 404
    keep(path, text="She called")
    sarita.groups.clear()
    assert browse(sarita).get(path).status_code == 404
    assert keep(path, text="More").status_code == 404


@pytest.mark.parametrize("path", ["", "/", "/nowhere/", "/trail/", "/cases/KTM-26-NONE/note/"])
def test_a_page_without_drafts_keeps_none(keep, path):
    assert keep(path, text="x").status_code == 404
    assert not Draft.objects.exists()


def test_secrets_and_machinery_are_left_out(keep):
    keep(REGISTER, name="Sita", password="hunter2", csrfmiddlewaretoken="t", submission_id="x")
    assert draft().values == {"name": ["Sita"]}


def test_64_kilobytes_at_most(keep, officer):
    answer = keep(REGISTER, need="क" * 30_000)
    assert answer.status_code == 413
    assert "64 KB at most" in answer.content.decode()
    plain = officer.post("/drafts/", {"draft_path": REGISTER, "need": "x" * 70_000})
    assert plain.status_code == 409
    assert not Draft.objects.exists()


def test_sending_the_form_ends_the_draft(keep, officer, case):
    path = f"/cases/{case.code}/note/"
    keep(path, text="She called")
    wrong = officer.post(path, {"text": ""})
    assert wrong.status_code == 422
    assert Draft.objects.count() == 1
    form = officer.get(path).context["form"]
    assert form["text"].value() == "She called"
    sent = {name: form[name].value() for name in form.fields}
    assert officer.post(path, sent).status_code == 302
    assert not Draft.objects.exists()


def test_the_quick_note_begins_with_the_draft(keep, officer, case):
    keep(f"/cases/{case.code}/note/", text="She called")
    page = officer.get(case.get_absolute_url()).content.decode()
    assert "She called</textarea>" in page
    assert "Your draft of" in page


def test_a_referral_begins_with_the_draft_and_nothing_is_wrong_yet(keep, officer, case):
    path = reverse("referrals:refer", args=[case.code])
    keep(path, asks_for="Seven months of wages", kind="legal")
    page = officer.get(path)
    assert page.status_code == 200
    assert "Seven months of wages</textarea>" in page.content.decode()
    assert page.context["form"]["submission_id"].value()


def test_a_draft_typed_over_an_older_version_shows_both(keep, officer, maya, sarita):
    path = f"/clients/{maya.code}/change/"
    form = officer.get(path).context["form"]
    typed = {name: form[name].value() or "" for name in form.fields}
    keep(path, **{**typed, "name": "Maya K. Tamang"})
    type(maya).objects.filter(pk=maya.pk).update(version=maya.version + 1)
    again = officer.get(path).context["form"]
    assert again["name"].value() == "Maya K. Tamang"
    assert str(again["version"].value()) == str(maya.version)


def test_without_javascript_a_button_keeps_it(officer):
    page = officer.post("/drafts/", {"draft_path": REGISTER, "name": "Sita"}, follow=True)
    assert "Your draft is kept" in page.content.decode()
    assert f'href="{REGISTER}"' in page.content.decode()
    assert page.context["desk"].tabs()[-1]["count"] == "1"


def test_discarding_destroys_its_own_key_and_no_others(keep, officer, maya):
    keep(REGISTER, name="Sita")
    own = draft().data_key
    officer.post(f"/drafts/{draft().pk}/discard/")
    keep(f"/clients/{maya.code}/add-phone/", number="98410")
    officer.post(f"/drafts/{draft().pk}/discard/", {"stay": "yes"})
    own.refresh_from_db()
    assert own.is_destroyed
    assert not DataKey.objects.get(pk=maya.data_key_id).is_destroyed


def test_after_30_days_it_goes_with_its_key(keep, db):
    keep(REGISTER, name="Sita")
    own = draft().data_key
    with at(now() + timedelta(days=29)):
        discard_expired_drafts()
    assert Draft.objects.count() == 1
    with at(now() + timedelta(days=31)):
        discard_expired_drafts()
    own.refresh_from_db()
    assert own.is_destroyed
    assert not Draft.objects.exists()


def test_an_erased_clients_draft_says_nothing(keep, officer, maya):
    path = f"/clients/{maya.code}/add-phone/"
    keep(path, number="98410")
    draft().data_key.destroy()
    assert "Your draft of" not in officer.get(path).content.decode()


def test_opening_the_form_without_a_draft_costs_one_look(officer, queries, case, maya):
    make.make_case(maya, case.opened_by)
    path = f"/cases/{case.code}/note/"
    officer.get(path)
    assert queries(lambda: officer.get(path)) <= 12
