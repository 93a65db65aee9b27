import html
import re

import pytest
from django.urls import reverse

from helpdesk.dashboards.bar import TABS


def tabs_on(page):
    """(address, whether one is there) of each tab of the figures."""
    bar = re.search(r'<nav class="tabs" aria-label="Figures">(.*?)</nav>', page, re.DOTALL)
    links = re.findall(r'<a href="([^"]+)"( aria-current="page")?>', bar[1]) if bar else []
    return [(html.unescape(url), bool(here)) for url, here in links]


@pytest.mark.parametrize("name", TABS)
def test_each_page_leads_to_each(name, browse, bimala):
    tabs = tabs_on(browse(bimala).get(reverse(name)).content.decode())
    assert [url for url, _here in tabs] == [reverse(other) for other in TABS]
    assert [url for url, here in tabs if here] == [reverse(name)]


@pytest.mark.parametrize("name", ["figures_flow", "indicators", "council_sheet"])
def test_the_centre_goes_along(name, browse, bimala, pokhara):
    tabs = tabs_on(browse(bimala).get(reverse(name) + "?centre=PKR").content.decode())
    assert all(url.endswith("?centre=PKR") for url, _here in tabs)
    assert len(tabs) == len(TABS)


def test_who_only_publishes_is_led_nowhere_else(browse, anil):
    page = browse(anil).get(reverse("council_sheet")).content.decode()
    names = ["reports", "open_statistics", "council_sheet"]
    assert [url for url, _here in tabs_on(page)] == [reverse(name) for name in names]


def test_an_officer_has_reports_alone(browse, sarita):
    assert tabs_on(browse(sarita).get(reverse("reports")).content.decode()) == []
