import pytest

from helpdesk.access.models import Area
from services import actions
from services.models import Service
from tests import make


@pytest.fixture
def asha(kathmandu):
    return make.make_partner("Asha Counselling", country="QA", local_name="आशा")


@pytest.fixture
def listed(browse, sarita):
    """`listed("?kind=legal")` gives the names that the officer's directory shows, in order."""

    def listed(query="", who=sarita):
        page = browse(who).get(f"/services/{query}")
        return [service.name for service in page.context["page"].rows]

    return listed


def test_it_shows_what_is_offered_now_by_name(listed, himal, asha, anil):
    make.make_service(himal, name="Wage claims")
    make.make_service(asha, kind="psychosocial", name="Counselling")
    make.make_service(himal, name="Closed desk", is_active=False)
    gone = make.make_partner("Gone House")
    make.make_service(gone, name="Of a partner who left")
    actions.change_partner(gone, by=anil, version=gone.version, is_active=False)
    assert listed() == ["Counselling", "Wage claims"]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("?q=wage", ["Wage claims"]),
        ("?q=asha", ["Counselling"]),
        ("?q=आशा", ["Counselling"]),
        ("?q=himal+wage", ["Wage claims"]),
        ("?q=himal+counselling", []),
        ("?q=unpaid+himal", ["Wage claims"]),
        ("?kind=psychosocial", ["Counselling"]),
        ("?language=taj", ["Wage claims"]),
        ("?country=QA", ["Counselling"]),
        ("?capacity=closed", ["Counselling"]),
        ("?agreement=on", ["Wage claims"]),
        ("?place=bagmati", ["Wage claims"]),
        ("?place=lalitpur", ["Wage claims"]),
        ("?place=godawari", ["Wage claims"]),
        ("?place=gandaki", []),
        ("?place=lamp+street", ["Wage claims"]),
        ("?place=nowhere", []),
        ("?kind=nonsense", []),
    ],
)
def test_each_filter_narrows_it(listed, himal, asha, anil, kathmandu, query, names):
    bagmati = Area.objects.add_root(instance=Area(code="NP-3", name="Bagmati", country="NP"))
    lalitpur = Area.objects.add_child(
        bagmati, instance=Area(code="NP-3-1", name="Lalitpur", country="NP")
    )
    Area.objects.add_child(lalitpur, instance=Area(code="NP-3-1-1", name="Godawari", country="NP"))
    Area.objects.add_root(instance=Area(code="NP-4", name="Gandaki", country="NP"))
    wages = make.make_service(
        himal, name="Wage claims", languages=["taj"], description="Help with unpaid wages"
    )
    make.make_service(
        asha, kind="psychosocial", name="Counselling", capacity="closed", languages=["ta"]
    )
    make.make_agreement(himal, kathmandu)
    office = actions.make_location(
        himal, by=anil, name="Office", address="1 Lamp Street", area=lalitpur
    )
    actions.tie(wages, office, by=anil)
    assert listed(query) == names


def test_a_filter_is_a_chip_that_leads_to_the_list_without_it(browse, sarita, himal):
    make.make_service(himal)
    page = browse(sarita).get("/services/?q=wage&kind=legal")
    assert [(str(chip["label"]), chip["url"]) for chip in page.context["chips"]] == [
        ("Words: wage", "?kind=legal"),
        ("Kind of help: Legal help", "?q=wage"),
    ]


def test_the_next_page_goes_on_where_this_one_ends(browse, sarita, himal):
    for number in range(30):
        make.make_service(himal, name=f"Desk {number // 2:02}")  # each name twice
    first = browse(sarita).get("/services/?kind=legal").context["page"]
    second = browse(sarita).get(f"/services/{first.next_url}").context["page"]
    assert (len(first.rows), len(second.rows), second.next_url) == (25, 5, "")
    assert [row.pk for row in [*first.rows, *second.rows]] == list(
        Service.objects.values_list("pk", flat=True)
    )
    assert (first.total, second.first_url) == ("30", "?kind=legal")


def test_a_page_that_begins_nowhere_is_the_first(listed, himal):
    make.make_service(himal, name="Wage claims")
    assert listed("?after=999") == listed("?after=x") == ["Wage claims"]


def test_the_row_says_until_when_the_readers_centre_may_refer(
    browse, sarita, pasang, himal, pokhara
):
    make.make_service(himal)
    agreement = make.make_agreement(himal, pokhara)
    mine = browse(sarita).get("/services/").context["page"].rows[0]
    theirs = browse(pasang).get("/services/").context["page"].rows[0]
    assert (mine.covered, mine.covered_until) == (False, None)
    assert (theirs.covered, theirs.covered_until) == (True, agreement.ends_on)


def test_of_two_agreements_the_longer_counts(browse, sarita, himal, kathmandu):
    make.make_service(himal)
    make.make_agreement(himal, kathmandu)
    make.make_agreement(himal, kathmandu, ends_on=None)
    page = browse(sarita).get("/services/")
    assert page.context["page"].rows[0].covered_until is None
    assert "no end set" in page.text


@pytest.mark.parametrize("who", ["sarita", "bimala", "roshan"])
@pytest.mark.parametrize("count", [1, 10, 100])
def test_it_costs_the_same_however_long(
    browse, queries, himal, anil, kathmandu, request, who, count
):
    reader = request.getfixturevalue(who)
    office = actions.make_location(himal, by=anil, name="Office")
    for number in range(count):
        service = make.make_service(himal, name=f"Desk {number:03}")
        actions.tie(service, office, by=anil)
    make.make_agreement(himal, kathmandu)
    browser = browse(reader)
    assert queries(lambda: browser.get("/services/")) <= 12


@pytest.mark.parametrize("count", [1, 10, 100])
def test_a_partners_page_costs_the_same_however_much_it_offers(
    browse, queries, himal, anil, roshan, count
):
    for number in range(count):
        office = actions.make_location(himal, by=anil, name=f"Office {number}")
        actions.tie(make.make_service(himal, name=f"Desk {number}"), office, by=anil)
    browser = browse(roshan)
    page = queries(lambda: browser.get(f"/services/partners/{himal.pk}/"))
    assert page <= 13  # no list: services, places, agreements and contacts, a part each


def test_a_service_page_says_what_is_said_and_what_is_only_guessed(browse, sarita, himal, anil):
    wages = make.make_service(
        himal,
        sexes=["female"],
        age_from=18,
        stages=["return"],
        nationalities=["NP"],
        eligibility="No fee paid yet.",
    )
    hill = actions.make_location(himal, by=anil, name="Hill office")
    river = actions.make_location(himal, by=anil, name="River office")
    actions.tie(wages, hill, by=anil)
    actions.tie_by_partner(himal, [(wages, river)], by=anil)
    page = browse(sarita).get(f"/services/{wages.pk}/")
    said, guessed = page.context["ties"]
    assert [tie.location for tie in said] == [hill]
    assert [tie.location for tie in guessed] == [river]
    for words in (
        "Sex: Woman",
        "Age: 18 years and older",
        "Stage of the journey: Return",
        "Nationals of: Nepal",
        "No fee paid yet.",
        "known only to be the same organisation",
    ):
        assert words in page.text


def test_visitors_are_sent_to_log_in_and_absent_pages_are_not_there(browse, sarita, himal):
    assert browse().get("/services/").status_code == 302
    for absent in ("/services/999/", "/services/partners/999/"):
        assert browse(sarita).get(absent).status_code == 404


def test_someone_who_may_no_longer_log_in_sees_nothing(himal, sarita):
    make.make_service(himal)
    sarita.is_active = False
    assert not Service.objects.visible_to(sarita).exists()
