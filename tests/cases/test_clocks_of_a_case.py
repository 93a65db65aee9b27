import uuid
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, transaction

from helpdesk.cases import actions
from helpdesk.cases.clocks import clocks_of
from helpdesk.cases.models import Case, Task
from helpdesk.contacts import actions as contacts
from helpdesk.core.clock import at, now, today
from tests import make

THERE = ZoneInfo("Asia/Kathmandu")
WEDNESDAY = datetime(2026, 6, 10, 11, tzinfo=THERE)  # the counter is open until 17:00


def moment(day, hour=11, minute=0):
    return datetime(2026, 6, day, hour, minute, tzinfo=THERE)


@pytest.fixture
def asked(maya, sarita):
    with at(WEDNESDAY):
        return make.make_case(maya, sarita, officer=sarita)


def again(case):
    """The case as it stands, its clocks to the minute."""
    case = Case.objects.for_listing().get(pk=case.pk)
    for name in ("due_at", "answer_due_at", "resolve_due_at"):
        setattr(case, name, getattr(case, name).replace(second=0, microsecond=0))
    return case


def new(by):
    return {"by": by, "submission_id": uuid.uuid4()}


def say(case):
    return [(str(clock.label), clock.text, clock.state) for clock in clocks_of(again(case))]


def test_a_new_case_owes_its_first_answer(asked):
    case = again(asked)
    assert case.answer_due_at == case.due_at == moment(18)  # seven days from Sunday to Friday
    assert case.resolve_due_at == datetime(2026, 8, 19, 11, tzinfo=THERE)
    assert (case.clock, case.answered_at) == ("answer", None)


def test_the_clocks_read_as_the_client_would_ask(asked, sarita, maya):
    with at(moment(11)):
        assert say(asked) == [
            ("First answer", "due Thu 18 June, 11:00", "due"),
            ("Resolution", "due Wed 19 August, 11:00", "due"),
        ]
    with at(moment(21)):
        assert say(asked)[0] == ("First answer", "was due Thu 18 June, 11:00", "late")
    with at(moment(10, 16, 5)):
        actions.note(again(asked), text="Called", kind="phone", **new(sarita))
        assert say(asked)[0] == ("First answer", "after 5 h", "done")
    with at(datetime(2026, 8, 30, 12, tzinfo=THERE)):
        actions.close(again(asked), by=sarita, outcomes={maya.pk: "partly"})
        assert say(asked)[1] == ("Resolution", "after 81 days, later than promised", "done")


def _note(kind):
    return lambda case, by, maya: actions.note(case, text="Said so", kind=kind, **new(by))


def _finish(case, by, maya):
    task = actions.add_task(case, text="Call the embassy", due_at=now(), **new(by))
    actions.finish(Task.objects.select_related("case__centre").get(pk=task.pk), by=by)


def _log(case, by, maya):
    facts = {"channel": "phone", "topics": ["B"], "happened_on": today(), "sex": "female"}
    contacts.log(case.centre, client=maya, case=case, **facts, **new(by))


def _help(case, by, maya):
    contacts.give_help(case, kind="counselling", client=maya, **new(by))


def _end(outcome):
    return lambda case, by, maya: actions.close(case, by=by, outcomes={maya.pk: outcome})


def _deadline(case, by, maya):
    make.make_deadline(case, by, days=90)


@pytest.mark.parametrize(
    ("act", "answers"),
    [
        (_note("phone"), True),
        (_note("walk_in"), True),
        (_note("message"), True),
        (_note("note"), False),  # a note to the file reaches nobody
        (_finish, True),
        (_log, True),
        (_help, True),
        (_deadline, False),
        (_end("fully"), True),
        (_end("lost_contact"), False),
        (_end("in_error"), False),
    ],
)
def test_what_counts_as_the_first_answer(act, answers, asked, sarita, maya):
    with at(moment(11, 14)):
        act(again(asked), sarita, maya)
    answered_at = again(asked).answered_at
    assert (answered_at is not None) is answers
    assert not answers or moment(11, 14) <= answered_at < moment(11, 15)


def test_the_first_answer_counts_and_no_later_one(asked, sarita, maya):
    for day in (11, 14):
        with at(moment(day)):
            _note("phone")(again(asked), sarita, maya)
    assert again(asked).answered_at < moment(12)


def test_what_is_written_down_later_counts_on_its_day(asked, sarita):
    with at(moment(16)):
        day = moment(11).date()
        actions.note(again(asked), text="Met", kind="walk_in", happened_on=day, **new(sarita))
    assert again(asked).answered_at == moment(11, 17)  # closing time


def test_what_was_before_the_opening_is_no_answer(asked, sarita):
    with at(moment(11)):
        day = moment(9).date()
        actions.note(again(asked), text="Came", kind="walk_in", happened_on=day, **new(sarita))
    assert again(asked).answered_at is None
    with pytest.raises(IntegrityError), transaction.atomic():
        Case.objects.filter(pk=asked.pk).update(answered_at=moment(9))


def test_a_task_far_off_does_not_hide_that_nobody_answered(asked, sarita, browse):
    with at(moment(11)):
        actions.add_task(again(asked), text="Ask the court", due_at=moment(30), **new(sarita))
    case = again(asked)
    assert (case.due_at, case.next_action) == (moment(18), "Ask the court")
    with at(moment(21)):
        assert Case.objects.overdue().filter(pk=case.pk).exists()
        page = browse(sarita).get("/?list=overdue").content.decode()
        assert "First answer to the client" in page
        actions.note(again(asked), text="Called", kind="phone", **new(sarita))
    assert again(asked).due_at == moment(30)


def test_the_supervisor_counts_who_was_not_answered(asked, bimala, browse):
    with at(moment(21)):
        page = browse(bimala).get("/figures/").content.decode()
        rows = browse(bimala).get("/figures/cases/?which=overdue").content.decode()
    assert "Overdue" in page
    assert asked.code in rows


def test_with_nothing_planned_the_resolution_is_what_is_due(asked, sarita):
    with at(moment(11)):
        actions.note(again(asked), text="Called", kind="phone", **new(sarita))
    case = again(asked)
    assert (case.due_at, case.clock) == (case.resolve_due_at, "resolve")
    with at(moment(12)):
        actions.add_task(case, text="Write", due_at=moment(29) + timedelta(days=300), **new(sarita))
    assert again(asked).clock == ""  # a case that goes on for years is late only where a step is


def test_another_urgency_gives_the_clocks_another_due_time(asked, sarita):
    with at(moment(11, 9)):
        actions.change(again(asked), by=sarita, version=1, urgency="critical")
    case = again(asked)
    assert case.answer_due_at == case.due_at == moment(11)
    assert case.resolve_due_at == moment(24)
    with at(moment(11, 10)):
        actions.note(again(asked), text="Called", kind="phone", **new(sarita))
        version = again(asked).version
        actions.change(again(asked), by=sarita, version=version, urgency="high")
    case = again(asked)
    assert case.answer_due_at == moment(11)  # that clock has stopped
    assert case.resolve_due_at == datetime(2026, 7, 10, 11, tzinfo=THERE)


def test_opened_again_the_time_to_resolve_it_runs_anew(asked, sarita, maya):
    with at(moment(11)):
        actions.close(again(asked), by=sarita, outcomes={maya.pk: "fully"})
    assert not Case.objects.overdue().exists()
    with at(moment(24)):
        actions.reopen(again(asked), by=sarita, reason="The money never came")
    case = again(asked)
    assert case.answered_at < moment(12)  # answered once is answered
    assert case.resolve_due_at == datetime(2026, 9, 3, 11, tzinfo=THERE)  # over 28 August


def test_opened_again_without_an_answer_she_waits_for_one(asked, sarita, maya):
    with at(moment(11)):
        actions.close(again(asked), by=sarita, outcomes={maya.pk: "lost_contact"})
        assert say(asked)[0] == ("First answer", "none before it was closed", "")
    with at(moment(24)):
        actions.reopen(again(asked), by=sarita, reason="She called")
    assert again(asked).answer_due_at == datetime(2026, 7, 2, 11, tzinfo=THERE)


def test_a_deadline_before_the_next_task_is_what_is_due(asked, sarita):
    with at(moment(11)):
        actions.note(again(asked), text="Called", kind="phone", **new(sarita))
        actions.add_task(again(asked), text="Write", due_at=moment(25), **new(sarita))
        make.make_deadline(again(asked), sarita, due_on=moment(22).date())
    case = again(asked)
    assert (case.due_at, case.next_action) == (moment(22, 23, 59), "Lodge the welfare claim")


def test_the_page_says_both_clocks(asked, sarita, browse):
    with at(moment(11)):
        page = browse(sarita).get(asked.get_absolute_url()).content.decode()
    assert "due Thu 18 June, 11:00" in page
    assert "due Wed 19 August, 11:00" in page
