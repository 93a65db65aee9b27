"""The three long works on a register: check it, import it, take it back. Some rows at a time."""

from itertools import islice

from django.conf import settings
from django.db import DataError, IntegrityError, transaction
from django.utils.translation import gettext as _

from helpdesk.access.sight import demand
from helpdesk.audit.models import EntryClient
from helpdesk.audit.trail import forget_recorded, record
from helpdesk.cases import actions as cases
from helpdesk.cases.models import Case, CasePerson
from helpdesk.clients import actions as clients
from helpdesk.clients.models import Batch, BatchKey, BatchRow, Client
from helpdesk.core.clock import now
from helpdesk.core.many_rows import update_rows
from helpdesk.core.refusal import Refused
from helpdesk.jobs.models import Job

from ..actions import part_of, register_and_open, register_and_open_many
from . import likes, reading
from .checking import Checker
from .files import refuse

State = BatchRow.State
CHECKED_AT_ONCE = 3  # times as many: a check writes one row for each
CHECK, IMPORT, UNDO = "check_register", "import_register", "undo_import"


def batch_of(job) -> Batch:
    """The register that a job works on, with its keys."""
    rows = Batch.objects.for_listing().select_related("file", "file__data_key")
    return rows.get(pk=job.about)


def _save(batch, state):
    batch.state, batch.touched_at = state, now()
    batch.save(update_fields=["state", "touched_at"])


# --- Check: nothing is registered yet


def begin_check(job):
    """Read on after the last row that was checked."""
    batch = batch_of(job)
    checker = Checker(batch)
    table = reading.rows(batch.file, batch.shape)
    next(table, None)  # the columns, on whichever line they stand
    rows = (row for row in table if row[0] > job.place)
    size = settings.IMPORT_ROWS_AT_ONCE * CHECKED_AT_ONCE

    def step(job):
        demand(job.by, "import_register", batch)
        some = list(islice(rows, size))
        if job.done + len(some) > settings.IMPORT_MAX_ROWS:
            refuse(
                _("This register has more than %(rows)s rows. Split it."),
                rows=f"{settings.IMPORT_MAX_ROWS:,}",
            )
        _check(batch, checker, some, job.by)
        return _moved(job, [number for number, _cells in some], size)

    return step


def _moved(job, numbers, size):
    """The job stands after these rows; fewer than `size` were the last."""
    job.done += len(numbers)
    if numbers:
        job.place = numbers[-1]
    return len(numbers) == size


def _check(batch, checker, some, by):
    made, people = {}, {}
    for number, cells in some:
        facts, problems = checker.read(cells)
        made[number] = _row(batch, number, cells, problems)
        if facts:
            people[number] = likes.described(facts, str(batch.centre.country))
    for number, earlier in likes.doubles(batch, people).items():
        row, row.double_of = made[number], earlier
        row.state = State.DOUBLE
        row.problems = [["", _("The same person as in row %(row)s.") % {"row": earlier}]]
        del people[number]
    for number, (client, reasons) in likes.registered(people, by).items():
        row, row.like = made[number], client
        row.state = State.LIKE
        row.problems = [["", likes.spoken(client, reasons)]]
    BatchRow.objects.bulk_create(made.values())


def _row(batch, number, cells, problems):
    state = State.WRONG if problems else State.READY
    row = BatchRow(batch=batch, data_key=batch.data_key, number=number, state=state)
    row.cells, row.problems = cells, problems or None
    return row


def end_check(job):
    """Counted and ready to be imported; without all rows it has to be checked again."""
    done = job.status == Job.Status.DONE
    batch = batch_of(job)
    _save(batch, Batch.State.CHECKED if done else Batch.State.UPLOADED)
    if done:
        BatchKey.objects.filter(batch=batch).delete()
        record("checked", batch, by=job.by, rows=job.done)


# --- Import: each row is a client registered by the counter's own actions


def begin_import(job):
    """Go on after the last row that was imported."""
    batch = batch_of(job)
    checker = Checker(batch)

    def step(job):
        demand(job.by, "import_register", batch)
        rows = list(waiting(batch).filter(number__gt=job.place)[: settings.IMPORT_ROWS_AT_ONCE])
        for row in rows:
            row.batch = batch
        _import(batch, rows, checker, job.by)
        update_rows(
            BatchRow, "client_id state", [(row.client_id, row.state, row.pk) for row in rows]
        )
        return _moved(job, [row.number for row in rows], settings.IMPORT_ROWS_AT_ONCE)

    return step


def waiting(batch):
    """The rows that the import takes: those without a fault, and look-alikes if it was said so."""
    states = [State.READY] + ([State.LIKE] if batch.likes == Batch.Likes.IMPORT else [])
    rows = BatchRow.objects.filter(batch=batch, state__in=states)
    return rows.select_related("data_key").order_by("number")


def _import(batch, rows, checker, by):
    """All at once; where one of them cannot be saved, one by one, so that it costs only itself."""
    facts = {}
    for row in rows:
        facts[row], problems = checker.read(row.cells)
        if problems:
            _is_wrong(row, problems)
    people = {submission_of(row): said for row, said in facts.items() if said}
    try:
        with transaction.atomic():
            clients = register_and_open_many(batch.centre, people, by=by)
    except (Refused, DataError, IntegrityError, ValueError):
        for row, said in facts.items():
            if said:
                _import_row(row, said, by)
    else:
        for row, said in facts.items():
            if said:
                row.client, row.state = clients[submission_of(row)], State.IMPORTED
    forget_recorded()


def _import_row(row, facts, by):
    try:
        with transaction.atomic():
            row.client, _case = register_and_open(
                row.batch.centre, by=by, submission_id=submission_of(row), **facts
            )
        row.state = State.IMPORTED
    except Refused as error:
        _is_wrong(row, [["", str(error.message)]])
    except (DataError, IntegrityError, ValueError):
        _is_wrong(row, [["", _("This row could not be saved.")]])
    forget_recorded()


def _is_wrong(row, problems):
    row.state, row.problems = State.WRONG, problems
    row.save(update_fields=["state", "problems"])


def submission_of(row):
    """The same for the same row, whenever it is imported: it can never be registered twice."""
    return part_of(row.batch.uid, f"row {row.number}")


def end_import(job):
    """What was imported stays; where it was cancelled or failed, the rest can be imported later."""
    batch = batch_of(job)
    done = job.status == Job.Status.DONE
    if done and batch.likes == Batch.Likes.SKIP:
        batch.rows.filter(state=State.LIKE).update(state=State.SKIPPED)
    _save(batch, Batch.State.IMPORTED if done else Batch.State.CHECKED)
    record("imported", batch, by=job.by, rows=job.done)


# --- Undo: whoever has not been touched since is taken back


def begin_undo(job):
    """Go on after the last client that was looked at."""
    batch = batch_of(job)
    ours = [pk.hex for pk in jobs_of(batch).values_list("uid", flat=True)]

    def step(job):
        demand(job.by, "import_register", batch)
        rows = BatchRow.objects.filter(batch=batch, number__gt=job.place, state=State.IMPORTED)
        some = list(
            rows.select_related("client", "client__data_key").order_by("number")[
                : settings.IMPORT_ROWS_AT_ONCE
            ]
        )
        _hold([row.client_id for row in some])  # nobody touches them from here on
        touched = _touched([row.client.uid for row in some], ours)
        for row in some:
            row.state = State.KEPT
            if row.client.uid not in touched:
                _take_back(row.client, job.by)
                row.state = State.UNDONE
            forget_recorded()
        BatchRow.objects.bulk_update(some, ["state"])
        return _moved(job, [row.number for row in some], settings.IMPORT_ROWS_AT_ONCE)

    return step


def jobs_of(batch):
    """The imports of this register: what they wrote is nobody's touch."""
    return Job.objects.filter(kind=IMPORT, about=batch.pk)


def _hold(pks):
    """Lock these clients, in the order of their ids as a merge does."""
    list(Client.objects.filter(pk__in=pks).order_by("pk").select_for_update().values_list("pk"))


def _touched(uids, ours):
    """Those of whom an entry with a change speaks that is not the import's own."""
    later = EntryClient.objects.filter(client__in=uids, entry__rows__isnull=False)
    return set(later.exclude(entry__request_id__in=ours).values_list("client", flat=True))


def _take_back(client, by):
    people = CasePerson.objects.filter(client=client).values("case")
    for case in Case.objects.filter(pk__in=people).select_related("data_key", "centre"):
        cases.close_in_error(case, by=by)
    clients.enter_in_error(client, by=by)


def end_undo(job):
    """Those who were touched since stay, and are listed."""
    batch = batch_of(job)
    done = job.status == Job.Status.DONE
    _save(batch, Batch.State.UNDONE if done else Batch.State.IMPORTED)
    record("taken_back", batch, by=job.by, rows=job.done)
