from datetime import timedelta

import pytest

from helpdesk.audit.models import Entry
from helpdesk.clients import actions
from helpdesk.core.clock import at, now, today
from helpdesk.notices.models import Notice
from tests import make

TODAY = today()


@pytest.fixture
def plan(maya, sarita):
    return make.make_plan(maya, sarita, review_on=TODAY)


def told():
    return [(n.recipient.name, n.kind) for n in Notice.objects.order_by("id")]


def test_the_officer_is_told_of_the_review_once(plan, sarita):
    for _ in range(2):
        actions.remind_of_plans()
    assert told() == [("Sarita Gurung", "plan_review_due")]
    notice = Notice.objects.get()
    assert (notice.code, notice.path) == (plan.client.code, plan.get_absolute_url())
    assert Entry.objects.get(verb="reminded_of_plan").by.email.startswith("sequencer")


def test_a_review_that_is_put_off_is_told_of_anew(plan, sarita):
    actions.remind_of_plans()
    later = TODAY + timedelta(days=3)
    actions.change_plan(plan, by=sarita, version=1, review_on=later)
    actions.remind_of_plans()
    assert len(told()) == 1
    with at(now() + timedelta(days=3)):
        actions.remind_of_plans()
    assert len(told()) == 2


def test_whoever_of_the_centre_does_a_step_is_told_when_it_is_due(maya, sarita, dipesh):
    plan = make.make_plan(maya, sarita)
    make.make_step(plan, sarita, owner="officer", officer=dipesh, due_on=TODAY)
    make.make_step(plan, sarita, owner="officer", officer=dipesh, due_on=TODAY + timedelta(days=1))
    make.make_step(plan, sarita, due_on=TODAY)  # the client's own
    finished = make.make_step(plan, sarita, owner="officer", officer=dipesh, due_on=TODAY)
    actions.finish_step(finished, by=dipesh)
    actions.remind_of_plans()
    assert told() == [("Dipesh Rai", "plan_step_due")]


def test_where_the_officer_has_left_the_supervisor_is_told(plan, sarita, bimala):
    type(sarita).objects.filter(pk=sarita.pk).update(is_active=False)
    actions.remind_of_plans()
    assert told() == [("Bimala Adhikari", "plan_review_due")]


def test_an_officer_who_sees_the_client_no_more_is_not_told(plan, sarita, bimala, kathmandu):
    sarita.groups.remove(kathmandu.officers)
    actions.remind_of_plans()
    assert told() == [("Bimala Adhikari", "plan_review_due")]


def test_what_is_over_reminds_nobody(plan, maya, sarita):
    make.make_step(plan, sarita, owner="officer", officer=sarita, due_on=TODAY)
    make.make_plan(maya, sarita, instead=1)
    actions.remind_of_plans()
    assert told() == []
