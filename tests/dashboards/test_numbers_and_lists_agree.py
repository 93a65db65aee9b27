"""Every number of every page of figures is the length of the list that it opens."""

import random
from datetime import timedelta
from types import SimpleNamespace
from urllib.parse import parse_qsl, urlsplit

import pytest
from django.http import QueryDict

from helpdesk.access.models import Centre
from helpdesk.cases.models import Case
from helpdesk.core.clock import now
from helpdesk.dashboards.caseload import Caseload
from helpdesk.dashboards.filters import GROUPS, KINDS, scope_of
from helpdesk.dashboards.flow import FlowOfCases
from helpdesk.dashboards.forms import CasesAsked, PeopleAsked, ReferralsAsked
from helpdesk.dashboards.models import Flow
from helpdesk.dashboards.numbers import Number
from helpdesk.dashboards.partners import FunnelOfReferrals
from helpdesk.dashboards.people import PeopleServed
from helpdesk.dashboards.period import PERIODS
from helpdesk.dashboards.referring import Referring
from helpdesk.dashboards.rolling import roll
from helpdesk.dashboards.tiles import tiles
from referrals.models import Referral

NARROW = ("stage=return&category=B", "c.stage = 'return' AND c.category LIKE 'B%'")
ASKED = {"cases": CasesAsked, "referrals": ReferralsAsked, "people": PeopleAsked}


def asked_of(person, query):
    request = SimpleNamespace(user=person, GET=QueryDict(query))
    return scope_of(request)


def numbers(scope):
    """Every (address, number) of the pages, as the pages make them."""
    return [pair for page in PAGES for pair in page(scope)]


def first_page(scope):
    caseload, referring = Caseload(scope), Referring(scope)
    for tile in tiles(scope, caseload, referring):
        yield tile.number.url, tile.number.n
    for load in [*caseload.loads(), caseload.together()]:
        yield from ((number.url, number.n) for number in load.numbers.values())
    yield from ((number.url, number.n) for _label, number in referring.states())
    for line in referring.partners():
        yield from ((n.url, n.n) for n in vars(line).values() if isinstance(n, Number))
    yield from of_charts(caseload.ages())


def flow_of_cases(scope):
    yield from of_charts(FlowOfCases(scope).chart())


def partners(scope):
    funnel = FunnelOfReferrals(scope)
    for score in funnel.scores():
        yield from ((number.url, number.n) for number in score.numbers.values())
    yield from of_charts(funnel.funnel(), funnel.exits(), funnel.reasons())


def who_is_served(scope):
    served = PeopleServed(scope)
    yield from [(served.url, served.n), (served.cases_url, served.cases)]
    yield from of_charts(*served.charts().values())


def of_charts(*charts):
    for chart in charts:
        for _label, cells in chart.lines:
            yield from ((cell.url, cell.value) for cell in cells if cell.url)


PAGES = [first_page, flow_of_cases, partners, who_is_served]


def behind(person, url):
    """The list at an address, as its page fetches it."""
    address = urlsplit(url)
    scope = asked_of(person, address.query)
    form = ASKED[address.path.split("/")[2]](QueryDict(address.query), scope)
    return list(form.rows().values_list("pk", flat=True)), form


def a_filter(dice, centres):
    asked = {
        "centre": dice.choice(["", *centres]),
        "below": dice.choice(["", "1"]),
        "period": dice.choice(["", *PERIODS]),
        "stage": dice.choice(["", "", "return", "employment", "pre_departure"]),
        "category": dice.choice(["", "", *GROUPS, *list(KINDS)[:6]]),
    }
    if dice.random() < 0.3:
        asked["since"], asked["until"] = f"202{dice.randint(4, 6)}-0{dice.randint(1, 9)}-15", ""
    return "&".join(f"{name}={value}" for name, value in asked.items() if value)


def compare(people, rounds, seed) -> int:
    """How many numbers, none of them 0, are the length of their list."""
    dice, compared = random.Random(seed), 0
    for _ in range(rounds):
        person, centres = dice.choice(people)
        query = a_filter(dice, centres)
        page = dice.choice(PAGES)
        found = list(page(asked_of(person, query)))
        most = sorted(found, key=lambda pair: pair[1])[-1:]
        for url, n in [*dice.sample(found, min(4, len(found))), *most]:
            rows, form = behind(person, url)
            assert len(set(rows)) == len(rows) == n, (person, query, url, n, len(rows))
            assert dict(parse_qsl(urlsplit(form.link()).query)) == dict(
                parse_qsl(urlsplit(url).query)
            )
            compared += bool(n)
    return compared


@pytest.fixture
def people(country, bimala, sushila, kathmandu, pokhara):
    """The nation's supervisor, and a region's, who is named on a restricted case."""
    root = Centre.objects.get(depth=1)
    root.supervisors.user_set.add(bimala)
    roll()
    everywhere = list(Centre.objects.values_list("code", flat=True))
    return [(bimala, everywhere), (sushila, ["PKR", "GRK"])]


def compare_each(person) -> int:
    """How many numbers on her pages, none of them 0, are the length of their list."""
    found = {(url, n) for url, n in numbers(asked_of(person, "")) if n}
    for url, n in found:
        rows, _form = behind(person, url)
        assert len(set(rows)) == len(rows) == n, (person, url, n, len(rows))
    return len(found)


def all_agree(people, rounds, seed):
    compared = compare(people, rounds, seed)
    print(f"\n{rounds:,} filters, {compared:,} numbers above 0 equal their lists")  # noqa: T201
    assert compared > rounds / 2  # most of what one asks a small country for is nobody


def test_for_200_random_filters(people):
    all_agree(people, 200, seed=1)


@pytest.mark.slow
def test_for_1000_random_filters(people):
    all_agree(people, 1000, seed=2)


def test_others_restricted_cases_change_no_number(people, bimala):
    before = list(numbers(asked_of(bimala, "since=2020-01-01")))
    secret = Case.objects.filter(restricted=True)
    assert secret.filter(status="open").exists()
    secret.filter(status="open").update(status="closed", closed_at=now(), stage="return")
    opened = {"opened_at": now() - timedelta(days=1), "answered_at": None}
    secret.update(officer=None, category="A1", **opened)
    sent = Referral.objects.filter(case__in=secret).exclude(sent_at=None)
    sent.update(status="closed", sent_at=now())
    Flow.objects.all().delete()
    roll()
    assert list(numbers(asked_of(bimala, "since=2020-01-01"))) == before


def test_a_region_is_the_sum_of_its_centres(people, bimala):
    def opened(query):
        return dict(Caseload(asked_of(bimala, query)).sums)["open"]

    assert opened("centre=PKR&below=1") == opened("centre=PKR") + opened("centre=GRK")
    assert opened("centre=PKR&below=1") < opened("")
