"""What happens to clients and their cases, from the first day at the counter."""

from datetime import timedelta

from django.db.models import F

from helpdesk.cases import actions as cases
from helpdesk.clients import actions as clients
from helpdesk.notices.models import Notice
from referrals import actions as referrals

from .claiming import claiming_story
from .counter import help_story
from .families import circumstances, give_family
from .matters import MATTERS
from .people import a_person, give_papers, journey_facts
from .planning import planning_story
from .referring import thread_story
from .words import NOTES, TASKS
from .world import Voice, World, uid

OUTCOMES = (
    ["fully"] * 9
    + ["partly"] * 6
    + ["unresolved"] * 2
    + ["withdrawn"] * 2
    + ["lost_contact", "transferred"]
)
CHANNELS = ["walk_in", "phone", "phone", "message", "note"]


def client_story(world: World, plan):
    """She comes to the counter; what she tells becomes a record, journeys and cases."""
    rng = world.dice("client", plan.number)
    centre = world.network.centres[plan.centre]
    officer = (
        _officer(world, plan.cases[0], rng) if plan.cases else world.someone_at(plan.centre, rng)
    )
    yield world.calendar.moment(plan.registered, rng)
    day = world.calendar.day(plan.registered)
    person = a_person(rng, centre, world.network.areas, day)
    own = world.dice("family", plan.number)
    person = circumstances(own, person, plan.number)
    client = clients.register(centre, by=officer, submission_id=uid(rng), **person)
    world.told["clients"] += 1
    give_papers(client, officer, rng, day, plan.stage)
    give_family(client, officer, own, uid(own))
    for facts in journey_facts(rng, client, centre, plan.stage, day):
        journey = clients.add_journey(client, by=officer, submission_id=uid(rng), **facts)
    for case in plan.cases:
        world.timeline.add(case_story(world, case, client, journey))
    world.timeline.add(planning_story(world, plan, client, officer, journey))
    if _is_done(plan) and plan.stage != "return" and rng.random() < 0.8:
        yield from _goes_on(world, plan, journey, officer, rng)


def _is_done(plan):
    return all(case.closed for case in plan.cases) and plan.registered > 120


def _goes_on(world, plan, journey, officer, rng):
    """Long after her case was closed: she left, or came back."""
    last = min([case.closed for case in plan.cases], default=plan.registered - 30)
    if last < 20:
        return
    ago = rng.randint(8, last - 5)
    yield world.calendar.moment(ago, rng)
    following = {"pre_departure": "employment", "employment": "return"}[plan.stage]
    clients.move_on(
        journey, by=officer, stage=following, on=world.calendar.day(ago) - timedelta(days=3)
    )


def _officer(world, case, rng):
    if case.officer:
        return world.network.people[case.officer]
    return world.someone_at(case.centre, rng)


def case_story(world: World, plan, client, journey):
    """A matter is opened, written on, worked at, and perhaps closed."""
    rng = world.dice("case", plan.number)
    officer = _officer(world, plan, rng)
    voice = Voice(rng, str(client.area), journey)
    kinds, _, titles = MATTERS[plan.category]
    yield world.calendar.moment(plan.opened, rng)
    case = cases.open(
        client,
        world.network.centres[plan.centre],
        by=officer,
        submission_id=uid(rng),
        journey=journey,
        officer=None if plan.officer is None else officer,
        need_kind=rng.choice(kinds.split()),
        title=voice.say(titles),
        category=plan.category,
        stage=plan.stage,
        high_risk=plan.category[0] == "D" or rng.random() < 0.05,
    )
    world.told["cases"] += 1
    for thread in plan.threads:
        world.timeline.add(thread_story(world, thread, case, client, officer, kinds.split(), voice))
    world.timeline.add(help_story(world, plan, case, officer))
    world.timeline.add(claiming_story(world, plan, case, client, officer, journey))
    for moment, act in sorted(
        _work(world, plan, case, officer, voice, rng), key=lambda work: work[0]
    ):
        yield moment
        act()
    if plan.closed:
        yield world.calendar.moment(plan.closed, rng, hours=(16, 17))
        cases.close(case, by=officer, outcomes={client.pk: rng.choice(OUTCOMES)})


def _work(world, plan, case, officer, voice, rng):
    """Notes and tasks as (moment, act)."""
    calendar = world.calendar
    group = plan.category if plan.category in NOTES else plan.category[0]
    until = plan.closed or 1
    count = min(1 + (plan.opened - until) // 6, rng.randint(1, 4))
    notes = voice.say_each(NOTES[group], count)
    for ago, text in zip(
        [plan.opened, *_days(rng, plan.opened, until, count - 1)], notes, strict=False
    ):
        yield calendar.moment(ago, rng, (14, 16)), _note(case, officer, text, rng)
    done = rng.randint(0, 2) if plan.opened - until > 8 else 0
    todo = 0 if plan.closed else 1 + (rng.random() < 0.3)
    tasks = voice.say_each(TASKS[group], done + todo)
    for text in tasks[:done]:
        begun, ended = sorted(_days(rng, plan.opened, until, 2), reverse=True)
        yield from _finished(calendar, case, officer, text, begun, ended, rng)
    if plan.officer is None and plan.opened <= 4:
        return
    for number, text in enumerate(tasks[done:]):
        due = calendar.by(_due(plan, number, rng), rng.choice([11, 14, 17]))
        ago = max(until, min(plan.opened, rng.randint(2, 9)))
        yield calendar.moment(ago, rng, (15, 16)), _task(case, officer, text, due, rng)


def _days(rng, first, last, count):
    """Some days between, the earliest first."""
    return sorted((rng.randint(min(last, first), first) for _ in range(count)), reverse=True)


def _due(plan, number, rng):
    """When the open task is due, in days from now."""
    if plan.due is not None:
        return plan.due if number == 0 else rng.randint(22, 40)
    chance = rng.random()
    return rng.randint(-6, -1) if chance < 0.11 else 0 if chance < 0.18 else rng.randint(1, 30)


def _note(case, by, text, rng):
    ids, kind = uid(rng), rng.choice(CHANNELS)
    return lambda: cases.note(case, by=by, submission_id=ids, text=text, kind=kind)


def _task(case, by, text, due_at, rng):
    ids = uid(rng)
    return lambda: cases.add_task(case, by=by, submission_id=ids, text=text, due_at=due_at)


def _finished(calendar, case, by, text, begun, ended, rng):
    made, due = [], calendar.by(1 - ended)
    add = _task(case, by, text, due, rng)
    yield calendar.moment(begun, rng, (11, 13)), lambda: made.append(add())
    yield calendar.moment(ended, rng, (15, 16)), lambda: cases.finish(made[0], by=by)


def clock_story(world: World):
    """Each day at noon what ran out runs out; and notices are mailed, and read."""
    calendar = world.calendar
    for ago in range(738, -1, -1):
        yield calendar.by(-ago, 12)
        referrals.expire()
        if ago % 3 == 0 < ago:
            Notice.objects.filter(sent_at=None).update(sent_at=F("made_at"))
        if ago % 3 == 0 and ago > 5:
            Notice.objects.filter(seen_at=None, sent_at__lt=calendar.by(-ago, 0)).update(
                seen_at=calendar.by(-ago, 12)
            )
