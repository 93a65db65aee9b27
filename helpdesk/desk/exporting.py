"""Lists that leave the desk: what one may see, for a purpose, each person in them recorded."""

import json

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from helpdesk.access.sight import demand
from helpdesk.audit.trail import forget_recorded, record, record_read
from helpdesk.core import tables
from helpdesk.core.clock import now
from helpdesk.core.refusal import Refused
from helpdesk.core.submissions import one_per_submission
from helpdesk.jobs import actions as jobs
from helpdesk.jobs.models import Export, Job, SealedFile
from helpdesk.vault.models import DataKey

from .listed import LISTS

KIND = "export"
ROWS = 500  # in one step


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
        seen = listed.seen(by, {line[listed.by] for line in lines})
        yield from (line for line in lines if line[listed.by] in seen)


def _packed(lines):
    return json.dumps(lines, ensure_ascii=False, separators=(",", ":")).encode()


def _unpacked(piece):
    return json.loads(piece)
