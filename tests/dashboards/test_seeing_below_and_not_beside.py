from tests import make

from .world import make_cases, refer


def test_a_district_supervisor_sees_what_is_below_and_nothing_beside(
    browse, number, sushila, sarita, pasang, kathmandu, pokhara, gorkha, lalitpur
):
    dawa = make.make_user("Dawa Sherpa", teams=[gorkha.officers])
    prem = make.make_user("Prem Lal", teams=[lalitpur.officers])
    seen = make_cases(2, pokhara, pasang) + make_cases(1, gorkha, dawa)
    hidden = make_cases(1, kathmandu, sarita) + make_cases(1, lalitpur, prem)
    assert number(sushila, "cases/?which=unassigned") == 3
    listed = browse(sushila).get("/figures/cases/?which=unassigned").content.decode()
    assert all(case.code in listed for case in seen)
    assert not any(case.code in listed for case in hidden)


def test_referrals_of_centres_beside_are_not_counted(
    number, front_page, sushila, sarita, pasang, kathmandu, pokhara, service
):
    refer(make_cases(1, kathmandu, sarita)[0], service, sarita)
    assert number(sushila, "referrals/?status=sent") == 0
    assert "Himal Law Clinic" not in front_page(sushila)
    refer(make_cases(1, pokhara, pasang)[0], service, pasang)
    assert number(sushila, "referrals/?status=sent") == 1


def test_the_title_says_how_far_one_sees(front_page, bimala, sushila, pokhara, gorkha, lalitpur):
    assert "<bdi>Kathmandu centre</bdi> and 3 below it" in front_page(bimala)
    assert "<bdi>Pokhara centre</bdi> and 1 below it" in front_page(sushila)
    assert "<bdi>Gorkha desk</bdi>" in front_page(sushila, "GRK")


def test_officers_beside_are_not_named(front_page, sushila, pasang, sarita):
    names = front_page(sushila)
    assert "Pasang Lama" in names
    assert "Sarita Gurung" not in names


def test_who_serves_one_centre_and_oversees_another_sees_figures_of_the_second(
    number, kathmandu, pokhara, sarita, pasang
):
    both = make.make_user("Both", teams=[kathmandu.officers, pokhara.supervisors])
    make_cases(1, kathmandu, sarita)
    make_cases(2, pokhara, pasang)
    assert number(both, "cases/?which=unassigned") == 2


def test_a_partner_worker_who_supervises_too_learns_of_no_restricted_case(
    number, kathmandu, himal, sarita, service
):
    from helpdesk.cases.models import Case

    both = make.make_user("Both", teams=[kathmandu.supervisors, himal.staff])
    (case,) = make_cases(1, kathmandu, sarita)
    refer(case, service, sarita)
    Case.objects.filter(pk=case.pk).update(restricted=True)
    assert number(both, "referrals/?status=sent") == 0


def test_centres_that_lie_apart_are_counted_in_the_title(front_page, pokhara, gorkha, lalitpur):
    both = make.make_user("Both", teams=[pokhara.supervisors, lalitpur.supervisors])
    assert "3 centres" in front_page(both)
