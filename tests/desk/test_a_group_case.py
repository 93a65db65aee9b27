import uuid
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from helpdesk.cases import actions
from helpdesk.cases.models import CasePerson, Claim, Receipt
from helpdesk.clients.models import Client
from helpdesk.core import per_request
from helpdesk.core.clock import today
from tests import make

WORKERS = 60


@pytest.fixture
def gulf(case, sarita):
    return make.make_party(case, sarita)


def add(browser, case, lines, **more):
    sent = {"people": "\n".join(lines), "submission_id": str(uuid.uuid4()), **more}
    return browser.post(f"{case.get_absolute_url()}add-people/", sent)


def table(browser, case):
    return browser.get(f"{case.get_absolute_url()}group/")


def sent_back(page, **changed):
    """What a browser sends of the table, with changes by (field, row)."""
    form = page.context["form"]
    values = {name: form[name].value() for name in form.fields}
    values = {k: "" if v is None else v for k, v in values.items()}
    return {**values, **changed}


def asked_of(browser, case):
    """What the page asks the database; savepoints stand for what is BEGIN and COMMIT elsewhere."""
    with CaptureQueriesContext(connection) as captured:
        table(browser, case)
    return len([q for q in captured.captured_queries if "SAVEPOINT" not in q["sql"]])


def path_of(page):
    return page.context["here"]


@pytest.fixture
def group(case, sarita, browse, gulf):
    """60 workers and the first one, against one employer."""
    names = [
        f"{n}. Worker{'abcdefghij'[n // 10]}{'klmnopqrst'[n % 10]} Rai{n}, M" for n in range(60)
    ]
    assert add(browse(sarita), case, names, is_new="on").status_code == 302
    return case


def test_people_are_added_by_codes_and_by_name(case, sarita, kathmandu, browse):
    known = make.make_client(kathmandu, sarita, "Dolma Sherpa")
    answer = add(browse(sarita), case, [f"1) {known.code.lower()}", "", "2. Ram Thapa Magar, M"])
    assert answer.status_code == 302
    people = [p.client.code for p in CasePerson.objects.filter(case=case).order_by("id")]
    assert known.code in people
    assert len(people) == 3
    new = Client.objects.for_listing().latest("id")
    assert (new.name, new.sex, new.journeys.get().stage) == ("Ram Thapa Magar", "male", case.stage)


def test_a_line_that_is_refused_costs_only_itself(case, sarita, pokhara, pasang, browse, maya):
    hidden = make.make_client(pokhara, pasang, "Hidden One")
    lines = [hidden.code, maya.code, "Only A Name", "Ram Thapa Magar, M"]
    answer = add(browse(sarita), case, lines)
    text = answer.content.decode()
    assert answer.status_code == 409
    assert case.people.count() == 2
    assert "No client whom you may see has this code" in text
    assert "already part of the case" in text
    assert "Write the sex" in text
    assert "Hidden One" not in text
    assert answer.context["form"]["people"].value().splitlines() == [
        hidden.code,
        maya.code,
        "Only A Name",
    ]


def test_who_looks_like_someone_known_is_not_registered_twice(case, sarita, kathmandu, browse):
    known = make.make_client(kathmandu, sarita, "Bishnu Maya Pariyar")
    answer = add(browse(sarita), case, ["Bishnu Maya Pariyar, F"])
    assert answer.status_code == 409
    assert known.code in answer.content.decode()
    assert add(browse(sarita), case, ["Bishnu Maya Pariyar, F"], is_new="on").status_code == 302


def test_who_is_registered_into_a_restricted_case_is_seen_by_name_alone(
    case, sarita, bimala, dipesh, browse
):
    actions.restrict(case, by=sarita, ground="threat", people=[bimala])
    assert add(browse(sarita), case, ["Canary Thapa, F"]).status_code == 302
    hers = case.people.select_related("client__data_key").latest("pk").client
    for path in ("/search/?q=Thapa", "/clients/", hers.get_absolute_url()):
        assert "Canary" not in browse(dipesh).get(path).content.decode(), path
    assert "Canary" in browse(bimala).get(hers.get_absolute_url()).content.decode()
    actions.lift_restriction(case, by=bimala, reason="The threat is over")
    per_request.forget()
    assert "Canary" in browse(dipesh).get(hers.get_absolute_url()).content.decode()


def test_sending_a_list_twice_adds_nobody_twice(case, sarita, browse):
    same = {"people": "Ram Thapa Magar, M", "submission_id": str(uuid.uuid4())}
    for _ in range(2):
        browse(sarita).post(f"{case.get_absolute_url()}add-people/", same)
    assert case.people.count() == 2


def test_sixty_workers_are_one_page_and_one_form(group, sarita, browse, gulf):
    browser = browse(sarita)
    page = table(browser, group)
    assert len(page.context["form"].rows) == WORKERS + 1
    changed = {}
    for number, person in enumerate(page.context["table"].people):
        changed[f"claimed_{person.pk}"] = "9,000"
        changed[f"outcome_{person.pk}"] = "partly"
        if number % 2:
            changed |= {f"agreed_{person.pk}": "6000", f"received_{person.pk}": "2000.50"}
    address = f"{group.get_absolute_url()}group/?kind=wages&currency=QAR&party={gulf.pk}"
    answer = browser.post(address, sent_back(page, **changed))
    assert answer.status_code == 302
    assert Claim.objects.filter(party=gulf, currency="QAR", kind="wages").count() == WORKERS + 1
    assert Receipt.objects.count() == 30
    assert CasePerson.objects.filter(outcome="partly").count() == WORKERS + 1
    assert asked_of(browser, group) <= 12
    again = table(browser, group)
    assert again.context["table"].totals == {
        "claimed": Decimal(9000 * 61),
        "agreed": Decimal(6000 * 30),
        "received": Decimal("2000.50") * 30,
    }
    assert browser.post(path_of(again), sent_back(again)).status_code == 302
    assert Receipt.objects.count() == 30  # what stands is not saved twice


def test_the_table_costs_the_same_however_many(case, sarita, browse, kathmandu, gulf):
    browser = browse(sarita)
    make.make_claim(case, sarita, party=gulf)
    one = asked_of(browser, case)
    add(browser, case, [f"Worker Number{'abcdefghij'[n]}, F" for n in range(10)], is_new="on")
    assert asked_of(browser, case) == one <= 12


def test_a_row_that_is_refused_costs_only_itself(group, sarita, browse, gulf):
    browser = browse(sarita)
    page = table(browser, group)
    first, second, third = page.context["table"].people[:3]
    changed = {f"claimed_{p.pk}": "100" for p in (first, second, third)}
    changed |= {f"agreed_{second.pk}": "101", f"agreed_{third.pk}": "80 USD"}
    address = f"{group.get_absolute_url()}group/?kind=wages&currency=QAR&party={gulf.pk}"
    answer = browser.post(address, sent_back(page, **changed))
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "1 row saved. 2 rows are not saved" in text
    assert "raise the claim first" in text
    assert "a claim of its own" in text
    assert Claim.objects.get().client == first.client
    put_right = {f"agreed_{second.pk}": "90", f"agreed_{third.pk}": "80"}
    answer = browser.post(path_of(answer), sent_back(answer, **put_right))
    assert answer.status_code == 302
    assert Claim.objects.count() == 3


def test_two_who_write_the_same_row_lose_nothing(group, sarita, browse, gulf, maya):
    browser = browse(sarita)
    claim = make.make_claim(group, sarita, party=gulf)
    page = table(browser, group)
    person = group.people.get(client=maya)
    from helpdesk.cases.actions import change_claim

    change_claim(claim, by=sarita, version=1, claimed=Decimal(9999))
    answer = browser.post(path_of(page), sent_back(page, **{f"claimed_{person.pk}": "1"}))
    assert answer.status_code == 409
    assert "meanwhile" in answer.content.decode()
    assert Claim.objects.get().claimed == 9999


def test_outcomes_that_a_colleague_wrote_down_meanwhile_stay(
    case, maya, kathmandu, sarita, dipesh, browse
):
    for n in range(2):
        worker = make.make_client(kathmandu, sarita, f"Worker {n}")
        actions.add_person(case, by=sarita, client=worker)
    browser, theirs = browse(sarita), browse(dipesh)
    page = table(browser, case)
    hers, other, same = (person.pk for person in page.context["table"].people)
    changed = {f"outcome_{pk}": "fully" for pk in (other, same)}
    assert theirs.post(path_of(page), sent_back(page, **changed)).status_code == 302
    changed = {f"outcome_{hers}": "partly", f"outcome_{same}": "died"}
    answer = browser.post(path_of(page), sent_back(page, **changed))
    assert answer.status_code == 409
    assert "Someone else wrote down “Fully resolved” meanwhile" in answer.content.decode()
    outcomes = dict(case.people.values_list("pk", "outcome"))
    assert outcomes == {hers: "partly", other: "fully", same: "fully"}
    again = sent_back(answer, **{f"outcome_{hers}": "unresolved", f"outcome_{same}": "fully"})
    assert browser.post(path_of(answer), again).status_code == 302
    assert case.people.get(pk=hers).outcome == "unresolved"
    assert case.people.get(pk=other).outcome == "fully"


def test_less_than_came_is_refused(group, sarita, browse, gulf, maya):
    claim = make.make_claim(group, sarita, party=gulf, agreed=Decimal(9000))
    from helpdesk.cases.actions import receive

    receive(claim, by=sarita, submission_id=uuid.uuid4(), amount=Decimal(50), received_on=today())
    page = table(browse(sarita), group)
    person = group.people.get(client=maya)
    answer = browse(sarita).post(path_of(page), sent_back(page, **{f"received_{person.pk}": "49"}))
    assert "Less is written here" in answer.content.decode()


@pytest.mark.parametrize("who", ["pasang", "roshan", "nirmala", "anil", "stranger"])
def test_for_others_it_is_not_there(who, cast, case):
    for part in ("group/", "add-people/", "add-party/", "add-claim/", "add-deadline/"):
        assert cast[who].get(f"{case.get_absolute_url()}{part}").status_code == 404


def test_outcomes_that_stand_are_offered_when_the_case_closes(group, sarita, browse, maya):
    page = table(browse(sarita), group)
    person = group.people.get(client=maya)
    browse(sarita).post(path_of(page), sent_back(page, **{f"outcome_{person.pk}": "fully"}))
    form = browse(sarita).get(f"{group.get_absolute_url()}close/").context["form"]
    assert form[f"outcome_{maya.pk}"].value() == "fully"
