"""Below Kathmandu: Pokhara, where Sushila supervises, with Gorkha below it; Lalitpur beside it."""

import re
from html import unescape

import pytest

from tests import make


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
