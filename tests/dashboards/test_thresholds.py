import pytest

from helpdesk.audit.models import Entry
from helpdesk.cases.models import Case
from helpdesk.core.refusal import Stale
from helpdesk.dashboards.actions import set_thresholds, watch
from helpdesk.dashboards.models import Threshold
from helpdesk.notices.models import Notice
from tests import make

from .world import days_ago, make_cases, refer

NONE = {"caseload": None, "overdue": None, "silent": None}


def told():
    return Notice.objects.filter(kind="threshold_passed").values_list("recipient__name", "code")


def test_what_is_passed_is_told_once_and_again_after_it_fell_below(kathmandu, sarita, bimala):
    set_thresholds(kathmandu, by=bimala, version=1, **{**NONE, "caseload": 1})
    cases = make_cases(2, kathmandu, sarita, officer=sarita)
    watch()
    watch()
    assert list(told()) == [("Bimala Adhikari", "KTM")]
    Case.objects.filter(pk=cases[0].pk).update(officer=None)
    watch()
    Case.objects.filter(pk=cases[0].pk).update(officer=sarita)
    watch()
    assert len(told()) == 2


def test_where_a_centre_has_no_supervisors_those_above_it_are_told(gorkha, bimala, sushila):
    dawa = make.make_user("Dawa Sherpa", teams=[gorkha.officers])
    set_thresholds(gorkha, by=bimala, version=1, **{**NONE, "caseload": 0})
    make_cases(1, gorkha, dawa, officer=dawa)
    watch()
    assert list(told()) == [("Sushila Thapa", "GRK")]


def test_a_number_that_equals_the_threshold_has_not_passed_it(kathmandu, sarita, bimala):
    set_thresholds(kathmandu, by=bimala, version=1, **{**NONE, "caseload": 2})
    make_cases(2, kathmandu, sarita, officer=sarita)
    watch()
    assert not told()


def test_overdue_is_a_share_and_silence_a_count(kathmandu, sarita, bimala, service):
    set_thresholds(kathmandu, by=bimala, version=1, caseload=None, overdue=40, silent=0)
    with days_ago(100):
        refer(make_cases(1, kathmandu, sarita)[0], service, sarita)
    make_cases(1, kathmandu, sarita)
    watch()
    row = Threshold.objects.get()
    assert row.overdue_since
    assert row.silent_since
    assert not row.caseload_since
    assert len(told()) == 1  # one notice for both


def test_nobodys_restricted_case_passes_a_threshold(kathmandu, sarita, bimala):
    set_thresholds(kathmandu, by=bimala, version=1, **{**NONE, "caseload": 0})
    make_cases(1, kathmandu, sarita, officer=sarita, restricted=True)
    watch()
    assert not told()


def test_it_is_recorded_who_set_them_and_what_the_clock_found(kathmandu, sarita, bimala):
    set_thresholds(kathmandu, by=bimala, version=1, **{**NONE, "caseload": 0})
    make_cases(1, kathmandu, sarita, officer=sarita)
    watch()
    assert Entry.objects.get(verb="set_thresholds").by == bimala
    assert Entry.objects.get(verb="passed_threshold").by.is_system


def test_the_page_says_what_is_passed_and_the_form_sets_it(browse, bimala, kathmandu, sarita):
    browser = browse(bimala)
    make_cases(1, kathmandu, sarita, officer=sarita)
    answer = browser.post("/figures/alerts/KTM/", {"version": 1, "caseload": "0"})
    assert answer.status_code == 302
    watch()
    page = browser.get("/figures/alerts/").content.decode()
    assert "more than 0" in page
    assert "Passed since" in page


def test_whoever_saves_an_old_version_reads_both(kathmandu, bimala, browse):
    set_thresholds(kathmandu, by=bimala, version=1, **{**NONE, "caseload": 5})
    with pytest.raises(Stale):
        set_thresholds(kathmandu, by=bimala, version=1, **{**NONE, "caseload": 6})
    answer = browse(bimala).post("/figures/alerts/KTM/", {"version": 1, "caseload": "6"})
    assert answer.status_code == 409
    assert Threshold.objects.get().caseload == 5


@pytest.mark.parametrize("typed", ["-1", "100", "x"])
def test_a_share_beyond_all_is_refused(typed, browse, bimala, kathmandu):
    answer = browse(bimala).post("/figures/alerts/KTM/", {"version": 1, "overdue": typed})
    assert answer.status_code == 422


def test_a_centre_that_one_does_not_oversee_is_not_found(browse, sushila, kathmandu):
    assert browse(sushila).get("/figures/alerts/KTM/").status_code == 404
