"""A restricted case counts for those who are named on it: not for who opened it in an emergency,
and not for who gave it away and may still read it."""

import uuid

import pytest

from helpdesk.cases import actions as cases
from helpdesk.cases.models import Case
from helpdesk.core import per_request
from helpdesk.core.clock import today
from helpdesk.dashboards.caseload import Caseload
from helpdesk.dashboards.indicators import BY_CODE, Asked, count
from helpdesk.dashboards.indicators.periods import Period
from helpdesk.dashboards.people import PeopleServed
from helpdesk.dashboards.scope import scope_for
from referrals import actions as referrals
from referrals.models import Handover
from tests import make

CODES = ["people_registered", "cases_opened", "people_with_new_case", "contacts", "help_given"]
CODES += ["referrals_sent", "claims_made"]


@pytest.fixture
def hidden(kathmandu, sarita):
    """Of someone whom nothing else has brought to the centre."""
    client = make.make_client(kathmandu, sarita, served=False)
    hidden = make.make_case(client, sarita, officer=sarita)
    cases.restrict(hidden, by=sarita, ground="threat")
    make.make_help(make.make_contact(kathmandu, sarita, case=hidden, client=client), sarita)
    make.make_claim(hidden, sarita)
    return Case.objects.for_listing().get(pk=hidden.pk)


def counted(person, centre):
    """What the pages and the indicators count for her."""
    per_request.forget()
    scope = scope_for(person)
    period = Period(today(), today(), "Asia/Kathmandu")
    totals = count([BY_CODE[code] for code in CODES], Asked(scope.ids, period, person)).totals
    pages = [Caseload(scope).sums["open"], PeopleServed(scope).n, PeopleServed(scope).cases]
    return pages + [totals[code]["now"] for code in CODES]


def test_who_is_named_counts_it(hidden, kathmandu, bimala, sarita):
    cases.share(hidden, by=sarita, person=bimala)
    assert counted(bimala, kathmandu) == [1, 1, 1, 1, 1, 1, 1, 1, 0, 1]


def test_who_opened_it_in_an_emergency_counts_none_of_it(hidden, kathmandu, bimala):
    nothing = counted(bimala, kathmandu)
    assert not any(nothing)
    cases.break_glass(
        hidden.code, by=bimala, submission_id=uuid.uuid4(), ground="danger", reason="A call"
    )
    assert counted(bimala, kathmandu) == nothing


def test_who_gave_it_away_counts_it_no_more(hidden, kathmandu, pokhara, bimala, sarita, pasang):
    cases.share(hidden, by=sarita, person=bimala)
    yes = {"how": "spoken", "language": "ne", "given_by": None}
    made = referrals.propose_handover(
        hidden.people.get().client, by=sarita, submission_id=uuid.uuid4(), from_centre=kathmandu,
        to_centre=pokhara, why="moved", going={hidden: pasang},
        consent={**yes, "until": today() + make.timedelta(days=9)},
    )  # fmt: skip
    referrals.accept_handover(Handover.objects.for_listing().get(pk=made.pk), by=pasang)
    per_request.forget()
    assert Case.objects.visible_to(bimala).exists()
    assert not any(counted(bimala, kathmandu))
