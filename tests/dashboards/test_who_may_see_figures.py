import pytest

PATHS = ["/figures/", "/figures/cases/", "/figures/referrals/"]


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("who", ["sarita", "roshan", "nirmala", "anil", "stranger"])
def test_only_supervisors_see_figures(path, who, browse, request):
    assert browse(request.getfixturevalue(who)).get(path).status_code == 403


@pytest.mark.parametrize("path", PATHS)
def test_a_visitor_is_asked_to_log_in(path, browse, db):
    answer = browse().get(path)
    assert answer.status_code == 302
    assert "/login/" in answer["Location"]


def test_an_officer_cannot_reassign_from_here(browse, sarita, dipesh, case):
    address = f"/figures/reassign/{sarita.pk}/"
    answer = browse(dipesh).post(address, {"cases": [case.code], "officer": dipesh.pk})
    assert answer.status_code == 403
    case.refresh_from_db()
    assert case.officer_id == sarita.pk


def test_a_centre_that_she_does_not_oversee_is_not_found(browse, sushila, lalitpur):
    for path in PATHS:
        assert browse(sushila).get(path, {"centre": "LAL"}).status_code == 404
        assert browse(sushila).get(path, {"centre": "NONE"}).status_code == 404


@pytest.mark.parametrize(
    "address",
    [
        "cases/?which=secret",
        "cases/?officer=x",
        "referrals/?status=x",
        "referrals/?partner=0",
        "cases/?officer=999999",
    ],
)
def test_an_address_that_asks_for_something_else_is_not_found(address, browse, bimala):
    assert browse(bimala).get(f"/figures/{address}").status_code == 404


def test_an_officer_of_elsewhere_is_not_found(browse, sushila, sarita, pokhara):
    assert browse(sushila).get(f"/figures/reassign/{sarita.pk}/").status_code == 404
    assert browse(sushila).get("/figures/cases/", {"officer": sarita.pk}).status_code == 404
