"""A week of appointments at the desk in Kathmandu, and four group sessions."""

from datetime import datetime, time, timedelta

from helpdesk.clients.models import Client, Phone
from helpdesk.contacts.appointments import actions as appointments
from helpdesk.contacts.models import Appointment, Attendance, GroupSession
from helpdesk.contacts.sessions import actions as sessions
from services.models import Partner

from .timeline import KATHMANDU
from .world import World, uid

# days ago, kind, topic, place, language, places, how many enrol, how many were only counted
SESSIONS = [
    (24, "orientation", "Before you go to Qatar", "Training room", "ne", 12, 15, 4),
    (16, "fair", "Safe migration fair", "Ward office, Balaju", "ne", None, 0, 287),
    (9, "literacy", "Saving what you send home", "Training room", "ne", 10, 8, 0),
    (-5, "business", "From savings to a shop", "Training room", "ne", 8, 10, 0),
]
# days from today, hour, which of the colleagues (None: anyone), way, what became of it
WEEK = [
    (-3, time(10, 30), 0, "walk_in", "keep"),
    (-3, time(14), 1, "phone", "miss"),
    (-2, time(11), 0, "walk_in", "keep"),
    (-1, time(13), None, "walk_in", "keep"),
    (-1, time(15), 0, "phone", "miss"),
    (1, time(10), 0, "walk_in", ""),
    (1, time(10, 15), 0, "walk_in", ""),  # two at once: the page says so
    (1, time(14, 30), 1, "messenger", ""),
    (2, time(11), None, "walk_in", ""),
    (3, time(12), 0, "outreach", ""),
]


def meeting_stories(world: World):
    yield _week(world)
    for number, facts in enumerate(SESSIONS):
        yield _session(world, number, *facts)


def _at(world, ahead, hour):
    day = world.calendar.today + timedelta(days=ahead)
    day += timedelta(days=day.isoweekday() == 6)
    return datetime.combine(day, hour, KATHMANDU)


def _people(world, rng, most):
    """Some of those whom the desk knows, none twice."""
    officer = world.network.people["officer"]
    known = Client.objects.visible_to(officer).filter(centre=world.network.centres["KTM"])
    found = list(known.for_listing().order_by("pk")[:400])
    return rng.sample(found, min(most, len(found)))


def _week(world):
    rng, centre = world.dice("week"), world.network.centres["KTM"]
    yield world.calendar.moment(6, rng)
    colleagues = [world.network.people["officer"], *world.network.officers["KTM"]]
    team = list(dict.fromkeys(colleagues))
    made = []
    for client, (ahead, hour, who, way, end) in zip(
        _people(world, rng, len(WEEK)), WEEK, strict=False
    ):
        is_safe = client.phones.filter(safe=Phone.Safe.YES).exists()
        row = appointments.appoint(
            client,
            centre,
            by=team[0],
            submission_id=uid(rng),
            at=_at(world, ahead, hour),
            officer=None if who is None else team[who % len(team)],
            way=way,
            topic=rng.choice("BGI"),
            note=rng.choice([None, "Please bring the contract and the pay slips."]),
            remind_by=Appointment.Remind.CALL if is_safe else Appointment.Remind.NO,
        )
        world.told["appointments"] += 1
        made += [(row, end)] if end else []
    for row, end in sorted(made, key=lambda pair: pair[0].at):
        yield row.at + timedelta(minutes=20)
        row = Appointment.objects.for_listing().get(pk=row.pk)
        getattr(appointments, end)(row, by=row.officer or team[0])


def _session(world, number, ago, kind, topic, place, language, capacity, enrolled, counted):
    rng, centre = world.dice("session", number), world.network.centres["KTM"]
    officer = world.network.people["officer"]
    yield world.calendar.moment(max(ago + 14, 3), rng)
    bank = Partner.objects.filter(is_active=True, name__icontains="bank").first()
    starts_at = _at(world, -ago, time(11))
    made = sessions.set_up(
        centre,
        by=officer,
        submission_id=uid(rng),
        kind=kind,
        topic=topic,
        place=place,
        language=language,
        capacity=capacity,
        partner=bank if kind in ("literacy", "business") else None,
        facilitator="Mina Lama" if kind != "fair" else None,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=4 if kind == "fair" else 2),
    )
    world.told["sessions"] += 1
    for client in _people(world, rng, enrolled):
        sessions.enrol(made, client, by=officer)
    if ago < 0:
        return
    yield starts_at + timedelta(hours=2)
    made = GroupSession.objects.for_listing().get(pk=made.pk)
    rows = list(Attendance.objects.filter(session=made))
    heads = {("female", ""): counted * 3 // 5, ("male", ""): counted - counted * 3 // 5}
    sessions.take_attendance(
        made,
        by=officer,
        version=made.version,
        asked={row.pk for row in rows},
        present={row.pk for row in rows if row.state == row.State.ENROLLED and rng.random() < 0.85},
        heads=heads,
    )
