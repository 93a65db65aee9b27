import uuid

import pytest

from helpdesk.core.zones import main_zone
from services.models import Partner
from services.working_week import calendar_of
from tests import make


@pytest.mark.parametrize(
    ("country", "zone"),
    [
        ("NP", "Asia/Kathmandu"),
        ("EC", "America/Guayaquil"),  # not the Galapagos
        ("US", "America/New_York"),
        ("BR", "America/Sao_Paulo"),
        ("XX", ""),
    ],
)
def test_a_country_has_the_zone_in_which_most_live(country, zone):
    assert main_zone(country) == zone


def test_a_partner_whose_zone_nobody_set_works_in_its_countrys(himal):
    assert himal.time_zone == "UTC"
    assert calendar_of(himal).zone == "Asia/Kathmandu"


def test_a_new_partner_gets_its_countrys_zone(browse, anil):
    typed = {"name": "Doha Legal Aid", "country": "QA", "submission_id": uuid.uuid4()}
    assert browse(anil).post("/services/partners/add/", typed).status_code == 302
    assert Partner.objects.get(name="Doha Legal Aid").time_zone == "Asia/Qatar"


def test_where_the_country_has_none_it_is_the_centres(anil):
    from services import actions

    partner = actions.make_partner(by=anil, name="Somewhere", country="BV")
    assert partner.time_zone == "Asia/Kathmandu"
    assert make.make_partner("Told", time_zone="Europe/Rome").time_zone == "Europe/Rome"
