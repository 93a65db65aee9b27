from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef

from helpdesk.audit.models import Entry
from helpdesk.core.clock import today
from helpdesk.core.refusal import Refused
from services import actions
from services.models import Agreement, Service
from tests import make


def covers(partner, centre, kind="legal", country=None):
    """May this centre send this partner such a case today?"""
    asked = {"partner": partner, "kind": kind, "centre_path": centre.path, "country": country}
    return Agreement.objects.covering(**asked).exists()


def days(number):
    return today() + timedelta(days=number)


@pytest.mark.parametrize(
    ("starts", "ends", "holds"),
    [(-30, 30, True), (0, 0, True), (-30, None, True), (-30, -1, False), (1, 30, False)],
)
def test_it_is_in_force_from_its_first_day_to_its_last(himal, kathmandu, starts, ends, holds):
    ends_on = None if ends is None else days(ends)
    agreement = make.make_agreement(himal, kathmandu, starts_on=days(starts), ends_on=ends_on)
    assert covers(himal, kathmandu) is holds
    assert agreement.is_in_force is holds


def test_a_draft_covers_nothing_until_it_is_signed(himal, kathmandu, anil):
    draft = actions.make_agreement(himal, kathmandu, by=anil, kinds=["legal"], starts_on=today())
    assert not covers(himal, kathmandu)
    actions.sign(draft, by=anil)
    assert covers(himal, kathmandu)


def test_an_ended_one_covers_nothing(himal, kathmandu, anil):
    actions.end(make.make_agreement(himal, kathmandu), by=anil)
    assert not covers(himal, kathmandu)


def test_it_covers_the_centres_below_and_none_beside_or_above(himal, kathmandu, pokhara):
    lalitpur = make.make_centre("Lalitpur desk", "LAL", parent=pokhara)
    make.make_agreement(himal, pokhara)
    assert covers(himal, pokhara)
    assert covers(himal, lalitpur)
    assert not covers(himal, kathmandu)


def test_it_covers_its_kinds_of_help_alone(himal, kathmandu):
    make.make_agreement(himal, kathmandu, kinds=["legal", "labour"])
    assert covers(himal, kathmandu, kind="labour")
    assert not covers(himal, kathmandu, kind="health")


def test_it_covers_its_own_partner_alone(himal, kathmandu):
    make.make_agreement(himal, kathmandu)
    assert not covers(make.make_partner("Asha Counselling"), kathmandu)


@pytest.mark.parametrize(
    ("country", "holds"), [(None, True), ("SA", True), ("QA", True), ("MY", False), ("", True)]
)
def test_it_covers_cases_in_its_countries_alone(himal, kathmandu, country, holds):
    make.make_agreement(himal, kathmandu, countries=["QA", "SA"])
    assert covers(himal, kathmandu, country=country) is holds


@pytest.mark.parametrize("country", ["SA", ""])
def test_one_without_countries_covers_every_case(himal, kathmandu, country):
    make.make_agreement(himal, kathmandu)
    assert covers(himal, kathmandu, country=country)


def test_it_serves_as_a_condition_within_a_query(himal, kathmandu, pokhara):
    asha = make.make_partner("Asha Counselling", country="QA")
    wages, talk = (
        make.make_service(himal),
        make.make_service(asha, kind="psychosocial", name="Talk"),
    )
    make.make_agreement(himal, kathmandu, countries=["NP"])
    make.make_agreement(asha, kathmandu, kinds=["psychosocial"], countries=["NP"])
    covering = Agreement.objects.covering(
        partner=OuterRef("partner"),
        kind=OuterRef("kind"),
        centre_path=pokhara.path,
        country=OuterRef("partner__country"),
    )
    assert list(Service.objects.filter(Exists(covering))) == [
        wages
    ]  # Asha is in QA, her agreement for NP
    assert list(Service.objects.exclude(Exists(covering))) == [talk]


def test_it_may_be_asked_by_the_path_of_another_row(himal, kathmandu, pokhara):
    from helpdesk.access.models import Centre

    make.make_agreement(himal, pokhara)
    covering = Agreement.objects.covering(partner=himal, kind="legal", centre_path=OuterRef("path"))
    assert list(Centre.objects.filter(Exists(covering))) == [pokhara]


def test_it_ends_soon_within_ninety_days(himal, kathmandu):
    assert make.make_agreement(himal, kathmandu, ends_on=days(90)).ends_soon
    assert not make.make_agreement(himal, kathmandu, ends_on=days(91)).ends_soon
    assert not make.make_agreement(himal, kathmandu, ends_on=None).ends_soon


def test_it_is_signed_once_and_ended_once(himal, kathmandu, anil):
    agreement = make.make_agreement(himal, kathmandu)
    with pytest.raises(Refused, match="already signed"):
        actions.sign(agreement, by=anil)
    actions.end(agreement, by=anil)
    with pytest.raises(Refused, match="already ended"):
        actions.end(agreement, by=anil)
    verbs = Entry.objects.about(agreement).order_by("id").values_list("verb", flat=True)
    assert list(verbs) == ["drafted", "signed", "ended"]


def test_it_cannot_end_before_it_begins(himal, kathmandu, anil):
    facts = {"kinds": ["legal"], "starts_on": today(), "ends_on": days(-1)}
    with pytest.raises(Refused, match="end before it begins"):
        actions.make_agreement(himal, kathmandu, by=anil, **facts)
    with pytest.raises(IntegrityError), transaction.atomic():
        Agreement.objects.bulk_create([Agreement(partner=himal, centre=kathmandu, **facts)])


@pytest.mark.parametrize("who", ["sarita", "bimala", "roshan", "stranger"])
def test_only_an_administrator_signs(himal, kathmandu, anil, request, who):
    draft = actions.make_agreement(himal, kathmandu, by=anil, kinds=["legal"], starts_on=today())
    with pytest.raises(PermissionDenied):
        actions.sign(draft, by=request.getfixturevalue(who))


def test_an_administrator_signs_for_her_own_centres_alone(himal, kathmandu, pokhara, anil):
    gita = make.make_user("Gita", teams=[pokhara.administrators])
    draft = actions.make_agreement(himal, kathmandu, by=anil, kinds=["legal"], starts_on=today())
    with pytest.raises(PermissionDenied):
        actions.sign(draft, by=gita)


# --- on the page


def test_drafting_signing_and_ending_it_on_the_pages(browse, himal, kathmandu, anil):
    browser = browse(anil)
    form = {
        "centre": kathmandu.pk,
        "kinds": ["legal"],
        "starts_on": str(today()),
        "submission_id": himal.uid,
    }
    for _press in range(2):  # pressing twice drafts one
        browser.post(f"/services/partners/{himal.pk}/agreements/draft/", form)
    agreement = Agreement.objects.get()
    page = f"/services/agreements/{agreement.pk}/"
    assert "A-" in browser.get(page).text
    assert browser.post(f"{page}sign/", {"signed_on": today()}).status_code == 422  # by whom?
    signed = {"centre_name": "Anil Karki", "partner_name": "Roshan K.C.", "signed_on": today()}
    browser.post(f"{page}sign/", signed)
    assert covers(himal, kathmandu)
    assert "In force" in browser.get(f"/services/partners/{himal.pk}/").text
    assert "Roshan K.C." in browser.get(page).text
    stop = {"why": "No funds", "on": today(), "for_all": "withdraw"}
    browser.post(f"/referrals/agreements/{agreement.pk}/end/", stop)
    assert not covers(himal, kathmandu)
    assert "No funds" in browser.get(page).text


def test_asking_changes_nothing(browse, himal, kathmandu, anil):
    agreement = make.make_agreement(himal, kathmandu)
    browse(anil).get(f"/referrals/agreements/{agreement.pk}/end/")
    assert covers(himal, kathmandu)


def test_ending_it_twice_says_why_not(browse, himal, kathmandu, anil):
    agreement = make.make_agreement(himal, kathmandu)
    actions.end(agreement, by=anil)
    stop = {"why": "No funds", "on": today(), "for_all": "withdraw"}
    answer = browse(anil).post(f"/referrals/agreements/{agreement.pk}/end/", stop)
    assert answer.status_code == 409
    assert "already ended" in answer.text
