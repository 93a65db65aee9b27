from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from helpdesk.audit.models import Entry
from helpdesk.cases import actions
from helpdesk.cases.models import Case, CaseTag, Tag
from helpdesk.core.clock import at, now, today
from helpdesk.core.refusal import Refused
from tests import make


@pytest.fixture
def airport(kathmandu, sarita):
    return actions.make_tag(kathmandu, by=sarita, name="Airport group")


def last():
    return Entry.objects.latest("id").verb


def in_days(days):
    return today() + timedelta(days=days)


def test_a_tag_is_made_once_whatever_its_case_and_spaces(kathmandu, sarita, airport):
    assert actions.make_tag(kathmandu, by=sarita, name=" airport   GROUP ") == airport
    assert Tag.objects.count() == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        Tag.objects.bulk_create([Tag(centre=kathmandu, name="AIRPORT GROUP")])


def test_a_case_wears_a_tag_and_gives_it_back(case, airport, sarita):
    actions.tag(case, by=sarita, tag=airport)
    assert last() == "tagged"
    assert list(case.case_tags.values_list("tag__name", flat=True)) == ["Airport group"]
    with pytest.raises(Refused, match="already"):
        actions.tag(case, by=sarita, tag=airport)
    actions.untag(case, by=sarita, tag=airport)
    assert last() == "untagged"
    assert not CaseTag.objects.exists()
    assert CaseTag.history.count() == 2
    with pytest.raises(Refused, match="does not have"):
        actions.untag(case, by=sarita, tag=airport)


def test_a_tag_stays_at_its_centre(maya, sarita, pokhara, pasang, airport):
    theirs = actions.make_tag(pokhara, by=pasang, name="Airport group")
    assert theirs != airport
    with pytest.raises(Refused, match="another centre"):
        actions.tag(make.make_case(maya, sarita), by=sarita, tag=theirs)


def test_a_retired_tag_stays_where_it_is_and_is_taken_up_by_its_name(
    case, airport, sarita, bimala, kathmandu
):
    actions.tag(case, by=sarita, tag=airport)
    with pytest.raises(PermissionDenied):
        actions.retire(airport, by=sarita)
    retired = actions.retire(airport, by=bimala)
    assert case.case_tags.count() == 1
    with pytest.raises(Refused, match="not used any more"):
        actions.tag(make.make_case(case.lead, sarita), by=sarita, tag=retired)
    assert not actions.make_tag(kathmandu, by=sarita, name="airport group").retired


def test_a_snoozed_case_sleeps_until_its_day(case, sarita):
    asleep = actions.snooze(case, by=sarita, until=in_days(3))
    assert last() == "snoozed"
    assert asleep.is_asleep
    assert not Case.objects.awake().exists()
    with at(now() + timedelta(days=3)):
        assert Case.objects.awake().get() == case
        assert not Case.objects.asleep().exists()


def test_what_falls_due_wakes_before_its_day(case, sarita):
    actions.snooze(case, by=sarita, until=in_days(30))
    with at(case.due_at + timedelta(minutes=1)):
        assert Case.objects.awake().get() == case


def test_waking_ends_it_at_once(case, sarita):
    actions.snooze(case, by=sarita, until=in_days(3))
    assert actions.wake(case, by=sarita).snoozed_until is None
    assert last() == "woke"
    with pytest.raises(Refused, match="not snoozed"):
        actions.wake(case, by=sarita)


@pytest.mark.parametrize(("days", "words"), [(0, "still to come"), (-1, "come"), (400, "a year")])
def test_a_case_is_snoozed_for_a_day_to_a_year(case, sarita, days, words):
    with pytest.raises(Refused, match=words):
        actions.snooze(case, by=sarita, until=in_days(days))


def test_a_closed_case_is_not_snoozed(case, maya, sarita):
    actions.close(case, by=sarita, outcomes={maya.pk: "fully"})
    with pytest.raises(Refused, match="closed"):
        actions.snooze(case, by=sarita, until=in_days(3))


def test_a_case_that_is_opened_again_is_awake(case, maya, sarita):
    actions.snooze(case, by=sarita, until=in_days(30))
    actions.close(case, by=sarita, outcomes={maya.pk: "fully"})
    actions.reopen(case, by=sarita, reason="The employer did not pay")
    make.make_deadline(case, sarita, days=90)
    assert list(Case.objects.open().awake()) == [case]


def test_a_released_case_waits_for_an_officer(case, sarita):
    actions.release(case, by=sarita)
    assert Case.objects.unassigned().get() == case
    assert last() == "released"


@pytest.mark.parametrize("who", ["pasang", "nirmala", "roshan", "anil"])
def test_others_may_do_none_of_it(who, case, airport, request):
    other = request.getfixturevalue(who)
    for act in (
        lambda: actions.tag(case, by=other, tag=airport),
        lambda: actions.untag(case, by=other, tag=airport),
        lambda: actions.snooze(case, by=other, until=in_days(3)),
        lambda: actions.wake(case, by=other),
        lambda: actions.release(case, by=other),
        lambda: actions.make_tag(case.centre, by=other, name="Theirs"),
    ):
        with pytest.raises(PermissionDenied):
            act()
