import pytest

from helpdesk.audit.models import Entry
from helpdesk.desk import search
from tests import make

AROUND_THE_ENTRY = 2  # the read's entry has a transaction of its own: its beginning and end


@pytest.fixture
def irfan(kathmandu, sarita):
    return make.make_client(
        kathmandu,
        sarita,
        "Mohammad Irfan Ansari",
        sex="male",
        local_name={"text": "محمد عرفان انصاری", "lang": "ur"},
    )


@pytest.fixture
def sita(kathmandu, sarita):
    return make.make_client(
        kathmandu,
        sarita,
        "Sita Thapa",
        local_name={"text": "सीता थापा", "lang": "ne"},
        phone={"number": "9841552310", "safe": "yes"},
    )


def found(person, query):
    return [hit.client for hit in search.clients(person, query)]


@pytest.mark.parametrize(
    "query",
    [
        "Sita Thapa",
        "thapa sita",
        "sit",
        "SITA",
        "सीता",
        "सीता थापा",
        "Seeta",
        "sita t",
        "sita th",
        "9841552310",
        "+977 984-1552310",
        "552310 sita",
    ],
)
def test_by_any_name_script_or_number(query, sarita, sita, irfan, maya):
    assert found(sarita, query)[:1] == [sita]


@pytest.mark.parametrize("query", ["محمد عرفان", "Mohammed Irfan", "irfan", "انصاری"])
def test_arabic_and_latin_find_each_other(query, sarita, sita, irfan):
    assert found(sarita, query) == [irfan]


def test_devanagari_finds_a_name_that_was_only_typed_in_latin(sarita, maya):
    assert found(sarita, "माया कुमारी") == [maya]


def test_latin_finds_a_name_that_was_only_typed_in_devanagari(kathmandu, sarita):
    ram = make.make_client(kathmandu, sarita, "राम बहादुर")
    assert found(sarita, "Ram Bahadur") == [ram]


def test_every_word_must_fit(sarita, sita):
    assert found(sarita, "Sita Gurung") == []


def test_the_best_fit_stands_first(sarita, kathmandu, sita):
    make.make_client(kathmandu, sarita, "Sitara Thapaliya")
    assert found(sarita, "Sita Thapa")[0] == sita


def test_by_a_document(sarita, sita, kathmandu):
    from helpdesk.clients import actions

    actions.add_document(sita, by=sarita, kind="passport", number="PA 1234-417")
    assert found(sarita, "PA1234417") == [sita]


def test_by_a_document_in_the_digits_of_any_script(sarita, sita, kathmandu):
    from helpdesk.clients import actions

    actions.add_document(sita, by=sarita, kind="citizenship", number="१२-३४-५६७")
    assert found(sarita, "12-34-567") == found(sarita, "१२ ३४ ५६७") == [sita]


def test_nobody_is_found_by_another_centre(pasang, sita, irfan):
    assert found(pasang, "Sita Thapa") == found(pasang, "9841552310") == []


def test_the_supervisor_finds_below_too(bimala, pokhara, pasang):
    there = make.make_client(pokhara, pasang, "Laxmi Devi")
    assert found(bimala, "Laxmi") == [there]


def test_nothing_typed_finds_nobody(sarita, sita):
    assert found(sarita, " ") == []


def test_the_header_finds_clients_and_their_cases(officer, maya, case):
    page = officer.post("/search/", {"q": "maya"}).content.decode()
    assert maya.code in page
    assert case.code in page


def test_a_code_leads_straight_there(officer, maya, case):
    assert officer.post("/search/", {"q": f" {maya.code.lower()} "}).url == maya.get_absolute_url()
    assert officer.post("/search/", {"q": case.code}).url == case.get_absolute_url()
    assert officer.post("/clients/", {"q": maya.code}).url == maya.get_absolute_url()


def test_a_referral_is_found_by_its_code(officer, case, refer):
    referral = refer(case)
    assert search.jump(case.officer, referral.code) == referral
    assert referral.code in officer.post("/search/", {"q": referral.code[:6]}).content.decode()


def test_a_service_is_found_by_its_name(officer, himal):
    make.make_service(himal, name="Wage claims desk")
    assert "Wage claims desk" in officer.post("/search/", {"q": "wage"}).content.decode()


def test_a_strangers_code_leads_nowhere(cast, maya, case):
    for code in (maya.code, case.code):
        page = cast["pasang"].post("/search/", {"q": code})
        assert page.status_code == 200
        assert "Nothing that you may see fits" in page.content.decode()


def test_a_restricted_case_is_not_found(cast, maya, secret):
    for browser, sees in ((cast["sarita"], True), (cast["dipesh"], False), (cast["bimala"], False)):
        page = browser.post("/search/", {"q": "maya"}).content.decode()
        assert (secret.code in page) == sees
        assert (browser.post("/search/", {"q": secret.code}).status_code == 302) == sees


def test_what_is_shown_as_found_is_a_counted_read(officer, sarita, maya):
    officer.post("/search/", {"q": "maya"})
    entry = Entry.objects.about_client(maya.uid).get(verb="found")
    assert entry.by == sarita


def test_without_the_entry_nothing_is_shown(officer, maya, monkeypatch):
    from helpdesk.audit import trail

    def broken(*args, **kwargs):
        raise OSError("the trail cannot be written")

    monkeypatch.setattr(trail, "_write", broken)
    with pytest.raises(OSError, match="trail"):
        officer.post("/search/", {"q": "maya"})


@pytest.mark.parametrize("path", ["/search/", "/clients/"])
@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("sarita", 200),
        ("bimala", 200),
        ("roshan", 404),
        ("nirmala", 404),
        ("anil", 404),
        ("stranger", 404),
        ("visitor", 302),
    ],
)
def test_who_may_search(path, who, status, cast, maya):
    assert cast[who].get(path, {"q": "maya"}).status_code == status


def test_the_list_of_clients_shows_the_newest_first_and_goes_on(officer, sarita, kathmandu):
    people = [make.make_client(kathmandu, sarita, f"Client {n}") for n in range(27)]
    first = officer.get("/clients/").content.decode()
    assert first.index(people[26].code) < first.index(people[25].code)
    assert people[1].code not in first
    second = officer.get(f"/clients/?before={people[2].pk}").content.decode()
    assert people[1].code in second
    assert people[2].code not in second


@pytest.mark.parametrize("count", [1, 10, 100])
def test_the_list_of_clients_costs_the_same_however_long(
    count, officer, sarita, kathmandu, queries
):
    for n in range(count):
        make.make_client(kathmandu, sarita, f"Client {n}")
    assert queries(lambda: officer.get("/clients/")) <= 12


def test_a_name_in_an_address_is_not_looked_for(officer, maya):
    assert maya.code not in officer.get("/search/", {"q": "maya"}).content.decode()
    assert maya.code not in officer.get("/clients/register/", {"look": "maya"}).content.decode()


def whole_page(browser, query):
    return browser.post("/search/", {"q": query})


def typing(browser, query):
    return browser.post("/search/", {"q": query}, headers={"HX-Request": "true"})


def test_as_one_types_a_few_of_each_group_are_shown(officer, maya, case, sarita):
    page = typing(officer, "may").content.decode()
    assert maya.get_absolute_url() in page
    assert case.get_absolute_url() in page
    assert "<html" not in page
    assert Entry.objects.about_client(maya.uid).get(verb="found").by == sarita


@pytest.mark.parametrize("query", ["", "m", "ma"])
def test_below_three_letters_nobody_is_looked_for(query, officer, maya):
    assert typing(officer, query).content.decode().strip() == ""
    assert not Entry.objects.about_client(maya.uid).filter(verb="found").exists()


def test_as_one_types_another_centre_sees_nothing(cast, maya, case):
    page = typing(cast["pasang"], "maya").content.decode()
    assert "Nothing that you may see fits" in page
    assert maya.code not in page


def test_a_code_typed_whole_is_shown_and_not_followed(officer, maya):
    assert maya.get_absolute_url() in typing(officer, maya.code).content.decode()


def test_a_typing_error_is_forgiven_where_nobody_fits_as_typed(sarita, sita, maya):
    assert found(sarita, "Sita Thpaa") == [sita]


@pytest.mark.parametrize("count", [1, 10, 60])
@pytest.mark.parametrize(("send", "most"), [(typing, 12), (whole_page, 13)])
def test_a_search_costs_the_same_however_many_fit(
    count, send, most, officer, sarita, kathmandu, queries
):
    for n in range(count):
        make.make_case(make.make_client(kathmandu, sarita, f"Maya Tamang {n}"), sarita)
    assert queries(lambda: send(officer, "maya tamang")) <= most + AROUND_THE_ENTRY
