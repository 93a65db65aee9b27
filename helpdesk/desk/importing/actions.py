"""What happens to a register that is brought in. Who may: whoever registers by hand."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from helpdesk.access.sight import demand
from helpdesk.audit.trail import record
from helpdesk.clients.models import Batch, BatchKey, BatchRow
from helpdesk.core.clock import now
from helpdesk.core.refusal import Refused
from helpdesk.core.submissions import lock, one_per_submission
from helpdesk.jobs import actions as jobs
from helpdesk.jobs.models import Job, SealedFile
from helpdesk.vault.models import DataKey

from . import columns, files, reading, steps

SAMPLE = 5
State = Batch.State


@one_per_submission(Batch)
def upload(centre, *, by, submission_id, name, content, encoding=""):
    """A centre's old register, sealed as it comes in; its columns are guessed."""
    demand(by, "import_register", centre)
    shape = files.shape_of(content, encoding)
    batch = Batch(
        centre=centre,
        by=by,
        data_key=DataKey.make(),
        file=_sealed(content),
        file_name=name[-200:],
        shape=shape,
        submission_id=submission_id,
    )
    batch.headers, rows = _first_rows(batch)
    batch.columns = columns.guess(batch.headers, columns.remembered_for(centre, batch.headers))
    batch.shape["rows"] = rows
    batch.save()
    record("uploaded", batch, by=by, size=len(content), kind=shape["kind"])
    return batch


def _sealed(content):
    file = SealedFile.make()
    for start in range(0, len(content), file.PIECE):
        file.append(content[start : start + file.PIECE])
    return file


def _first_rows(batch):
    """(headers, rows as far as they can be counted quickly); refuses a file without rows."""
    rows = reading.rows(batch.file, batch.shape)
    headers = next(rows, (0, []))[1]
    if len(headers) < 2:
        files.refuse(_("The first row must name the columns, and there must be at least two."))
    if next(rows, None) is None:
        files.refuse(_("This file has a first row and nothing below it."))
    count = 1 + sum(1 for _row in rows) if batch.shape["kind"] == "csv" else None
    return [header[:100] for header in headers], count


def samples(batch) -> list[list[str]]:
    """The first values of each column, for naming it."""
    rows = reading.rows(batch.file, batch.shape)
    next(rows)
    found = [cells for _number, cells in zip(range(SAMPLE), (r[1] for r in rows), strict=False)]
    return found


@transaction.atomic
def check(batch, *, by, submission_id, columns: dict, day_first, stage):
    """Every row is read by the counter's rules; nothing is registered yet."""
    demand(by, "import_register", batch)
    if _is_sent(batch, submission_id):
        return batch
    batch = _free(batch, State.UPLOADED, State.CHECKED)
    if batch.file.is_gone:
        raise Refused(_("The file is destroyed: it is kept for two weeks. Upload it again."))
    if batch.rows.exclude(client=None).exists():
        raise Refused(_("Rows of this register are imported already. Take them back first."))
    BatchRow.objects.filter(batch=batch).delete()
    BatchKey.objects.filter(batch=batch).delete()
    batch.columns, batch.day_first, batch.stage = columns, day_first, stage
    _start(batch, steps.CHECK, State.CHECKING, by, submission_id, batch.shape.get("rows"))
    remember(batch)
    return batch


def remember(batch):
    """The centre's next file is read the same way."""
    columns.remember(batch.centre, batch.headers, batch.columns)


@transaction.atomic
def import_register(batch, *, by, submission_id, likes):
    """Rows without a fault become clients; look-alikes as it was said."""
    demand(by, "import_register", batch)
    if _is_sent(batch, submission_id):
        return batch
    batch = _free(batch, State.CHECKED, State.IMPORTED)
    batch.likes = likes
    total = steps.waiting(batch).count()
    if not total:
        raise Refused(_("No row is ready to be imported."))
    return _start(batch, steps.IMPORT, State.IMPORTING, by, submission_id, total)


@transaction.atomic
def undo(batch, *, by, submission_id):
    """Take back those of its clients whom nobody has touched since."""
    demand(by, "import_register", batch)
    if _is_sent(batch, submission_id):
        return batch
    batch = _free(batch, State.CHECKED, State.IMPORTED, State.UNDONE)
    total = batch.rows.filter(state=BatchRow.State.IMPORTED).count()
    if not total:
        raise Refused(_("No client of this register is left to take back."))
    return _start(batch, steps.UNDO, State.UNDOING, by, submission_id, total)


def _start(batch, kind, state, by, submission_id, total):
    job = jobs.start(
        kind, by=by, submission_id=submission_id, centre=batch.centre, about=batch, total=total
    )
    batch.job, batch.state, batch.touched_at = job, state, now()
    batch.save()
    return batch


def _is_sent(batch, submission_id):
    """Pressed twice: the work is under way already."""
    return Job.objects.filter(about=batch.pk, submission_id=submission_id).exists()


def _free(batch, *states):
    """The register, locked, with nothing at work on it, in one of these states."""
    batch = lock(batch)
    if batch.is_busy:
        raise Refused(_("Work on this register is under way. Wait for it, or cancel it."))
    if batch.state not in states:
        raise Refused(
            _("This cannot be done now: the register is “%(state)s”.")
            % {"state": batch.get_state_display()}
        )
    if batch.data_key.is_destroyed and _needs_rows(states):
        raise Refused(_("The rows of this register are destroyed. Upload it again."))
    return batch


def _needs_rows(states):  # taking back needs no more than the links from rows to clients
    return State.UNDONE not in states


@transaction.atomic
def destroy(batch, *, by):
    """What it says of people goes; who came of which row stays, so that it can be taken back."""
    batch = lock(batch)
    if batch.is_busy:
        return batch
    BatchKey.objects.filter(batch=batch).delete()
    batch.rows.filter(client=None).delete()
    batch.file.destroy()
    batch.data_key.wrapped = None
    batch.data_key.save(update_fields=["wrapped"])
    record("destroyed", batch, by=by, clients=[])
    return batch
