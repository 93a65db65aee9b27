"""What cannot be is refused; what looks wrong and may be true is said, and kept."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError

from helpdesk.audit.models import Entry
from helpdesk.clients import actions
from helpdesk.clients.journey_flags import flags, terms
from helpdesk.clients.models import Journey
from helpdesk.core.clock import today
from helpdesk.core.refusal import Refused
from tests import make

TOMORROW = today() + timedelta(days=2)


@pytest.fixture
def add(maya, sarita):
    def add(stage="return", **facts):
        return make.make_journey(maya, sarita, stage, **facts)

    return add


def years(left, back):
    whole = {"departed_exact": "year", "returned_exact": "year"}
    return {"departed_on": date(left, 1, 1), "returned_on": date(back, 1, 1), **whole}


@pytest.mark.parametrize(
    ("stage", "facts", "field"),
    [
        ("return", {"departed_on": date(2024, 5, 2), "returned_on": date(2024, 5, 1)}, "returned"),
        ("return", years(2024, 2023), "returned"),
        (
            "return",
            {
                "departed_on": date(2024, 5, 2),
                "returned_on": date(2024, 4, 1),
                "returned_exact": "month",
            },
            "returned",
        ),
        ("employment", {"departed_on": TOMORROW}, "departed"),
        ("employment", {"returned_on": date(2024, 5, 1)}, "stage"),
        ("employment", {"return_reason": "family"}, "return_reason"),
        ("pre_departure", {"departed_on": date(2024, 5, 1)}, "departed"),
        ("return", {"permit_from": date(2024, 5, 2), "permit_until": date(2024, 5, 1)}, "permit"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(add, stage, facts, field):
    with pytest.raises(Refused) as refused:
        add(stage, **facts)
    assert refused.value.field.startswith(field)
    assert not Journey.objects.exists()


@pytest.mark.parametrize(
    "facts",
    [
        years(2024, 2024),
        {"departed_on": date(2024, 5, 2), "returned_on": date(2024, 1, 1)}
        | {"returned_exact": "year"},
        {"departed_on": date(2024, 5, 1), "returned_on": date(2024, 5, 1)},
        {"departed_on": today().replace(day=1), "departed_exact": "month"},
    ],
)
def test_what_may_be_true_as_far_as_it_is_known_is_kept(add, facts):
    assert add(**facts).pk


def test_the_database_holds_it_too(add):
    journey = add(departed_on=date(2024, 5, 2), returned_on=date(2024, 6, 1))
    with pytest.raises(IntegrityError):
        Journey.objects.filter(pk=journey.pk).update(returned_on=date(2024, 5, 1))


@pytest.mark.parametrize(
    "wrong",
    [
        {"given_wage": 5},
        {"given_wage": -1, "given_currency": "QAR"},
        {"debt_currency": "NPR"},
        {"permit_from": date(2024, 2, 1), "permit_until": date(2024, 1, 1)},
    ],
)
def test_no_sum_is_without_currency_and_no_permit_runs_backwards_in_the_database(add, wrong):
    journey = add()
    with pytest.raises(IntegrityError):
        Journey.objects.filter(pk=journey.pk).update(**wrong)


def test_a_stage_goes_back_only_by_a_correction_with_its_reason(add, sarita, fresh):
    journey = add("return")
    with pytest.raises(Refused, match="correct it"):
        actions.move_on(journey, by=sarita, stage="employment", on=date(2024, 5, 1))
    actions.correct(journey, by=sarita, version=1, reason="Still in Doha", stage="employment")
    assert (fresh(journey).stage, fresh(journey).correction) == ("employment", "Still in Doha")
    assert Entry.objects.filter(verb="corrected").count() == 1


def test_overlapping_journeys_are_flagged_on_both_and_kept(add):
    one = add(departed_on=date(2020, 1, 1), returned_on=date(2022, 1, 1))
    two = add(departed_on=date(2021, 1, 1), returned_on=date(2023, 1, 1))
    assert flags(one, [one, two]) == [
        "It overlaps with journey 2: nobody is in two places. Check the dates."
    ]
    assert "journey 1" in flags(two, [one, two])[0]


@pytest.mark.parametrize(
    "other",
    [
        years(2022, 2023),  # the year of return is the year of leaving
        {"departed_on": date(2022, 1, 1), "returned_on": date(2023, 1, 1)},
        {},
    ],
)
def test_journeys_that_may_follow_each_other_are_not_flagged(add, other):
    one = add(departed_on=date(2020, 1, 1), returned_on=date(2022, 1, 1))
    assert flags(one, [one, add(**other)]) == []


def test_who_is_abroad_cannot_be_on_another_journey_since(add):
    one = add("employment", departed_on=date(2020, 1, 1))
    two = add(departed_on=date(2021, 1, 1), returned_on=date(2023, 1, 1))
    assert flags(one, [one, two])


@pytest.mark.parametrize(
    ("stage", "facts", "words"),
    [
        ("return", {"permit_until": date(2023, 1, 1)}, "before the client left"),
        ("employment", {"permit_until": date(2024, 7, 1)}, "still abroad"),
        (
            "return",
            {"permit_until": date(2024, 7, 1), "returned_on": date(2025, 1, 1)},
            "before the client came back",
        ),
        ("employment", {"permit_from": date(2024, 8, 1)}, "left before the permit began"),
    ],
)
def test_a_permit_that_does_not_cover_the_time_abroad_is_flagged(add, stage, facts, words):
    journey = add(stage, departed_on=date(2024, 5, 1), **facts)
    assert words in " ".join(flags(journey, [journey]))


def test_what_differs_between_the_contracts_is_marked(add):
    journey = add(
        promised_job="Care of one child",
        given_job="CARE of one child ",
        promised_wage=Decimal(1500),
        promised_currency="SAR",
        given_wage=Decimal("1500.000"),
        given_currency="QAR",
        promised_hours=48,
        given_hours=98,
        promised_place="Riyadh",
    )
    assert {str(term.label): term.differs for term in terms(journey)} == {
        "Job": False,
        "Monthly wage": True,
        "Hours a week": True,
        "Place": False,
    }


def test_details_are_completed_without_a_reason_and_told_by_name(add, sarita, fresh):
    journey = add()
    actions.change_journey(journey, by=sarita, version=1, employer="Al Noor", occupation="9111")
    assert (fresh(journey).employer, fresh(journey).version) == ("Al Noor", 2)
    assert Entry.objects.get(verb="changed").detail["fields"] == ["employer", "occupation"]


@pytest.mark.parametrize("amount", [Decimal(0), Decimal(-1)])
def test_a_fee_is_more_than_nothing(add, sarita, amount):
    with pytest.raises(Refused, match="more than nothing"):
        make.make_fee(add(), sarita, amount=amount)


def test_a_fee_sent_twice_is_one_and_one_in_error_counts_no_more(add, sarita):
    journey = add()
    fee = make.make_fee(journey, sarita, paid_to="Ram, agent")
    again = actions.add_fee(
        journey, by=sarita, submission_id=fee.submission_id, kind="agent", amount=1, currency="NPR"
    )
    assert again.pk == fee.pk
    actions.change_fee(fee, by=sarita, version=1, in_error=True)
    assert (journey.fees.count(), journey.fees.standing().count()) == (1, 0)
