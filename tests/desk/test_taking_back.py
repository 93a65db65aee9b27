import re
from datetime import timedelta

import pytest

from helpdesk.cases import actions
from helpdesk.cases.models import Case
from helpdesk.core.clock import at, now, today
from tests import make


def token(page):
    return re.search(r'name="what" value="([^"]+)"', page.content.decode())[1]


@pytest.fixture
def take_back(officer):
    """`take_back(path, data)` does something and then presses Undo; the page that follows."""

    def take_back(path, data=None, meanwhile=lambda: None):
        page = officer.post(path, data or {}, follow=True)
        meanwhile()
        return officer.post("/undo/", {"what": token(page)}, follow=True).content.decode()

    return take_back


def test_assigning_is_taken_back(take_back, case, dipesh, sarita, fresh):
    page = take_back(f"/cases/{case.code}/assign/", {"officer": dipesh.pk})
    assert "Taken back: 1." in page
    assert fresh(case).officer == sarita


def test_who_was_given_a_restricted_case_by_mistake_sees_it_no_more(
    take_back, secret, dipesh, sarita, fresh
):
    page = take_back(f"/cases/{secret.code}/assign/", {"officer": dipesh.pk})
    assert "Taken back: 1." in page
    assert fresh(secret).officer == sarita
    assert not Case.objects.visible_to(dipesh).filter(pk=secret.pk).exists()
    assert Case.objects.visible_to(sarita).filter(pk=secret.pk).exists()


def test_who_saw_it_before_goes_on_seeing_it(take_back, secret, dipesh, sarita, fresh):
    actions.share(secret, by=sarita, person=dipesh)
    take_back(f"/cases/{secret.code}/assign/", {"officer": dipesh.pk})
    assert Case.objects.visible_to(dipesh).filter(pk=secret.pk).exists()


def test_taking_is_taken_back(take_back, maya, sarita, fresh):
    waiting = make.make_case(maya, sarita)
    take_back(f"/cases/{waiting.code}/take/")
    assert fresh(waiting).officer is None


def test_snoozing_and_waking_are_taken_back(take_back, case, sarita, fresh):
    day = today() + timedelta(days=3)
    take_back(f"/cases/{case.code}/snooze/", {"until": day.isoformat()})
    assert fresh(case).snoozed_until is None
    actions.snooze(case, by=sarita, until=day)
    take_back(f"/cases/{case.code}/wake/")
    assert fresh(case).snoozed_until == day


def test_snoozing_one_that_had_woken_by_itself_is_taken_back(officer, case, sarita, fresh):
    actions.snooze(case, by=sarita, until=today() + timedelta(days=1))
    with at(now() + timedelta(days=2)):
        sent = {"until": (today() + timedelta(days=30)).isoformat()}
        page = officer.post(f"/cases/{case.code}/snooze/", sent, follow=True)
        assert (
            "Taken back: 1."
            in officer.post("/undo/", {"what": token(page)}, follow=True).content.decode()
        )
        assert fresh(case).snoozed_until is None


def test_tagging_is_taken_back(take_back, case, kathmandu):
    take_back(f"/cases/{case.code}/tag/", {"new_name": "Airport group"})
    assert not case.case_tags.exists()


def test_closing_is_taken_back_with_a_reason(take_back, case, maya, fresh):
    take_back(f"/cases/{case.code}/close/", {f"outcome_{maya.pk}": "fully"})
    assert fresh(case).is_open
    assert fresh(case).reopening == "Closed by mistake"


def test_what_someone_changed_meanwhile_stays(take_back, case, dipesh, sarita, bimala, fresh):
    page = take_back(
        f"/cases/{case.code}/assign/",
        {"officer": dipesh.pk},
        meanwhile=lambda: actions.assign(case, by=bimala, officer=bimala),
    )
    assert f"{case.code} was changed meanwhile" in page
    assert fresh(case).officer == bimala


def test_many_are_taken_back_at_once(officer, maya, sarita, dipesh, fresh):
    cases = [make.make_case(maya, sarita, officer=sarita) for _ in range(3)]
    sent = {"do": "assign", "go": "yes", "pick": [c.code for c in cases], "officer": dipesh.pk}
    sent["submission_id"] = "11111111-1111-4111-8111-111111111111"
    what = token(officer.post("/bulk/", sent, follow=True))
    actions.snooze(cases[0], by=dipesh, until=today() + timedelta(days=2))
    page = officer.post("/undo/", {"what": what}, follow=True).content.decode()
    assert "Taken back: 2." in page
    assert [fresh(case).officer for case in cases] == [dipesh, sarita, sarita]


def test_it_is_hers_alone_and_for_an_hour(officer, cast, case, dipesh, fresh):
    what = token(officer.post(f"/cases/{case.code}/assign/", {"officer": dipesh.pk}, follow=True))
    assert cast["bimala"].post("/undo/", {"what": what}).status_code == 409
    assert officer.post("/undo/", {"what": f"{what}x"}).status_code == 409
    assert officer.post("/undo/").status_code == 409
    assert fresh(case).officer == dipesh


def test_after_an_hour_it_is_over(officer, case, dipesh, monkeypatch, fresh):
    from django.core import signing

    what = token(officer.post(f"/cases/{case.code}/assign/", {"officer": dipesh.pk}, follow=True))
    later = signing.time.time() + 3601
    monkeypatch.setattr(signing.time, "time", lambda: later)
    page = officer.post("/undo/", {"what": what})
    assert page.status_code == 409
    assert "within an hour" in page.content.decode()
