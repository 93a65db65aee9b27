import uuid
from datetime import time

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from helpdesk.access.models import Area
from helpdesk.access.working_week import zone_of
from helpdesk.audit.models import Entry
from helpdesk.core.clock import today
from helpdesk.core.refusal import Stale
from services import actions
from services.models import Hours, Location, Partner, Service
from tests import make


@pytest.fixture
def wages(himal):
    return make.make_service(himal)


@pytest.fixture
def office(himal, anil):
    return actions.make_location(himal, by=anil, name="Office")


def facts_of(service, **changed):
    """What the service's form sends."""
    names = ("kind", "name", "description", "fees", "capacity", "languages", "version", "is_active")
    return {**{name: getattr(service, name) for name in names}, **changed}


def test_a_worker_of_another_partner_may_not(wages, kathmandu):
    other = make.make_user("Other", teams=[make.make_partner("Asha").staff])
    for act in (
        lambda: actions.set_capacity(wages, "closed", by=other),
        lambda: actions.verify(wages, by=other),
        lambda: actions.change_service(wages, by=other, version=1, name="Mine"),
        lambda: actions.make_service(wages.partner, by=other, kind="legal", name="Mine"),
    ):
        with pytest.raises(PermissionDenied):
            act()


ADMINISTRATORS_PAGES = [
    "partners/add/",
    "partners/{partner}/change/",
    "partners/{partner}/places/add/",
    "partners/{partner}/agreements/draft/",
    "places/{place}/hours/",
]


@pytest.mark.parametrize("page", ADMINISTRATORS_PAGES)
@pytest.mark.parametrize(("who", "status"), [("anil", 200), ("sarita", 403), ("roshan", 403)])
def test_who_opens_the_administrators_forms(browse, himal, office, request, page, who, status):
    url = page.format(partner=himal.pk, place=office.pk)
    assert browse(request.getfixturevalue(who)).get(f"/services/{url}").status_code == status


def test_a_worker_opens_the_forms_of_her_own_services(browse, wages, roshan, himal):
    for url in (f"/services/{wages.pk}/change/", f"/services/partners/{himal.pk}/services/add/"):
        assert browse(roshan).get(url).status_code == 200


def test_her_partners_page_is_headed_our_services(browse, himal, roshan, sarita):
    assert "Our services" in browse(roshan).get(f"/services/partners/{himal.pk}/").text
    assert "Our services" not in browse(sarita).get(f"/services/partners/{himal.pk}/").text


def test_pressing_twice_makes_one_partner(browse, anil):
    form = {"name": "Asha", "country": "NP", "submission_id": uuid.uuid4()}
    answers = [browse(anil).post("/services/partners/add/", form) for _press in range(2)]
    asha = Partner.objects.get(name="Asha")
    assert [answer.url for answer in answers] == [asha.get_absolute_url()] * 2


def test_two_partners_may_share_a_name(kathmandu):
    first, second = make.make_partner("Caritas"), make.make_partner("Caritas", country="QA")
    assert first.staff != second.staff


def test_a_service_and_a_place_are_added_on_their_pages(browse, himal, anil):
    service = {
        "kind": "legal",
        "name": "Court company",
        "capacity": "open",
        "submission_id": uuid.uuid4(),
    }
    place = {"name": "Hill office", "country": "NP", "submission_id": uuid.uuid4()}
    browse(anil).post(f"/services/partners/{himal.pk}/services/add/", service)
    browse(anil).post(f"/services/partners/{himal.pk}/places/add/", place)
    assert Service.objects.get(partner=himal).name == "Court company"
    assert Location.objects.get(partner=himal).name == "Hill office"


def test_ages_the_wrong_way_round_are_asked_again(browse, wages, anil):
    answer = browse(anil).post(
        f"/services/{wages.pk}/change/", facts_of(wages, age_from=30, age_to=20)
    )
    assert answer.status_code == 422
    assert "below the age that it begins with" in answer.text


def test_saving_says_that_it_was_checked_today(browse, wages, roshan):
    browse(roshan).post(
        f"/services/{wages.pk}/change/", facts_of(wages, name="Wages and passports")
    )
    wages.refresh_from_db()
    with timezone.override(zone_of(wages.partner)):  # the day of whoever says so
        said = ("Wages and passports", today(), 2)
    assert (wages.name, wages.verified_on, wages.version) == said
    assert wages.verified_by == roshan


@pytest.fixture
def bagmati(kathmandu):
    nepal = Area.objects.add_root(instance=Area(code="NP", name="Nepal", country="NP"))
    bagmati = Area.objects.add_child(
        nepal, instance=Area(code="NP-3", name="Bagmati", country="NP")
    )
    for number, name in enumerate(("Kathmandu", "Lalitpur")):
        child = Area(code=f"NP-3-{number}", name=name, country="NP")
        Area.objects.add_child(bagmati, instance=child)
    return bagmati


def test_the_areas_it_serves_are_typed_one_below_the_other(browse, wages, roshan, bagmati):
    url = f"/services/{wages.pk}/change/"
    sent = facts_of(wages, areas="Lalitpur\nkathmandu, Bagmati\n", statuses=["irregular"])
    assert browse(roshan).post(url, sent).status_code == 302
    assert sorted(area.name for area in wages.areas.all()) == ["Kathmandu", "Lalitpur"]
    assert "fields" in Entry.objects.about(wages).last().detail
    assert "Lalitpur" in browse(roshan).get(url).text
    page = browse(roshan).get(f"/services/{wages.pk}/").text
    assert "Way of migrating: Irregular" in page
    assert "People from: " in page
    wages.refresh_from_db()
    browse(roshan).post(url, facts_of(wages, areas="Bagmati"))
    assert [area.name for area in wages.areas.all()] == ["Bagmati"]


def test_an_area_that_is_none_is_asked_again_and_kept(browse, wages, roshan, bagmati):
    sent = facts_of(wages, areas="Lalitpur\nAtlantis")
    answer = browse(roshan).post(f"/services/{wages.pk}/change/", sent)
    assert answer.status_code == 422
    assert "Atlantis" in answer.text
    assert not wages.areas.exists()


def test_areas_alone_are_a_change_with_its_entry(wages, roshan, bagmati):
    wages = actions.change_service(wages, by=roshan, version=wages.version, areas=[])
    actions.change_service(wages, by=roshan, version=wages.version, areas=[bagmati])
    assert Entry.objects.about(wages).last().detail == {"fields": ["areas"]}


def test_a_partners_clock_is_set_with_its_facts(browse, himal, anil):
    sent = {"name": "Himal", "country": "NP", "version": himal.version, "is_active": "on"}
    url = f"/services/partners/{himal.pk}/change/"
    assert browse(anil).post(url, {**sent, "time_zone": "Asia/Qatar"}).status_code == 302
    himal.refresh_from_db()
    assert himal.time_zone == "Asia/Qatar"


def test_the_second_of_two_editors_is_shown_both_values_and_loses_nothing(
    browse, wages, anil, roshan
):
    sent = facts_of(wages, name="Anil's name", fees="Free")
    actions.change_service(wages, by=roshan, version=1, name="Roshan's name")
    answer = browse(anil).post(f"/services/{wages.pk}/change/", sent)
    assert answer.status_code == 409
    for words in (
        "Roshan K.C. saved this",
        "Anil&#x27;s name",
        "Roshan&#x27;s name",
        'value="Free"',
    ):
        assert words in answer.text
    again = {**sent, "version": answer.context["form"]["version"].value()}
    assert browse(anil).post(f"/services/{wages.pk}/change/", again).status_code == 302
    wages.refresh_from_db()
    assert wages.name == "Anil's name"


def test_saving_a_partner_unchanged_writes_nothing(himal, anil):
    entries = Entry.objects.count()
    actions.change_partner(himal, by=anil, version=himal.version, name=himal.name, country="NP")
    assert (Entry.objects.count(), himal.version) == (
        entries,
        Partner.objects.get(pk=himal.pk).version,
    )


# --- opening hours


def hours_of(place):
    return [(h.weekday, h.opens_at, h.closes_at) for h in Hours.objects.filter(location=place)]


NINE, NOON, FIVE = time(9), time(12), time(17)


def test_hours_are_set_as_a_whole(office, anil):
    actions.change_hours(office, [(1, NINE, NOON), (2, NINE, FIVE)], by=anil)
    actions.change_hours(office, [(1, NINE, FIVE)], by=anil)
    assert hours_of(office) == [(1, NINE, FIVE)]
    assert Entry.objects.about(office).filter(verb="changed").count() == 2


def test_hours_that_someone_else_changed_meanwhile_are_stale(office, anil):
    seen = actions.spelled([])
    actions.change_hours(office, [(1, NINE, FIVE)], by=anil)
    with pytest.raises(Stale):
        actions.change_hours(office, [(2, NINE, FIVE)], by=anil, seen=seen)


def test_the_hours_form_keeps_what_was_typed_and_shows_both(browse, office, anil):
    typed = {"seen": "", "opens_2_1": "09:00", "closes_2_1": "17:00"}
    actions.change_hours(office, [(1, NINE, FIVE)], by=anil)
    url = f"/services/places/{office.pk}/hours/"
    answer = browse(anil).post(url, typed)
    assert answer.status_code == 409
    assert "Tuesday 09:00–17:00" in answer.text
    assert "Monday 09:00–17:00" in answer.text
    seen = answer.context["form"]["seen"].value()
    assert browse(anil).post(url, {**typed, "seen": seen}).status_code == 302
    assert hours_of(office) == [(2, NINE, FIVE)]


def test_half_a_pair_of_times_is_asked_for(browse, office, anil):
    answer = browse(anil).post(f"/services/places/{office.pk}/hours/", {"opens_2_1": "09:00"})
    assert answer.status_code == 422
    assert "Tuesday needs both times, or none." in answer.text


def test_neighbouring_days_that_are_alike_share_a_line(office, anil):
    spans = [(day, NINE, FIVE) for day in (1, 2, 3)] + [(5, NINE, NOON), (5, time(13), FIVE)]
    actions.change_hours(office, spans, by=anil)
    week = [(str(days), len(spans)) for days, spans in Location.objects.with_hours().get().week()]
    assert week == [("Monday to Wednesday", 1), ("Friday", 2)]
