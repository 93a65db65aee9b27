import re
import uuid
from datetime import date, timedelta
from decimal import Decimal

import pytest
from guardian.shortcuts import assign_perm

from helpdesk.audit.models import Entry
from helpdesk.cases import actions as cases
from helpdesk.contacts.models import Contact
from helpdesk.core.clock import today
from tests import make


@pytest.fixture
def journey(maya, sarita):
    return make.make_journey(maya, sarita, "employment", destination="SA", place="Riyadh")


def url(journey, path=""):
    return f"{journey.client.get_absolute_url()}journeys/{journey.number}/{path}"


def words(answer):
    text = re.sub(r"<[^>]+>", " ", answer.content.decode())
    return " ".join(text.split())


WHOLE = {
    "version": 1,
    "occupation": "housemaid",
    "work": "Looks after Baba",
    "sector": "T",
    "recruiter": "Everest Overseas",
    "employer": "Family Al Noor",
    "permit_number": "P-0417",
    "permit_from": "2024-01-01",
    "permit_until": "2026-01-01",
    "promised_wage": "1500 SAR",
    "given_wage": "SAR 1,000",
    "promised_hours": "48",
    "given_hours": "98",
    "debt": "240000 NPR",
    "debt_to": "The moneylender",
}


def test_what_is_known_is_written_and_read_as_one_story(officer, journey, fresh):
    answer = officer.post(url(journey, "change/"), WHOLE)
    assert answer.status_code == 302
    assert answer.url == url(journey)
    saved = fresh(journey)
    assert (saved.occupation, saved.given_wage, saved.given_currency) == ("9111", 1000, "SAR")
    page = words(officer.get(url(journey)))
    for said in (
        "Domestic cleaners and helpers",
        "Looks after Baba",
        "Everest Overseas",
        "Family Al Noor",
        "P-0417 · 2024-01-01 – 2026-01-01",
        "SAR 1,500",
        "SAR 1,000",
        "NPR 240,000",
        "The moneylender",
        "Not as promised",
    ):
        assert said in page


def test_nothing_typed_of_it_stands_readable_in_the_table(officer, journey):
    from django.db import connection

    officer.post(url(journey, "change/"), WHOLE)
    with connection.cursor() as cursor:
        for table in ("clients_journey", "clients_historicaljourney"):
            cursor.execute(f"SELECT * FROM {table}")
            row = " ".join(
                bytes(v).decode("latin-1") if isinstance(v, bytes | memoryview) else str(v)
                for line in cursor.fetchall()
                for v in line
            )
            assert not [t for t in ("Everest", "Al Noor", "P-0417", "Baba", "moneyl") if t in row]


def test_a_form_that_is_opened_and_saved_changes_nothing(officer, journey, fresh):
    officer.post(url(journey, "change/"), WHOLE)
    form = officer.get(url(journey, "change/")).context["form"]
    sent = {name: form[name].value() for name in form.fields}
    officer.post(url(journey, "change/"), {n: "" if v is None else v for n, v in sent.items()})
    assert Entry.objects.filter(verb="changed").latest("id").detail["fields"] == []
    assert fresh(journey).given_wage == 1000


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("given_wage", "1000", "Say in which currency"),
        ("given_wage", "lots", "sum with its currency"),
        ("occupation", "qqqqzz", "We know no occupation"),
        ("occupation", "domestic", "Several occupations fit"),
        ("sector", "Z", "Select a valid choice"),
        ("given_hours", "169", "168"),
        ("permit_until", "2023-01-01", "cannot end before it begins"),
        ("employer", "x" * 201, "200"),
    ],
)
def test_what_is_wrong_keeps_what_was_typed(officer, journey, field, typed, said):
    answer = officer.post(url(journey, "change/"), {**WHOLE, field: typed})
    assert answer.status_code in (409, 422)
    assert said in words(answer)
    assert "Everest Overseas" in answer.content.decode()


def test_old_words_for_the_work_may_stay(officer, maya, sarita, fresh):
    journey = make.make_journey(maya, sarita, occupation="Domestic work")
    officer.post(url(journey, "change/"), {"version": 1, "occupation": "Domestic work"})
    assert fresh(journey).occupation == "Domestic work"


@pytest.mark.parametrize(
    ("typed", "first", "exact", "shown"),
    [
        ("2024", "2024-01-01", "year", "Done · 2024"),
        ("2024-05", "2024-05-01", "month", "Done · May 2024"),
        ("2024-05-12", "2024-05-12", "", "Done · 12 May 2024"),
        ("2081-01-30 BS", "2024-05-12", "", "Done · 12 May 2024"),
    ],
)
def test_days_are_as_exact_as_they_are_remembered(officer, maya, typed, first, exact, shown):
    sent = {"submission_id": uuid.uuid4(), "stage": "return", "departed_on": typed}
    officer.post(f"{maya.get_absolute_url()}add-journey/", sent)
    journey = maya.journeys.get()
    assert (journey.departed_on.isoformat(), journey.departed_exact) == (first, exact)
    assert shown in words(officer.get(maya.get_absolute_url()))


def test_a_return_says_why(officer, journey, fresh):
    sent = {"stage": "return", "on": "2024-05", "return_reason": "unpaid"}
    officer.post(url(journey, "move-on/"), sent)
    saved = fresh(journey)
    assert (saved.stage, saved.returned_exact, saved.return_reason) == ("return", "month", "unpaid")
    assert "Wages unpaid, or not as promised" in words(officer.get(url(journey)))


def test_fees_are_added_by_currency_and_receipts_are_told(officer, journey, sarita):
    make.make_fee(journey, sarita, amount=Decimal(180_000), receipt="none")
    make.make_fee(journey, sarita, amount=Decimal(9_500), kind="medical", receipt="held")
    sent = {"submission_id": uuid.uuid4(), "kind": "deposit", "money": "400 SAR"}
    assert officer.post(url(journey, "add-fee/"), sent).status_code == 302
    page = words(officer.get(url(journey)))
    assert "Paid in all: NPR 189,500 · receipts held for NPR 9,500" in page
    assert "Paid in all: SAR 400 · no receipt held" in page


def test_a_fee_of_another_journey_is_not_there(officer, maya, journey, sarita):
    fee = make.make_fee(make.make_journey(maya, sarita), sarita)
    assert officer.get(url(journey, f"fees/{fee.pk}/change/")).status_code == 404


def test_overlap_is_said_on_the_clients_page_and_on_the_journeys(officer, maya, journey, sarita):
    journey.departed_on = date(2024, 1, 1)
    journey.save()
    make.make_journey(maya, sarita, departed_on=date(2025, 1, 1), returned_on=date(2025, 6, 1))
    for page in (maya.get_absolute_url(), url(journey)):
        assert "It overlaps with journey 2" in words(officer.get(page))


# --- what hangs on a journey


def open_case(officer, maya, **more):
    sent = {
        "submission_id": uuid.uuid4(),
        "title": "Unpaid wages",
        "category": "B1",
        "stage": "return",
        "urgency": "normal",
        "centre": maya.centre_id,
        **more,
    }
    assert officer.post(f"{maya.get_absolute_url()}open-case/", sent).status_code == 302
    return maya.case_roles.latest("id")


def test_a_case_is_about_the_latest_journey_unless_another_is_chosen(
    officer, maya, journey, sarita
):
    latest = make.make_journey(maya, sarita, destination="QA")
    assert "On which journey?" in words(officer.get(f"{maya.get_absolute_url()}open-case/"))
    assert open_case(officer, maya).journey == latest
    assert open_case(officer, maya, journey="1").journey == journey
    assert open_case(officer, maya, journey="").journey is None


def test_the_journey_of_a_case_is_changed_with_an_entry(officer, maya, journey, sarita):
    make.make_journey(maya, sarita, destination="QA")
    role = open_case(officer, maya)
    path = f"{role.case.get_absolute_url()}people/{maya.code}/journey/"
    assert officer.post(path, {"journey": "1"}).status_code == 302
    role.refresh_from_db()
    assert role.journey == journey
    assert Entry.objects.get(verb="chose_journey").detail["number"] == 1
    assert "Journey 1: Saudi Arabia" in words(officer.get(role.case.get_absolute_url()))
    assert officer.post(path, {"journey": "9"}).status_code == 422


def test_nobody_elses_journey_is_taken(maya, sarita, case, journey):
    other = make.make_journey(make.make_client(maya.centre, sarita, "Sita"), sarita)
    with pytest.raises(Exception, match="someone else"):
        cases.choose_journey(case.people.get(), by=sarita, journey=other)


def test_a_contact_is_on_the_journey_that_was_chosen(officer, maya, journey, sarita):
    make.make_journey(maya, sarita, destination="QA")
    sent = {
        "submission_id": uuid.uuid4(),
        "channel": "phone",
        "topics": ["information"],
        "happened_on": today() - timedelta(days=1),
        "people": 1,
        "centre": maya.centre_id,
        "client": maya.code,
    }
    topic = officer.get(f"/contacts/log/?client={maya.code}").context["form"]["topics"]
    sent["topics"] = [topic.field.choices[0][0]]
    answer = officer.post("/contacts/log/", {**sent, "journey": "1"})
    assert answer.status_code == 302, words(answer)
    assert Contact.objects.get().journey == journey
    assert "Phone call" in words(officer.get(url(journey))) or "Phone" in words(
        officer.get(url(journey))
    )
    assert "1 contact" in words(officer.get(maya.get_absolute_url()))


def test_a_restricted_case_is_absent_from_the_journey_for_whoever_is_not_named(
    officer, maya, journey, sarita, dipesh
):
    hidden = make.make_case(
        maya, sarita, journey=journey, title="Hidden matter", restricted=True, officer=sarita
    )
    assign_perm("cases.view_case", sarita, hidden)
    for page in (url(journey), maya.get_absolute_url()):
        assert "Hidden matter" not in make_client(dipesh, page)
        assert "Hidden matter" in make_client(sarita, page)


def make_client(user, path):
    from django.test import Client

    browser = Client()
    browser.force_login(user)
    return browser.get(path).content.decode()


@pytest.mark.parametrize(
    ("who", "status"),
    [("dipesh", 200), ("bimala", 200), ("pasang", 404), ("roshan", 404), ("stranger", 404)],
)
def test_who_sees_a_journey(who, status, cast, journey):
    assert cast[who].get(url(journey)).status_code == status


def test_opening_it_is_recorded(officer, journey):
    officer.get(url(journey))
    assert Entry.objects.filter(verb="opened", label="clients.client").count() == 1


@pytest.mark.parametrize("count", [1, 30])
def test_the_page_costs_the_same_however_much_hangs_on_it(officer, journey, sarita, queries, count):
    for _ in range(count):
        make.make_fee(journey, sarita)
        make.make_case(journey.client, sarita, journey=journey, officer=sarita)
        make.make_journey(journey.client, sarita)
        make.make_contact(journey.client.centre, sarita, client=journey.client, journey=journey)
    officer.get(url(journey))
    assert queries(lambda: officer.get(url(journey))) == 18  # two are savepoints, eight the shell
