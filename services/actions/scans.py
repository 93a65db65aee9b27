"""The scan of an agreement: taken in by what it is, never by its name; sealed; given out again."""

from datetime import timedelta

from django.db import transaction

from helpdesk.access.sight import demand
from helpdesk.audit.trail import record, record_read
from helpdesk.core.clock import now
from helpdesk.core.files import checked_paper
from helpdesk.core.submissions import lock
from helpdesk.jobs.models import SealedFile
from helpdesk.vault.models import DataKey

from ..models import Agreement

KEPT = timedelta(days=50 * 365)  # not the two weeks of a job's file
Type = Agreement.ScanType
ENDINGS = {Type.PDF: "pdf", Type.JPEG: "jpg", Type.PNG: "png"}
TYPES = {ending: scan_type for scan_type, ending in ENDINGS.items()}


@transaction.atomic
def attach_scan(agreement, *, by, content):
    """The signed paper as a file; one that is attached later takes its place."""
    demand(by, "administer", agreement.centre)
    paper = checked_paper(content, field="file")
    scan_type = TYPES[paper.kind]
    agreement = lock(agreement)
    if agreement.scan_id:
        SealedFile.objects.select_related("data_key").get(pk=agreement.scan_id).destroy()
    agreement.scan, agreement.scan_type = _sealed(paper.content), scan_type
    agreement.version += 1
    agreement.save(update_fields=["scan", "scan_type", "version"])
    record("attached_scan", agreement, by=by, size=paper.size, kind=scan_type)
    return agreement


def open_scan(agreement, *, by):
    """Its pieces, one in memory at a time; who opened it is recorded first."""
    demand(by, "open_scan", agreement)
    record_read("opened_scan", agreement, by=by)
    return SealedFile.objects.select_related("data_key").get(pk=agreement.scan_id).contents()


def _sealed(content):
    file = SealedFile.objects.create(data_key=DataKey.make(), expires_at=now() + KEPT)
    for start in range(0, len(content), file.PIECE):
        file.append(content[start : start + file.PIECE])
    return file
