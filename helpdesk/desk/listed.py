"""Which lists can leave the desk: the rows as the person sees them, and their columns."""

from collections.abc import Callable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from helpdesk.access.working_week import zone_of
from helpdesk.cases.models import Case, Claim
from helpdesk.clients.birth import birth_as_told
from helpdesk.clients.finding import OPENED
from helpdesk.clients.models import Client
from helpdesk.contacts.appointments.listing import DayList
from helpdesk.contacts.models import Appointment, Attendance

from . import search
from .my_work import Desk


@dataclass(frozen=True)
class Listed:
    """A list that can be taken out: its rows as the person sees them, and its columns.

    `seen` says of some codes, which stand in the column `by`, which are still hers to see.
    """

    title: str
    model: type
    rows: Callable  # (user, narrowed) → queryset
    ready: Callable  # rows with all that the columns need
    columns: list[tuple[str, Callable]]
    people: Callable  # row → its clients
    seen: Callable  # (user, codes) → those of them that she sees now
    by: int = 0


def _clients(user, narrowed):
    rows = Client.objects.visible_to(user)
    if look := narrowed.get("look"):
        hits = search.clients(user, look, limit=OPENED)
        rows = rows.filter(pk__in=[hit.client.pk for hit in hits])
    return rows


def _cases(user, narrowed):
    return Desk.narrowed_for(user, QueryDict(narrowed.get("query", "")))


def _claims(user, narrowed):
    """Of cases that are hers: none of what was handed over, or opened in an emergency."""
    return Claim.objects.filter(case__in=Case.objects.in_care_of(user))


def _seen(model):
    def seen(user, codes):
        rows = model.objects.visible_to(user).filter(code__in=codes).order_by()
        return set(rows.values_list("code", flat=True))

    return seen


def _appointments(user, narrowed):
    return DayList(user, QueryDict(narrowed.get("query", ""))).asked_for


def _attendances(user, narrowed):
    """Of one session, without those who were taken off its list."""
    code = QueryDict(narrowed.get("query", "")).get("session", "")
    rows = Attendance.objects.visible_to(user).filter(session__code=code)
    return rows.exclude(state=Attendance.State.WITHDRAWN)


def _phones(client):
    return " / ".join(phone.number for phone in client.phones.all())


def _lead(case, fact):
    return fact(case.lead) if case.lead else ""


def _when(moment, centre):
    """The day at the centre."""
    return f"{moment.astimezone(ZoneInfo(zone_of(centre))):%Y-%m-%d}" if moment else ""


def _when_on(day):
    return day.isoformat() if day else ""


LISTS = {
    "clients": Listed(
        title=_("Clients"),
        model=Client,
        rows=_clients,
        ready=lambda rows: (
            rows.for_listing().select_related("area").prefetch_related("phones__data_key")
        ),
        people=lambda client: [client],
        seen=_seen(Client),
        columns=[
            (_("Code"), lambda c: c.code),
            (_("Name"), lambda c: c.name),
            (_("Name in another script"), lambda c: (c.local_name or {}).get("text", "")),
            (_("Sex"), lambda c: c.get_sex_display()),
            (_("Born"), lambda c: birth_as_told(c.birth)),
            (
                _("Nationality"),
                lambda c: ", ".join(countries.name(n.code) for n in c.nationalities),
            ),
            (_("Phone"), _phones),
            (_("Home area"), lambda c: c.area.name if c.area else ""),
            (_("Address"), lambda c: c.address or ""),
            (_("E-mail"), lambda c: c.email or ""),
            (_("Centre"), lambda c: c.centre.name),
            (_("Registered"), lambda c: _when(c.registered_at, c.centre)),
        ],
    ),
    "cases": Listed(
        title=_("Cases"),
        model=Case,
        rows=_cases,
        ready=lambda rows: rows.for_listing(),
        people=lambda case: [person.client for person in case.people.all()],
        seen=_seen(Case),
        columns=[
            (_("Case"), lambda c: c.code),
            (_("What is it about?"), lambda c: c.title),
            (_("Client"), lambda c: _lead(c, lambda client: client.code)),
            (_("Name"), lambda c: _lead(c, lambda client: client.name)),
            (_("Category"), lambda c: c.category),
            (_("Stage"), lambda c: c.get_stage_display()),
            (_("Urgency"), lambda c: c.get_urgency_display()),
            (_("Status"), lambda c: c.get_status_display()),
            (_("Officer"), lambda c: c.officer.name if c.officer else ""),
            (_("Due"), lambda c: _when(c.due_at, c.centre)),
            (_("Next action"), lambda c: c.next_action or ""),
            (_("Opened"), lambda c: _when(c.opened_at, c.centre)),
            (_("Centre"), lambda c: c.centre.name),
        ],
    ),
    "claims": Listed(
        title=_("Claims"),
        model=Claim,
        rows=_claims,
        ready=lambda rows: rows.for_listing().select_related("client__data_key", "case"),
        people=lambda claim: [claim.client],
        seen=_seen(Case),
        columns=[
            (_("Case"), lambda c: c.case.code),
            (_("Client"), lambda c: c.client.code),
            (_("Kind"), lambda c: c.get_kind_display()),
            (_("Against"), lambda c: c.party.name if c.party else ""),
            (_("Currency"), lambda c: c.currency),
            (_("Claimed"), lambda c: str(c.claimed)),
            (_("Agreed"), lambda c: "" if c.agreed is None else str(c.agreed)),
            (_("Received"), lambda c: str(c.received)),
            (_("Status"), lambda c: c.get_status_display()),
            (_("Lodged with"), lambda c: c.lodged_with or ""),
            (_("Lodged on"), lambda c: _when_on(c.lodged_on)),
        ],
    ),
    "diary": Listed(
        title=_("Appointments"),
        model=Appointment,
        rows=_appointments,
        ready=lambda rows: rows.for_listing(),
        people=lambda row: [row.client],
        seen=_seen(Appointment),
        columns=[
            (_("Appointment"), lambda r: r.code),
            (_("When"), lambda r: f"{r.there:%Y-%m-%d %H:%M}"),
            (_("Minutes"), lambda r: r.minutes),
            (_("Client"), lambda r: r.client.code),
            (_("Name"), lambda r: r.client.name),
            (_("With whom"), lambda r: r.officer.name if r.officer else ""),
            (_("How"), lambda r: r.get_way_display()),
            (_("Where"), lambda r: r.place or ""),
            (_("State"), lambda r: r.get_state_display()),
            (_("Centre"), lambda r: r.centre.name),
        ],
    ),
    "attendance": Listed(
        title=_("Attendance"),
        model=Attendance,
        rows=_attendances,
        ready=lambda rows: rows.for_listing().select_related("session__centre"),
        people=lambda row: [row.client],
        seen=_seen(Client),
        by=5,
        columns=[
            (_("Session"), lambda r: r.session.code),
            (_("Kind"), lambda r: r.session.get_kind_display()),
            (_("Topic"), lambda r: r.session.topic),
            (_("When"), lambda r: r.session.when),
            (_("Number"), lambda r: r.number),
            (_("Client"), lambda r: r.client.code),
            (_("Name"), lambda r: r.client.name),
            (_("Sex"), lambda r: r.client.get_sex_display()),
            (_("State"), lambda r: r.get_state_display()),
        ],
    ),
}
