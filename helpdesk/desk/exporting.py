"""Lists that leave the desk: what one may see, for a purpose, each person in them recorded."""

import json
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from helpdesk.access.sight import demand
from helpdesk.audit.trail import forget_recorded, record, record_read
from helpdesk.cases.models import Case, Claim
from helpdesk.clients.finding import OPENED
from helpdesk.clients.models import Client
from helpdesk.core import tables
from helpdesk.core.clock import now
from helpdesk.core.refusal import Refused
from helpdesk.core.submissions import one_per_submission
from helpdesk.jobs import actions as jobs
from helpdesk.jobs.models import Export, Job, SealedFile
from helpdesk.vault.models import DataKey

from . import search
from .my_work import Desk

KIND = "export"
ROWS = 500  # in one step


@dataclass(frozen=True)
class Listed:
    """A list that can be taken out: its rows as the person sees them, and its columns.

    The first column is the code by which `seen` says, for some rows, which are still hers to see.
    """

    title: str
    model: type
    rows: Callable  # (user, narrowed) → queryset
    ready: Callable  # rows with all that the columns need
    columns: list[tuple[str, Callable]]
    people: Callable  # row → its clients
    seen: Callable  # (user, codes) → those of them that she sees now


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


def _phones(client):
    return " / ".join(phone.number for phone in client.phones.all())


def _lead(case, fact):
    return fact(case.lead) if case.lead else ""


def _when(moment):
    return moment.date().isoformat() if moment else ""


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
            (_("Born"), lambda c: (c.birth or {}).get("text", "")),
            (
                _("Nationality"),
                lambda c: ", ".join(countries.name(n.code) for n in c.nationalities),
            ),
            (_("Phone"), _phones),
            (_("Home area"), lambda c: c.area.name if c.area else ""),
            (_("Address"), lambda c: c.address or ""),
            (_("E-mail"), lambda c: c.email or ""),
            (_("Centre"), lambda c: c.centre.name),
            (_("Registered"), lambda c: _when(c.registered_at)),
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
            (_("Due"), lambda c: _when(c.due_at)),
            (_("Next action"), lambda c: c.next_action or ""),
            (_("Opened"), lambda c: _when(c.opened_at)),
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
}


def count(what, user, narrowed) -> int:
    """How many rows the person would take out; one more than allowed where it is more."""
    rows = LISTS[what].rows(user, narrowed).order_by()
    return rows.values("pk")[: settings.EXPORT_MAX_ROWS + 1].count()


@one_per_submission(Export)
def export(what, *, by, submission_id, narrowed, form, purpose, words):
    """The list is put together in the background, sealed; each person in it is recorded."""
    demand(by, "export")
    total = count(what, by, narrowed)
    if not total:
        raise Refused(_("There is nothing in this list to export."))
    if total > settings.EXPORT_MAX_ROWS:
        raise Refused(
            _("This list has more than %(rows)s rows. Narrow it first.")
            % {"rows": f"{settings.EXPORT_MAX_ROWS:,}"}
        )
    made = Export(
        by=by, what=what, form=form, purpose=purpose, submission_id=submission_id,
        data_key=DataKey.make(), file=SealedFile.make(),
    )  # fmt: skip
    made.words, made.narrowed = words, narrowed
    made.save()
    record("exported", made, by=by, why=made.purpose, what=what, rows=total, clients=[])
    jobs.start(KIND, by=by, submission_id=submission_id, about=made, total=total)
    return made


def export_of(job):
    """The export that a job puts together, with its keys."""
    return Export.objects.for_listing().get(pk=job.about)


def job_of(made):
    """The work that puts an export together."""
    return Job.objects.get(kind=KIND, about=made.pk)


def begin_export(job):
    """Go on after the last row that is in the file."""
    made = export_of(job)
    listed = LISTS[made.what]

    def step(job):
        demand(job.by, "export")
        rows = listed.rows(job.by, made.narrowed).filter(pk__gt=job.place).order_by("pk")
        some = list(listed.ready(rows)[:ROWS])
        lines = [[str(value(row)) for _title, value in listed.columns] for row in some]
        made.file.append(_packed(lines))
        people = {client.pk: client for row in some for client in listed.people(row)}
        record_read("exported", listed.model, by=job.by, clients=people.values(), job=job.pk)
        forget_recorded()
        job.done += len(some)
        job.place = some[-1].pk if some else job.place
        return len(some) == ROWS

    return step


def end_export(job):
    """What was put together before it was cancelled or failed is not kept."""
    if job.status != Job.Status.DONE:
        export_of(job).file.destroy()


@transaction.atomic
def download(made, *, by):
    """The file as a stream. Taking it is recorded before its first byte leaves.

    What she no longer sees, because she works elsewhere or is named no more, is left out of it.
    """
    demand(by, "export")
    if job_of(made).status != Job.Status.DONE:
        raise Refused(_("This export is not complete."))
    if made.file.is_gone or made.file.expires_at < now():
        raise Refused(_("This file is gone: an export is kept for two weeks. Export it again."))
    record_read("downloaded", made, by=by, clients=[], what=made.what, form=made.form)
    return tables.stream(made.form, _rows(made, LISTS[made.what], by))


def _rows(made, listed, by):
    yield [str(title) for title, _value in listed.columns]
    for piece in made.file.contents():
        lines = _unpacked(piece)
        seen = listed.seen(by, {line[0] for line in lines})
        yield from (line for line in lines if line[0] in seen)


def _packed(lines):
    return json.dumps(lines, ensure_ascii=False, separators=(",", ":")).encode()


def _unpacked(piece):
    return json.loads(piece)
