import pytest

from helpdesk.access import actions
from helpdesk.access.models import Centre
from helpdesk.audit.models import Entry
from helpdesk.core.refusal import Refused
from tests import make

FACTS = {
    "name": "Sindhupalchok desk",
    "code": "SIN",
    "kind": "desk",
    "country": "NP",
    "time_zone": "Asia/Kathmandu",
}


def change(centre, **facts):
    said = {
        name: getattr(centre, name) for name in ("name", "kind", "country", "time_zone", "version")
    }
    return {**said, "country": "NP", "area": "", **facts}


def test_a_centre_is_opened_below_hers_with_its_four_teams(browse, anil, kathmandu):
    browse(anil).post("/admin/centres/open/", {"below": kathmandu.pk, **FACTS})
    centre = Centre.objects.get(code="SIN")
    assert list(centre.with_those_above()) == [kathmandu, centre]
    assert [role for role, _, _ in centre.teams()] == [
        "Desk officer",
        "Supervisor",
        "Data protection officer",
        "Administrator",
    ]
    assert Entry.objects.get(verb="opened", label="access.centre", key=centre.pk).by == anil


def test_a_code_is_given_once_and_what_was_typed_stays(browse, anil, kathmandu):
    answer = browse(anil).post(
        "/admin/centres/open/", {"below": kathmandu.pk, **FACTS, "code": "KTM"}
    )
    assert answer.status_code == 409
    assert "Another centre has this code." in answer.content.decode()
    assert 'value="Sindhupalchok desk"' in answer.content.decode()


def test_an_administrator_of_a_centre_below_sees_neither_the_one_above_nor_its_neighbour(
    browse, kathmandu, pokhara
):
    low = make.make_user("Low", teams=[pokhara.administrators])
    page = browse(low).get("/admin/centres/").content.decode()
    assert "Pokhara centre" in page
    assert "Kathmandu centre</bdi>" not in page
    assert browse(low).get(f"/admin/centres/{kathmandu.pk}/").status_code == 404
    answer = browse(low).post("/admin/centres/open/", {"below": kathmandu.pk, **FACTS})
    assert answer.status_code == 422


def test_the_page_names_the_people_of_each_team(browse, anil, kathmandu, sarita, bimala):
    page = browse(anil).get(f"/admin/centres/{kathmandu.pk}/").content.decode()
    assert all(name in page for name in ("Sarita Gurung", "Bimala Adhikari", "Anil Karki"))


def test_the_tree_costs_the_same_however_many(browse, anil, kathmandu, queries):
    browser = browse(anil)
    few = queries(lambda: browser.get("/admin/centres/"))
    for number in range(10):
        make.make_centre(f"Centre {number}", f"C{number}", parent=kathmandu)
    assert queries(lambda: browser.get("/admin/centres/")) == few <= 12


def test_a_change_is_kept_and_names_its_fields(browse, anil, kathmandu):
    browse(anil).post(
        f"/admin/centres/{kathmandu.pk}/change/", change(kathmandu, name="Kathmandu MRC")
    )
    kathmandu.refresh_from_db()
    assert (kathmandu.name, kathmandu.version) == ("Kathmandu MRC", 2)
    assert Entry.objects.get(verb="changed", label="access.centre").detail == {"fields": ["name"]}


def test_a_stale_change_shows_both_values_and_the_next_save_goes_through(browse, anil, kathmandu):
    page = f"/admin/centres/{kathmandu.pk}/change/"
    browse(anil).post(page, change(kathmandu, name="Typed first"))
    answer = browse(anil).post(page, change(kathmandu, name="Typed second"))
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "Typed first" in text
    assert 'value="Typed second"' in text
    assert "Anil Karki saved this while you were typing" in text
    browse(anil).post(page, change(kathmandu, name="Typed second", version=2))
    kathmandu.refresh_from_db()
    assert kathmandu.name == "Typed second"


def test_the_code_of_a_centre_never_changes(browse, anil, kathmandu):
    browse(anil).post(f"/admin/centres/{kathmandu.pk}/change/", change(kathmandu, code="XXX"))
    kathmandu.refresh_from_db()
    assert kathmandu.code == "KTM"


@pytest.mark.parametrize(
    ("who", "status"),
    [("sarita", 403), ("bimala", 403), ("nirmala", 403), ("roshan", 403), ("anil", 200)],
)
def test_only_administrators_have_these_pages(who, status, browse, kathmandu, request):
    browser = browse(request.getfixturevalue(who))
    for page in (
        "centres/",
        f"centres/{kathmandu.pk}/",
        "centres/open/",
        "people/",
        "people/invite/",
    ):
        assert browser.get(f"/admin/{page}").status_code == status


def test_the_first_centre_is_opened_by_the_system_and_no_second_root_by_a_stranger(
    kathmandu, sarita
):
    with pytest.raises(Exception, match="administer"):
        actions.open_centre(by=sarita, **FACTS)


def test_the_database_keeps_codes_apart_too(kathmandu, anil):
    with pytest.raises(Refused):
        actions.open_centre(by=anil, parent=kathmandu, **{**FACTS, "code": "KTM"})
