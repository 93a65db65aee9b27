import uuid
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone
from guardian.shortcuts import assign_perm

from helpdesk.cases import actions
from helpdesk.cases.first_rules import TO_BEGIN_WITH
from helpdesk.cases.models import Case, Deadline, DeadlineRule
from helpdesk.core.clock import at, now, today
from helpdesk.core.refusal import Refused
from helpdesk.notices.models import Notice
from tests import make


def told():
    kinds = (Notice.Kind.DEADLINE_NEAR, Notice.Kind.DEADLINE_LAPSED)
    notices = Notice.objects.filter(kind__in=kinds).order_by("id")
    return [(notice.recipient.name.split()[0], str(notice.kind)) for notice in notices]


def remind_in(days):
    with at(now() + timedelta(days=days)):
        actions.remind()


@pytest.mark.parametrize(
    ("length", "unit", "day", "due"),
    [
        (1, "years", date(2026, 3, 1), date(2027, 3, 1)),
        (1, "years", date(2024, 2, 29), date(2025, 2, 28)),
        (1, "months", date(2026, 1, 31), date(2026, 2, 28)),
        (14, "months", date(2026, 12, 15), date(2028, 2, 15)),
        (35, "days", date(2026, 12, 1), date(2027, 1, 5)),
    ],
)
def test_a_rule_counts_days_months_and_years(length, unit, day, due):
    assert DeadlineRule(length=length, unit=unit).due_from(day) == due


def test_a_deadline_before_its_incident_is_refused(case, sarita):
    with pytest.raises(Refused, match="before the day from which it counts"):
        make.make_deadline(case, sarita, from_on=today(), due_on=today() - timedelta(days=1))
    deadline = make.make_deadline(case, sarita, from_on=today())
    with pytest.raises(IntegrityError), transaction.atomic():
        Deadline.objects.filter(pk=deadline.pk).update(due_on=today() - timedelta(days=1))


def test_an_incident_to_come_is_refused(case, sarita, anil):
    rule = make.make_rule(anil)
    tomorrow = today() + timedelta(days=1)
    with pytest.raises(Refused, match="in the future"):
        make.make_deadline(case, sarita, rule=rule, from_on=tomorrow, due_on=None)


def test_the_rule_says_the_last_day(case, sarita, anil):
    rule = make.make_rule(anil)
    made = make.make_deadline(case, sarita, rule=rule, from_on=date(2026, 2, 3), due_on=None)
    assert made.due_on == date(2027, 2, 3)
    with pytest.raises(Refused, match="Say the last day"):
        make.make_deadline(case, sarita, rule=rule, due_on=None)


def test_the_earliest_of_tasks_and_deadlines_is_next(case, sarita):
    deadline = make.make_deadline(case, sarita, days=5)
    case = Case.objects.select_related("centre", "data_key").get(pk=case.pk)
    assert case.next_action == "Lodge the welfare claim"
    assert case.due_at.astimezone().date() - today() <= timedelta(days=5)
    new = {"by": sarita, "submission_id": uuid.uuid4()}
    actions.add_task(case, text="Call her", due_at=now() + timedelta(days=1), **new)
    assert Case.objects.select_related("data_key").get(pk=case.pk).next_action == "Call her"
    deadline = Deadline.objects.select_related("case__centre").get(pk=deadline.pk)
    assert actions.meet_deadline(deadline, by=sarita).done_by == sarita
    with at(now() + timedelta(days=6)):
        assert Case.objects.overdue().filter(pk=case.pk).exists()


def test_a_lapsed_one_stands_on_the_list_of_what_is_overdue(case, sarita, browse):
    make.make_deadline(case, sarita, days=2)
    with at(now() + timedelta(days=3)):
        page = browse(sarita).get("/?list=overdue")
    assert [row.code for row in page.context["desk"].rows] == [case.code]


def test_reminders_come_each_once_and_the_last_to_the_supervisor_too(case, sarita, bimala):
    make.make_deadline(case, sarita, days=100)
    actions.remind()
    assert told() == []
    for day in (10, 11, 69, 70, 71, 93, 94):
        remind_in(day)
    near = "deadline_near"
    assert told() == [("Sarita", near)] * 2 + [("Sarita", near), ("Bimala", near)]
    remind_in(101)
    remind_in(150)
    assert told()[4:] == [("Sarita", "deadline_lapsed"), ("Bimala", "deadline_lapsed")]


def test_one_that_is_taken_on_late_is_not_told_of_for_each_rung(case, sarita, bimala):
    make.make_deadline(case, sarita, days=20)
    remind_in(0)
    assert told() == [("Sarita", "deadline_near")]
    remind_in(0)
    assert len(told()) == 1


def test_what_is_met_or_closed_is_not_told_of(case, sarita, maya):
    deadline = make.make_deadline(case, sarita, days=5)
    actions.close(case, by=sarita, outcomes={maya.pk: "fully"})
    actions.remind()
    actions.reopen(case, by=sarita, reason="Came back")
    deadline = Deadline.objects.select_related("case__centre").get(pk=deadline.pk)
    actions.meet_deadline(deadline, by=sarita)
    actions.remind()
    assert told() == []


def test_a_restricted_case_is_told_of_to_named_people_alone(maya, sarita, dipesh, bimala):
    secret = make.make_case(maya, sarita, restricted=True, officer=sarita)
    for person in (sarita, dipesh):
        assign_perm("cases.view_case", person, secret)
    make.make_deadline(secret, sarita, days=100)
    remind_in(20)
    assert told() == [("Sarita", "deadline_near")]
    remind_in(101)
    assert {who for who, _kind in told()} == {"Sarita", "Dipesh"}
    assert set(Notice.objects.filter(kind="deadline_near").values_list("code", flat=True)) == {
        secret.code
    }


def test_nobody_has_the_case_so_the_supervisor_is_told(maya, sarita, bimala):
    make.make_deadline(make.make_case(maya, sarita), sarita, days=80)
    actions.remind()
    assert told() == [("Bimala", "deadline_near")]


def test_what_is_proposed_counts_from_the_journey_that_the_case_is_about(
    maya, sarita, anil, browse
):
    make.make_rule(anil, country="QA", counts_from="return")
    back = today() - timedelta(days=100)
    first = make.make_journey(maya, sarita, destination="QA", returned_on=back)
    make.make_journey(maya, sarita, stage="employment", destination="MY")
    case = make.make_case(maya, sarita, journey=first)
    [proposal] = browse(sarita).get(case.get_absolute_url()).context["page"].proposals
    assert (proposal.client, proposal.from_on) == (maya, back)


def test_its_last_day_ends_where_the_centre_is(kathmandu):
    quito = make.make_centre("Quito", "UIO", country="EC", time_zone="America/Guayaquil")
    ana = make.make_user("Ana", teams=[quito.officers])
    case = make.make_case(make.make_client(quito, ana), ana, officer=ana)
    last = date(2027, 3, 10)
    make.make_deadline(case, ana, due_on=last)
    for hour, said in ((23, "deadline_near"), (24, "deadline_lapsed")):
        there = datetime(2027, 3, 10, tzinfo=ZoneInfo("America/Guayaquil"))
        with timezone.override("UTC"), at(there + timedelta(hours=hour)):
            actions.remind()
        assert told()[-1] == ("Ana", said)


def test_the_case_proposes_what_its_facts_say(maya, sarita, anil, browse):
    make.make_rule(anil, kind="welfare", counts_from="return", length=2, unit="months")
    make.make_rule(anil, kind="appeal")
    make.make_rule(anil, kind="welfare", country="SN")
    returned = today() - timedelta(days=10)
    make.make_journey(maya, sarita, departed_on=returned, returned_on=returned)
    case = make.make_case(maya, sarita, category="E2", officer=sarita)
    page = browse(sarita).get(case.get_absolute_url())
    [proposal] = page.context["page"].proposals
    assert proposal.from_on == returned
    form = browse(sarita).get(f"{case.get_absolute_url()}add-deadline/?{proposal.query}")
    sent = {**form.context["form"].initial, "submission_id": uuid.uuid4()}
    sent = {key: value for key, value in sent.items() if value is not None}
    answer = browse(sarita).post(f"{case.get_absolute_url()}add-deadline/", sent)
    assert answer.status_code == 302
    taken = Deadline.objects.select_related("data_key").get()
    assert (taken.due_on, taken.text) == (proposal.due_on, "Welfare claim")
    assert not browse(sarita).get(case.get_absolute_url()).context["page"].proposals


def test_nonsense_in_the_address_begins_with_nothing(case, sarita, browse):
    for query in ("rule=x&client=9&from_on=2026-13-99", "rule=99999999999999999999"):
        page = browse(sarita).get(f"{case.get_absolute_url()}add-deadline/?{query}")
        assert page.status_code == 200


def test_the_first_rules_come_once_and_invent_no_length(db):
    from helpdesk.access.models import User

    for _ in range(2):
        actions.begin_with_rules(by=User.objects.system("setup"))
    assert DeadlineRule.objects.count() == len(TO_BEGIN_WITH)
    unknown = DeadlineRule.objects.get(country="EC")
    assert (unknown.active, unknown.length) == (False, None)


def test_a_rule_in_force_says_how_long(anil, sarita):
    with pytest.raises(Refused, match="how long"):
        make.make_rule(anil, length=None)
    rule = make.make_rule(anil)
    with pytest.raises(IntegrityError), transaction.atomic():
        DeadlineRule.objects.filter(pk=rule.pk).update(length=None)
    with pytest.raises(PermissionDenied):
        make.make_rule(sarita)


def test_the_administrator_changes_a_rule(anil, browse):
    rule = make.make_rule(anil)
    facts = {"country": "NP", "kind": "wages", "counts_from": "incident", "unit": "months"}
    sent = {**facts, "length": 6, "source": "Act 2080", "active": "on", "version": 1}
    path = f"/deadline-rules/{rule.pk}/change/"
    assert browse(anil).post(path, sent).status_code == 302
    rule.refresh_from_db()
    assert (rule.length, rule.unit) == (6, "months")
    assert browse(anil).post(path, sent).status_code == 409  # someone was faster


def test_the_end_of_a_contract_is_that_of_its_permit_and_no_later_than_the_return(
    maya, sarita, anil, browse
):
    make.make_rule(anil, kind="wages", counts_from="contract_end", length=6, unit="months")
    ends = today() - timedelta(days=20)
    journey = make.make_journey(maya, sarita, permit_until=ends)
    case = make.make_case(maya, sarita, officer=sarita)

    def proposed():
        [proposal] = browse(sarita).get(case.get_absolute_url()).context["page"].proposals
        return proposal.from_on

    assert proposed() == ends
    type(journey).objects.filter(pk=journey.pk).update(returned_on=ends - timedelta(days=9))
    assert proposed() == ends - timedelta(days=9)
    type(journey).objects.filter(pk=journey.pk).update(permit_until=None)
    assert proposed() is None


def test_the_form_says_which_days_do_not_fit(case, sarita, browse):
    sent = {"text": "Appeal", "from_on": "2026-06-10", "due_on": "2026-06-09"}
    path = f"{case.get_absolute_url()}add-deadline/"
    answer = browse(sarita).post(path, {**sent, "submission_id": uuid.uuid4()})
    assert answer.status_code == 409
    assert "before the day from which it counts" in answer.content.decode()
    assert answer.context["form"].errors.keys() == {"due_on"}
