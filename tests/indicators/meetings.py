"""Sessions and appointments for a seeded country: past the actions, as only the counts matter."""

from datetime import timedelta

from helpdesk.access.models import Centre
from helpdesk.cases.models import Case, CasePerson
from helpdesk.clients.models import Client
from helpdesk.contacts.codes import SessionKind
from helpdesk.contacts.models import Appointment, Attendance, GroupSession, Headcount
from helpdesk.core.clock import now
from referrals.models.appointment import State


def add_meetings(rng, by):
    """Sessions, held and not; who came, listed or only counted; appointments, kept and missed."""
    centres = list(Centre.objects.all())
    clients = list(Client.objects.filter(merged_into=None)[:60])
    for number in range(40):
        begin = now() - timedelta(days=rng.randint(0, 500))
        session = GroupSession.objects.create(
            code=f"GS-{number}", centre=rng.choice(centres), kind=rng.choice(SessionKind.values),
            topic="Before you go", starts_at=begin, ends_at=begin + timedelta(hours=2), by=by,
            state=rng.choice(["held", "held", "held", "planned", "cancelled"]),
        )  # fmt: skip
        Attendance.objects.bulk_create(
            Attendance(
                session=session, client=client, number=place, changed_by=by,
                state=rng.choice(["attended", "attended", "absent", "withdrawn"]),
            )
            for place, client in enumerate(rng.sample(clients, 4))
        )  # fmt: skip
        bands = rng.sample(["", "0_14", "25_34", "60"], 2)
        Headcount.objects.bulk_create(
            Headcount(session=session, sex=sex, band=band, people=rng.randint(1, 30))
            for sex in ("female", "male")
            for band in bands
        )
    cases = list(Case.objects.select_related("data_key"))
    Appointment.objects.bulk_create(
        Appointment(
            code=f"AP-{number}", data_key=client.data_key, client=client, by=by, changed_by=by,
            centre_id=client.centre_id, at=now() - timedelta(days=rng.randint(0, 500)),
            state=rng.choice(State.values), case=rng.choice([None, *clients_cases(client, cases)]),
        )
        for number, client in enumerate(clients)
    )  # fmt: skip


def clients_cases(client, cases):
    mine = set(CasePerson.objects.filter(client=client).values_list("case", flat=True))
    return [case for case in cases if case.pk in mine and case.centre_id == client.centre_id]
