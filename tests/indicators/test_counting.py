"""Each indicator against a recount in plain SQL: a seeded country with restricted cases."""

import itertools
import random
import uuid
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from guardian.shortcuts import assign_perm

from helpdesk.access.models import Centre, User
from helpdesk.cases import actions as cases
from helpdesk.cases.models import Case, CasePerson, Task
from helpdesk.clients.models import Client
from helpdesk.core import per_request
from helpdesk.core.clock import at, today
from helpdesk.dashboards.indicators import BY_CODE, INDICATORS, SPLITS, Asked, count
from helpdesk.dashboards.indicators.periods import Period
from helpdesk.desk import seeding
from referrals.models import Feedback, Referral, Signpost, Step
from tests import make

from . import plain_sql, recount
from .meetings import add_meetings

N, ZONE = 200, "Asia/Kathmandu"


@pytest.fixture(scope="module")
def seeded(taken_back):
    """A seeded country, some of whose cases are restricted; (overseer, centre ids)."""
    seeding.seed(N, 3)
    rng = random.Random(N)
    ids = list(Case.objects.values_list("pk", flat=True))
    Case.objects.filter(pk__in=rng.sample(ids, len(ids) // 8)).update(restricted=True)
    for pk in Client.objects.values_list("pk", flat=True):
        if rng.random() < 0.3:
            Client.objects.filter(pk=pk).update(disability=rng.choice([["none"], ["seeing"]]))
    add_what_seeding_leaves_out(rng)
    centres = list(Centre.objects.exclude(depth=1)) or list(Centre.objects.all())
    root = Centre.objects.get(depth=1)
    overseer = make.make_user("Overseer", teams=[root.supervisors])
    return overseer, frozenset(centre.pk for centre in [root, *centres])


@pytest.fixture
def country(seeded, db):
    return seeded


def add_what_seeding_leaves_out(rng):
    """Words on results, signposts, follow-ups done: past the actions, as only the counts matter."""
    by = User.objects.first()
    referrals = list(Referral.objects.select_related("client"))
    Feedback.objects.bulk_create(
        Feedback(
            referral=referral, data_key_id=referral.data_key_id, by=by, said_by="client",
            reached="yes", helped=rng.choice(["fully", "partly", "no"]),
            satisfied=rng.choice(["yes", "no", ""]),
        )
        for referral in referrals
        if rng.random() < 0.5
    )  # fmt: skip
    named = {"kind": "redirection", "given": ["name"], "agreed_how": "spoken"}
    Signpost.objects.bulk_create(
        Signpost(
            code=f"SP-{number}", centre_id=referral.centre_id, client=referral.client, by=by,
            case_id=referral.case_id, service_id=referral.service_id, at=referral.made_at,
            partner_id=referral.partner_id, data_key_id=referral.data_key_id,
            **rng.choice([named, {"kind": "signposting"}]),
        )
        for number, referral in enumerate(referrals)
    )  # fmt: skip
    answered = Step.objects.filter(after="acknowledged").order_by("id").values_list("pk", flat=True)
    Step.objects.filter(pk__in=list(answered)[:5]).update(after="waitlisted")
    days_late = itertools.cycle([-1, 2, None, 0, None])
    for task, days in zip(Task.objects.order_by("due_at"), days_late, strict=False):
        if days is not None:
            done = task.due_at + timedelta(days=days)
            Task.objects.filter(pk=task.pk).update(done_at=done, done_by=by)

    closed = CasePerson.objects.filter(case__status="closed").values_list("case", flat=True)
    for pk in rng.sample(sorted(set(closed)), 12):
        part = CasePerson.objects.filter(case=pk).first()
        part.case.people.update(outcome="in_error")
        if rng.random() < 0.3:  # it was a case, of somebody else
            CasePerson.objects.create(
                case=part.case, client=Client.objects.exclude(pk=part.client_id).first(),
                outcome="fully",
            )  # fmt: skip

    add_meetings(rng, by)


def a_period(rng):
    first = today() - timedelta(days=rng.randint(20, 500))
    return Period(first, first + timedelta(days=rng.randint(5, 200)), ZONE)


def test_every_number_equals_the_recount(country):
    overseer, ids = country
    numbers = [one for one in INDICATORS if one.shape == "number" and not one.sums]
    assert {one.code for one in numbers} == set(plain_sql.NUMBERS)
    for seed in range(4):
        period = a_period(random.Random(seed))
        recount.compare_numbers(Asked(ids, period, overseer))
        recount.compare_numbers(Asked(ids, period))


def test_the_country_has_something_to_count(country):
    """Else the recounts above would agree on nothing."""
    overseer, ids = country
    period = Period(today() - timedelta(days=2000), today(), ZONE)
    totals = count(INDICATORS, Asked(ids, period, overseer)).totals
    never = {code for code, found in totals.items() if not found["now"]}
    assert never <= {"outcome_died"}


def test_one_centre_counts_its_own_alone(country):
    overseer, ids = country
    period = Period(today() - timedelta(days=2000), today(), ZONE)
    recount.compare_numbers(Asked(frozenset(sorted(ids)[-1:]), period, overseer))


@pytest.mark.parametrize("split", ["sex", "age", "centre", "session"])
def test_heads_are_split_as_they_were_counted_and_add_up(split, country):
    overseer, ids = country
    period = Period(today() - timedelta(days=2000), today(), ZONE)
    heads = [one for one in INDICATORS if one.unit == "heads"]
    counted = count(heads, Asked(ids, period, overseer), SPLITS[split])
    found = {value: by["sessions_counted"]["now"] for value, by in counted.parts.items()}
    column = {"centre": "s.centre_id", "session": "s.kind", "sex": "x.sex", "age": "x.band"}[split]
    sql = plain_sql.SUMS["sessions_counted"].replace("SELECT", f"SELECT {column},", 1)
    bands = {"": "", "0_14": "14", "25_34": "34", "60": "200"} if split == "age" else {}
    rows = recount.run(f"{sql} GROUP BY {column}", ids, period)
    assert found == {bands.get(value, str(value)): n for value, n in rows}
    assert sum(found.values()) == counted.totals["sessions_counted"]["now"] > 0


def test_money_and_days_equal_the_recount(country):
    overseer, ids = country
    period = Period(today() - timedelta(days=2000), today(), ZONE)
    totals = count([one for one in INDICATORS if one.money], Asked(ids, period, overseer)).totals
    assert all(found["now"] for found in totals.values())
    recount.compare_money_and_days(Asked(ids, period, overseer))


def test_every_split_equals_the_recount_and_adds_up(country):
    overseer, ids = country
    period = Period(date(today().year - 4, 3, 1), today(), ZONE)
    recount.everything(Asked(ids, period, overseer))


def test_a_restricted_case_counts_for_those_who_are_named_alone(kathmandu, sarita, bimala):
    case = make.make_case(make.make_client(kathmandu, sarita), sarita)
    Case.objects.filter(pk=case.pk).update(restricted=True)
    period, ids = Period(today(), today(), ZONE), frozenset([kathmandu.pk])
    opened = [one for one in INDICATORS if one.code in ("cases_opened", "people_with_new_case")]

    def counted(**whose):
        return [
            found["now"] for found in count(opened, Asked(ids, period, **whose)).totals.values()
        ]

    assert counted(user=bimala) == [0, 0]
    assign_perm("cases.view_case", bimala, case)
    per_request.forget()
    assert counted(user=bimala) == [1, 1]
    assert counted(user=bimala, ordinary=True) == [0, 0]
    assert counted() == [0, 0]


def test_a_payment_that_was_struck_out_is_no_money_received(case, kathmandu, sarita):
    claim = make.make_claim(case, sarita, agreed=Decimal(900))
    paid = {"by": sarita, "received_on": today()}
    cases.receive(claim, submission_id=uuid.uuid4(), amount=Decimal(300), **paid)
    wrong = cases.receive(claim, submission_id=uuid.uuid4(), amount=Decimal(500), **paid)
    cases.take_back_receipt(wrong, by=sarita, mistake="amount")
    asked = Asked(frozenset([kathmandu.pk]), Period(today(), today(), ZONE))
    received = [one for one in INDICATORS if one.code == "money_received"]
    assert count(received, asked).totals["money_received"]["now"] == {"QAR": Decimal(300)}


def test_ages_of_the_period_before_are_those_of_its_own_year(kathmandu, sarita):
    client = make.make_client(kathmandu, sarita, "Bina")
    with at(datetime(2025, 11, 3, 9, tzinfo=UTC)):
        make.make_case(client, sarita)
    Client.objects.filter(pk=client.pk).update(
        birth_year=2008, birth_precision="year"
    )  # 17 then, 18 in 2026
    asked = Asked(frozenset([kathmandu.pk]), Period(date(2026, 1, 1), date(2026, 3, 31), ZONE))
    some = [BY_CODE["cases_opened"], BY_CODE["people_with_new_case"]]
    counted = count(some, asked, SPLITS["age"])
    for one in some:
        assert counted.totals[one.code] == {"now": 0, "before": 1}
        assert counted.parts["17"][one.code] == {"now": 0, "before": 1}
        assert not any(counted.parts.get("24", {}).get(one.code, {"before": 0}).values())
    days = Asked(asked.ids, Period(date(2026, 1, 1), date(2026, 12, 31), ZONE))
    Case.objects.update(status="closed", closed_at=datetime(2025, 11, 5, 9, tzinfo=UTC))
    counted = count([BY_CODE["days_to_close"]], days, SPLITS["age"])
    assert counted.parts["17"]["days_to_close"]["before"] == [2, 2, 1]
    assert counted.parts["24"]["days_to_close"]["before"] == [0, 0, 0]
