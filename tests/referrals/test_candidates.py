"""Who can help, in which order, and why the others cannot."""

import pytest

from referrals import actions
from referrals.candidates import Asking, find_candidates
from tests import make


@pytest.fixture
def ask(maya, case):
    """`ask()` are the candidates for Maya's legal need."""

    def ask(client=None, journey=None, tried=()):
        return find_candidates(Asking(client or maya, case, journey, "legal"), tried=tried)

    return ask


def why_not(found, name):
    return next(c.excluded for c in found.excluded if c.service.name == name)


def test_a_service_with_an_agreement_fits(ask, desk):
    assert [c.service for c in ask().fitting] == [desk]


def test_one_without_does_not(ask, desk):
    make.make_service(make.make_partner("Terai Legal Network"), name="Terai desk")
    assert why_not(ask(), "Terai desk") == [
        "No agreement in force with this centre for this kind of help"
    ]


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({"sexes": ["male"]}, "Not for this client's sex"),
        ({"stages": ["pre_departure"]}, "Not for this stage of migration"),
        ({"age_from": 60}, "Only from age 60"),
        ({"age_to": 20}, "Only up to age 20"),
        ({"nationalities": ["PH"]}, "Not for this nationality"),
        ({"capacity": "closed"}, "Closed for now"),
    ],
)
def test_who_does_not_fit_is_told_why(facts, reason, ask, himal, agreement, kathmandu, sarita):
    make.make_service(himal, name="Picky", **facts)
    client = make.make_client(
        kathmandu,
        sarita,
        nationalities=["NP"],
        birth={"text": "1996", "date": "1996", "precision": "year", "year": 1996},
    )
    assert why_not(ask(client), "Picky") == [reason]


def test_a_service_that_speaks_the_language_comes_first(ask, himal, agreement, kathmandu, sarita):
    make.make_service(himal, name="Another", languages=["en"])
    make.make_service(himal, name="Ours", languages=["taj"])
    client = make.make_client(kathmandu, sarita, languages=["taj"])
    found = ask(client)
    assert [c.service.name for c in found.fitting] == ["Ours", "Another"]
    assert "Speaks Tamang" in [str(pro) for pro in found.fitting[0].pros]


def test_one_that_is_already_asked_is_left_out(ask, sent_referral):
    assert why_not(ask(), "Wage claims desk") == ["A referral to it is already under way"]


def test_one_that_this_thread_has_tried_is_left_out(ask, desk):
    assert why_not(ask(tried={desk.pk}), "Wage claims desk") == ["Was already asked"]


def test_a_silent_partner_goes_down(ask, asha, in_status):
    in_status("no_response")
    found = ask().fitting
    assert found[0].service.partner == asha
    assert "1 referral never answered" in found[1].cons


def test_a_partner_that_answers_fast_goes_up(ask, asha, in_status, sarita):
    done = in_status("completed")
    actions.confirm(done, by=sarita)
    best = ask().fitting[0]
    assert "Answers fast: 0 h on average" in best.pros
    assert best.record == "1 of 1 carried through"


def test_an_agreement_for_another_country_does_not_help(ask, himal, kathmandu, maya, sarita):
    make.make_agreement(himal, kathmandu, countries=["AE"])
    make.make_service(himal, name="Emirates desk")
    journey = make.make_journey(maya, sarita, destination="QA")
    assert not ask(journey=journey).fitting
    assert ask().fitting
