import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections

from helpdesk.access.areas.keeping import bring
from helpdesk.audit.models import Entry
from helpdesk.cases.models import Case
from helpdesk.clients.models import Client

FOUR = {"name": "Sita Thapa", "sex": "female", "stage": "return", "need": "Wages were never paid"}


def form(kathmandu, **answers):
    return {
        "submission_id": uuid.uuid4(),
        "centre": kathmandu.pk,
        "category": "B1",
        **FOUR,
        **answers,
    }


def register(browser, data):
    return browser.post("/clients/register/", data)


def test_four_answers_and_a_category_open_a_case(officer, kathmandu, sarita):
    answer = register(officer, form(kathmandu))
    client, case = Client.objects.for_listing().get(), Case.objects.for_listing().get()
    assert answer.url == case.get_absolute_url()
    assert (client.name, client.sex, client.centre) == ("Sita Thapa", "female", kathmandu)
    assert (case.title, case.category, case.stage, case.officer) == (
        "Wages were never paid",
        "B1",
        "return",
        sarita,
    )
    assert case.people.get().journey == client.journeys.get()


def test_save_and_next_registers_and_begins_anew(officer, kathmandu):
    answer = register(officer, form(kathmandu, category="", next="yes"))
    assert answer.url == "/clients/register/"
    assert Client.objects.get().journeys.get().stage == "return"
    assert not Case.objects.exists()


def test_save_and_next_with_a_category_leaves_the_case_to_be_taken(officer, kathmandu):
    register(officer, form(kathmandu, next="yes"))
    assert Case.objects.get().officer is None


def test_everything_else_may_be_said_too(officer, kathmandu):
    more = {
        "birth": "about 30",
        "nationality": "NP",
        "languages": ["ne", "taj"],
        "local_name": "सीता थापा",
        "phone_number": "9841 552 310",
        "phone_safe": "at_times",
        "phone_safe_note": "Mornings",
        "document_kind": "passport",
        "document_number": "PA1234417",
        "document_held_by": "employer",
        "destination": "SA",
        "channel": "regular",
        "departed_on": "2024-03-18",
        "returned_on": "2026-11-02",
    }
    register(officer, form(kathmandu, **more))
    client = Client.objects.for_listing().get()
    phone, paper = client.phones.for_listing().get(), client.documents.for_listing().get()
    assert client.local_name == {"text": "सीता थापा", "lang": "ne"}
    assert (client.birth_precision, client.birth["text"]) == ("about", "about 30")
    assert (phone.number, phone.safe, phone.safe_note) == ("+9779841552310", "at_times", "Mornings")
    assert (paper.number, paper.held_by) == ("PA1234417", "employer")
    assert client.journeys.get().destination.code == "SA"


def test_a_name_is_not_demanded(officer, kathmandu):
    register(officer, form(kathmandu, name="", no_name="on"))
    assert Client.objects.for_listing().get().name == ""


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ({"name": ""}, "Write the name, or tick"),
        ({"sex": ""}, "Choose the sex"),
        ({"stage": ""}, "Choose the stage"),
        ({"need": ""}, "Say what they need"),
        ({"category": ""}, "Choose a category"),
        ({"birth": "2090"}, "still to come"),
        ({"caregiver_informed_on": "2090-01-01"}, "still to come"),
        ({"phone_number": "12"}, "at least five digits"),
        ({"phone_number": "9841552310 (her brother)"}, "Write one number here"),
        ({"phone_number": "9841552310 / 01-4412345"}, "Write one number here"),
        ({"phone_number": "4412345/4412346"}, "Write one number here"),
        ({"document_number": "PA1"}, "what kind of document"),
    ],
)
def test_what_is_missing_is_said_and_nothing_typed_is_lost(officer, kathmandu, answer, words):
    page = register(officer, form(kathmandu, address="Behind the school", **answer))
    assert page.status_code == 422
    assert words in page.content.decode()
    assert "Behind the school" in page.content.decode()
    assert not Client.objects.exists()


def test_a_rule_that_says_no_keeps_what_was_typed(officer, kathmandu):
    dates = {"departed_on": "2026-05-01", "returned_on": "2026-04-01"}
    page = register(officer, form(kathmandu, **dates))
    assert page.status_code == 409
    assert "Nobody comes back before leaving" in page.content.decode()
    assert "Wages were never paid" in page.content.decode()
    assert not Client.objects.exists()


def test_pressing_twice_makes_one_record(officer, kathmandu):
    data = form(kathmandu, document_kind="passport", document_number="PA1")
    assert register(officer, data).url == register(officer, data).url
    client = Client.objects.get()
    assert (Case.objects.count(), client.journeys.count(), client.documents.count()) == (1, 1, 1)


@pytest.mark.servers
@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite lets one writer in at a time")
def test_twenty_parallel_submissions_make_one_record(browse, sarita, kathmandu):
    data = form(kathmandu, document_kind="passport", document_number="PA1")

    def send(_):
        try:
            return register(browse(sarita), data).url
        finally:
            connections.close_all()

    with ThreadPoolExecutor(20) as pool:
        assert len(set(pool.map(send, range(20)))) == 1
    client = Client.objects.get()
    assert (Case.objects.count(), client.journeys.count(), client.documents.count()) == (1, 1, 1)


def test_those_who_look_close_are_shown_with_reasons(officer, maya):
    page = officer.post(
        "/clients/register/", {"look": "Maya Tamang", "look_only": "1"}
    ).content.decode()
    assert maya.code in page
    assert "Same name" in page
    assert 'value="Maya Tamang"' in page


def test_looking_again_loses_nothing_typed_and_saves_nothing(officer, maya, kathmandu):
    page = register(officer, form(kathmandu, sex="", look="Maya", look_again="yes"))
    assert page.status_code == 200
    assert maya.code in page.content.decode()
    assert "Wages were never paid" in page.content.decode()
    assert Client.objects.count() == 1


def test_what_was_looked_for_is_the_start_of_the_form(officer, kathmandu):
    page = register(officer, {"look": "Sita Thapa 9841552310", "look_only": "yes"}).content.decode()
    assert 'value="Sita Thapa"' in page
    assert 'value="9841552310"' in page


def test_a_document_that_was_looked_for_is_no_phone(officer, kathmandu):
    asked = {"look": "Sita Thapa PA1112223", "look_only": "yes"}
    form = officer.post("/clients/register/", asked).context["form"]
    assert (form["document_number"].value(), form["phone_number"].value()) == ("PA1112223", None)


def test_another_centres_people_do_not_look_close(cast, maya):
    page = cast["pasang"].post(
        "/clients/register/", {"look": "Maya Kumari Tamang", "look_only": "1"}
    )
    assert maya.code not in page.content.decode()


def test_showing_who_looks_close_is_a_counted_read(officer, maya):
    officer.post("/clients/register/", {"look": "Maya Tamang", "look_only": "1"})
    assert Entry.objects.about_client(maya.uid).filter(verb="found").exists()


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("sarita", 302),
        ("bimala", 302),
        ("roshan", 404),
        ("nirmala", 404),
        ("anil", 404),
        ("stranger", 404),
        ("visitor", 302),
    ],
)
def test_who_may_register(who, status, cast, kathmandu):
    answer = register(cast[who], form(kathmandu))
    assert answer.status_code == status
    assert Client.objects.exists() == (status == 302 and who != "visitor")


def test_nobody_registers_at_a_centre_that_is_not_theirs(cast, pokhara, kathmandu):
    page = register(cast["pasang"], form(kathmandu))
    assert page.status_code == 422
    assert not Client.objects.exists()


def test_every_fact_of_a_person_has_its_place(officer, kathmandu):
    more = {
        "birth": "2050-01-15",
        "latin_name": "SITA KUMARI THAPA",
        "other_names": "Sita Magar, Kanchhi",
        "file_number": "KTM/2071/0042",
        "other_languages": "Gurung, th",
        "education": "lower",
        "marital_status": "married",
        "children": "2",
        "disability": ["seeing", "walking"],
        "disability_note": "Large letters",
        "document_kind": "passport",
        "document_expires_on": "2087-02-10 BS",
        "departed_on": "2080-05-01 BS",
        "relation_kind": "spouse",
        "relation_name": "Ram Thapa",
        "relation_is": ["next_of_kin", "in_household"],
    }
    answer = register(officer, form(kathmandu, category="", next="yes", **more))
    assert answer.status_code == 302
    client = Client.objects.for_listing().get()
    assert (client.birth["date"], client.birth["bs"]) == ("1993-04-27", "2050-01-15")
    assert client.other_names == ["Sita Magar", "Kanchhi"]
    assert client.languages == ["gvr", "th"]
    assert (client.education, client.children, client.disability) == (
        "lower",
        2,
        ["seeing", "walking"],
    )
    assert client.asked_for == "Wages were never paid"
    assert client.documents.get().expires_on.isoformat() == "2030-05-24"
    assert client.journeys.get().departed_on.isoformat() == "2023-08-18"
    page = officer.get(client.get_absolute_url()).content.decode()
    for words in (
        "SITA KUMARI THAPA",
        "Kanchhi",
        "KTM/2071/0042",
        "27 Apr 1993 · 2050-01-15 BS",
        "Lower secondary school",
        "Large letters",
        "Ram Thapa",
        "Next of kin",
        "Wages were never paid",
    ):
        assert words in page
    assert (
        "Wages were never paid"
        in officer.get(f"{client.get_absolute_url()}open-case/").content.decode()
    )


def test_the_old_file_number_finds_her(officer, kathmandu):
    register(officer, form(kathmandu, category="", next="yes", file_number="KTM/2071/0042"))
    for typed in ("KTM/2071/0042", "ktm/2071/0042"):
        page = officer.post("/clients/", {"q": typed}).content.decode()
        assert Client.objects.get().code in page, typed


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ({"birth": "2050-13-01"}, "The Nepali calendar has no such day"),
        ({"area": "Timbuktu"}, "No place is called “Timbuktu”"),
        ({"disability": ["none", "seeing"]}, "Tick “No difficulty”, or the difficulties"),
        ({"relation_phone": "9841552310"}, "Choose who that is to the client"),
        ({"other_languages": "Klingonish"}, "We know no language “Klingonish”"),
        ({"departed_on": "12.5.2024x"}, "Write the day as 2026-05-12"),
        ({"children": "99"}, "less than or equal to 30"),
        ({"caregiver_informed": "no", "caregiver_informed_on": "2026-05-01"}, "choose “Yes”"),
    ],
)
def test_what_cannot_be_opens_its_part_and_keeps_the_rest(officer, kathmandu, answer, words):
    page = register(officer, form(kathmandu, latin_name="SITA THAPA", **answer))
    body = page.content.decode()
    assert page.status_code == 422
    assert words in body
    assert 'value="SITA THAPA"' in body
    assert body.count('<details class="panel" open>') == 2  # the names, and what is wrong


def test_no_part_opens_by_itself(officer):
    assert '<details class="panel" open>' not in officer.get("/clients/register/").content.decode()


def test_the_page_is_light_with_a_whole_country_of_areas(officer, sarita):
    bring("PH", by=sarita)
    page = officer.get("/clients/register/", headers={"accept-encoding": "gzip"})
    assert len(page.content) <= 20 * 1024


def test_a_place_is_typed_as_one_says_it(officer, kathmandu, sarita):
    bring("NP", by=sarita)
    register(officer, form(kathmandu, area="हतुवागढी", origin="bhojpur, koshi"))
    client = Client.objects.get()
    assert (client.area.name, client.journeys.get().origin.name) == ("Hatuwagadhi", "Bhojpur")
    page = officer.get(client.get_absolute_url()).content.decode()
    assert "Hatuwagadhi, Bhojpur, Koshi Province" in page
    change = officer.get(f"{client.get_absolute_url()}change/").content.decode()
    assert 'value="Hatuwagadhi, Bhojpur, Koshi Province"' in change


def test_leaving_a_field_looks_again_by_all_that_is_typed(officer, sarita, kathmandu):
    from helpdesk.clients import actions
    from tests import make

    sita = make.make_client(kathmandu, sarita, "Sita Thapa")
    actions.add_document(sita, by=sarita, kind="passport", number="PA1234417")
    typed = {"name": "Seeta Thapa", "document_kind": "passport", "document_number": "pa 1234417"}
    page = officer.post("/clients/register/look-again/", typed).content.decode()
    assert sita.code in page
    assert "Very likely the same person" in page
    assert "Same passport number" in page
    assert "<html" not in page
    assert Entry.objects.about_client(sita.uid).filter(verb="found").count() == 1


def test_looking_again_with_nothing_typed_asks_nobody(officer, maya):
    page = officer.post("/clients/register/look-again/", {"sex": "female"}).content.decode()
    assert maya.code not in page
    assert not Entry.objects.about_client(maya.uid).filter(verb="found").exists()


def test_what_was_saved_wrongly_is_still_compared(officer, maya, kathmandu):
    page = register(officer, form(kathmandu, name="Maya Tamang", sex="", birth="2090"))
    assert page.status_code == 422
    assert maya.code in page.content.decode()
