"""Below Kathmandu: Pokhara, where Sushila supervises, with Gorkha below it; Lalitpur beside it."""

import re
from html import unescape

import pytest
from guardian.shortcuts import assign_perm

from helpdesk.access.models import Area
from helpdesk.cases.models import Case
from tests import make

from .country import Country


@pytest.fixture
def gorkha(kathmandu, pokhara):
    return make.make_centre("Gorkha desk", "GRK", parent=pokhara)


@pytest.fixture
def lalitpur(kathmandu):
    return make.make_centre("Lalitpur centre", "LAL")


@pytest.fixture
def sushila(pokhara):
    return make.make_user("Sushila Thapa", teams=[pokhara.supervisors])


@pytest.fixture
def service(himal, kathmandu):
    make.make_agreement(himal, kathmandu, starts_on=make.today() - make.timedelta(days=900))
    return make.make_service(himal)


@pytest.fixture
def front_page(browse):
    """`front_page(person)` is the supervisor's first page as text, for all centres or for one."""

    def front_page(person, centre="", path="/figures/"):
        answer = browse(person).get(path, {"centre": centre} if centre else {})
        assert answer.status_code == 200, answer
        return answer.content.decode()

    return front_page


@pytest.fixture
def links():
    """`links(html)` is every number on a page with the address of its list: [(address, number)]."""

    def links(html):
        tile = r'<a class="tile[^"]*" href="([^"]+)"><b>(\d+)</b>'
        cell = r'<a href="([^"]+)">(\d+)</a>'
        return [
            (unescape(url), int(n)) for url, n in re.findall(tile, html) + re.findall(cell, html)
        ]

    return links


@pytest.fixture
def number(front_page, links):
    """`number(person, "figures/cases/?which=overdue")` is what the first page says there."""

    def number(person, address, centre=""):
        return dict(links(front_page(person, centre)))[f"/figures/{address}"]

    return number


AREAS = [
    ("0001", "NP", "Nepal"),
    ("00010001", "NP-P3", "Bagmati"),
    ("000100010001", "NP-P3-1", "Kathmandu"),
    ("00010002", "NP-P4", "Gandaki"),
]


@pytest.fixture
def country(kathmandu, pokhara, gorkha, lalitpur, sarita, pasang, himal, service, roshan, sushila):
    """Four centres, two partners, forty cases; Sushila is named on one of the restricted ones."""
    for path, code, name in AREAS:
        Area.objects.create(path=path, depth=len(path) // 4, code=code, name=name, country="NP")
    asha = make.make_partner("Asha House")
    make.make_agreement(asha, kathmandu, starts_on=make.today() - make.timedelta(days=900))
    worker = make.make_user("Rita", teams=[asha.staff])
    found = {
        kathmandu: [sarita],
        pokhara: [pasang],
        gorkha: [make.make_user("Dawa Sherpa", teams=[gorkha.officers])],
        lalitpur: [make.make_user("Prem Lal", teams=[lalitpur.officers])],
    }
    made = Country(found, [(service, roshan), (make.make_service(asha), worker)])
    made.play(40)
    secret = Case.objects.filter(restricted=True, centre__path__startswith=pokhara.path).first()
    if secret:
        assign_perm("cases.view_case", sushila, secret)
    return made
