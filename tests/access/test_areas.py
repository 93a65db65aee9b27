import json

import pytest

from helpdesk.access.areas.finding import label_of, resolve, suggest
from helpdesk.access.areas.keeping import bring, import_areas
from helpdesk.access.models import Area, User
from helpdesk.audit.models import Entry
from helpdesk.core.refusal import Refused

NEPAL = """province_id,province_en,province_ne,district_id,district_en,district_ne,\
municipality_id,municipality_en,municipality_ne,wards
1,Koshi Province,काेशी प्रदेश,1,Bhojpur,भोजपुर,2,Bhojpur,भोजपुर,12
1,Koshi Province,काेशी प्रदेश,1,Bhojpur,भोजपुर,3,Hatuwagadhi,हतुवागढी,9
1,Koshi Province,काेशी प्रदेश,6,Morang,मोरङ,4,Miklajung,मिक्लाजुङ,9
5,Lumbini Province,लुम्बिनी प्रदेश,40,Miklajung,मिक्लाजुङ,90,Likhu,लिखु,9
"""
PHILIPPINES = """psgc_id,type,name,parent_psgc_id
1401102000,municipality,Bangued,1401100000
1401100000,province,Abra,1400000000
1400000000,region,Cordillera Administrative Region (CAR),0000000000
"""
SENEGAL = """region_code,region,dept_code,dept,commune_code,commune
DK,Dakar,DK1,Dakar,DK1C2,Cambérène
TH,Thiès,TH1,Mbour,TH1C1,Saly Portudal
"""
ECUADOR = json.dumps(
    [{"nombre": "Cañar", "cantones": [{"nombre": "Azogues", "parroquias": ["Cojitambo"]}]}]
)
PLAIN = """code,name,local_name,parent_code
DH,Dhaka,ঢাকা,
DH-1,Savar,সাভার,DH
"""


@pytest.fixture
def setup(db):
    return User.objects.system("setup")


@pytest.mark.parametrize(
    ("country", "text", "made", "typed", "label"),
    [
        ("NP", NEPAL, 9, "हतुवागढी", "Hatuwagadhi, Bhojpur, Koshi Province"),
        ("PH", PHILIPPINES, 3, "bangued", "Bangued, Abra, Cordillera Administrative Region (CAR)"),
        ("SN", SENEGAL, 6, "camberene", "Cambérène, Dakar, Dakar"),
        ("EC", ECUADOR, 3, "Cojitambo, canar", "Cojitambo, Azogues, Cañar"),
        ("BD", PLAIN, 2, "সাভার", "Savar, Dhaka"),
    ],
)
def test_each_format_is_read_once_and_again(country, text, made, typed, label, setup):
    assert import_areas(text, country, by=setup)["made"] == made
    assert label_of(resolve(typed)) == label
    again = import_areas(text, country, by=setup)
    assert (again["made"], again["same"], again["renamed"]) == (0, made, 0)
    assert Area.objects.filter(country=country).count() == made + 1
    assert Entry.objects.filter(verb="imported_areas", code=country).count() == 2
    assert Area.objects.find_problems() == ([], [], [], [], [])


def test_a_new_name_is_taken_over_and_nothing_is_lost(setup):
    import_areas(PLAIN, "BD", by=setup)
    told = import_areas("code,name,parent_code\nDH,Dhaka Division,\n", "BD", by=setup)
    assert (told["renamed"], told["not in the list"]) == (1, 1)
    assert resolve("Savar, Dhaka Division").code == "BD-DH-1"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("name;code\n", "first line"),
        ("code,name,parent_code\nA,Here,\nA,There,\n", "two areas"),
        ("code,name,parent_code\nA,Here,B\n", "not in the list"),
        ("code,name,parent_code\n,Here,\n", "needs a code"),
        ('{"a": 1}', "not a list"),
    ],
)
def test_a_broken_list_changes_nothing(text, words, setup):
    with pytest.raises(Refused, match=words):
        import_areas(text, "BD", by=setup)
    assert not Area.objects.exists()


def test_no_country_is_invented(setup):
    with pytest.raises(Refused, match="no country code"):
        import_areas(PLAIN, "XX", by=setup)


@pytest.mark.parametrize(
    ("country", "areas"), [("NP", 838), ("PH", 1759), ("SN", 375), ("EC", 1294), ("QA", 9)]
)
def test_the_lists_that_come_with_the_desk_are_whole(country, areas, setup):
    bring(country, by=setup)
    assert Area.objects.filter(country=country).count() == areas
    assert Area.objects.find_problems() == ([], [], [], [], [])
    assert bring(country, by=setup) is None


def test_the_district_stands_for_a_town_of_its_own_name(setup):
    import_areas(NEPAL, "NP", by=setup)
    assert resolve("Bhojpur").depth == 3
    assert resolve("bhojpur , BHOJPUR").depth == 4
    assert resolve("भोजपुर, कोशी").depth == 3
    assert resolve("Bhojpur, Koshi Province").depth == 3


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("Miklajung", "“Miklajung, Lumbini Province”, “Miklajung, Morang, Koshi Province”"),
        ("Bhojpor", "Did you mean “Bhojpur, Koshi Province”"),
        ("Timbuktu", "No place is called “Timbuktu”."),
        ("Bhojpur\x00" + "x" * 100_000, "No place is called"),
    ],
)
def test_what_cannot_be_told_is_said(typed, words, setup):
    import_areas(NEPAL, "NP", by=setup)
    with pytest.raises(Refused, match=words):
        resolve(typed)


def test_suggestions_come_from_ones_own_country_first(setup):
    import_areas(NEPAL, "NP", by=setup)
    import_areas("code,name,parent_code\n1,Bhojpur,\n", "IN", by=setup)
    labels = [area.label for area in suggest("bhoj", "NP")]
    assert labels == ["Bhojpur, Koshi Province", "Bhojpur, Bhojpur, Koshi Province", "Bhojpur"]
    assert suggest("b") == []


def test_suggestions_cost_two_queries(setup, queries):
    bring("PH", by=setup)
    assert queries(lambda: suggest("san", "PH")) <= 2


def test_the_page_gives_options(browse, sarita, setup):
    import_areas(NEPAL, "NP", by=setup)
    page = browse(sarita).get("/areas/", {"area": "हतु"}).content.decode()
    assert '<option value="Hatuwagadhi, Bhojpur, Koshi Province">हतुवागढी</option>' in page
