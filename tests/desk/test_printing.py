import re

import pytest

from helpdesk.audit.models import Entry
from tests import make


@pytest.fixture
def sita(kathmandu, sarita):
    return make.make_client(
        kathmandu,
        sarita,
        "Sita Thapa",
        local_name={"text": "सीता थापा", "lang": "ne"},
        latin_name="SITA KUMARI THAPA",
    )


def test_the_card_shows_the_code_and_a_square_and_no_name(officer, sita, kathmandu):
    page = officer.get(f"{sita.get_absolute_url()}card/").content.decode()
    card = page[page.index('<article class="card">') : page.index("</article>")]
    assert sita.code in card
    assert kathmandu.name in card
    assert re.search(r"<svg[^>]*><path[^>]* d=\"M", card)
    for word in ("Sita", "SITA", "Thapa", "सीता"):
        assert word not in page
    assert "style=" not in page


def test_printing_it_is_a_counted_read(officer, sita, sarita):
    officer.get(f"{sita.get_absolute_url()}card/")
    assert Entry.objects.about_client(sita.uid).get(verb="printed").by == sarita


def test_it_says_where_to_come(officer, sita, kathmandu, anil):
    from helpdesk.access import actions

    actions.change_centre(
        kathmandu, by=anil, version=1, phone="01-5970000", address="Babar Mahal, Kathmandu"
    )
    page = officer.get(f"{sita.get_absolute_url()}card/").content.decode()
    assert "01-5970000" in page
    assert "Babar Mahal, Kathmandu" in page


def test_the_blank_form_asks_in_the_pages_order_and_names_nobody(officer, sarita):
    page = officer.get("/clients/blank-form/").content.decode()
    sheet = page[page.index('<article class="ruled">') : page.index("</article>")]
    asked = ["Name", "Sex", "Stage", "What do they need?", "Phone", "Born", "Document", "Schooling"]
    assert [sheet.index(f"<b>{words}</b>") for words in asked] == sorted(
        sheet.index(f"<b>{words}</b>") for words in asked
    )
    assert "<li>Woman</li>" in sheet
    assert sarita.name not in sheet
    assert "<input" not in sheet


def test_the_blank_form_speaks_the_pages_language(officer):
    page = officer.get("/clients/blank-form/", headers={"accept-language": "ar"}).content.decode()
    assert 'dir="rtl"' in page
    assert "الاسم" in page
