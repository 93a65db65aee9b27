"""Files of a case or a client: added, described, replaced, removed, opened."""

import uuid

from django.conf import settings
from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from helpdesk.access.sight import demand
from helpdesk.audit.trail import record, record_read
from helpdesk.core.clock import now, today
from helpdesk.core.files import demand_room
from helpdesk.core.refusal import Refused
from helpdesk.core.submissions import lock
from helpdesk.jobs.models import SealedFile

from ..models import Case, File
from .scanning import wake_scanner


@transaction.atomic
def add_files(owner, *, by, submission_id, files, title="", **facts):
    """Keep these `Checked` files with a case or a client: all of them, or none.

    `facts`: kind, note, dated_on, original_seen. Without a title each is called by its file name.
    """
    demand(by, "add_file", owner)
    owner = _lock(owner)
    if before := list(File.objects.filter(submission_id=submission_id)):
        return before
    _demand_possible(owner, files, facts)
    return [
        _add(
            owner,
            checked,
            by=by,
            submission_id=uuid.uuid5(submission_id, str(n)) if n else submission_id,
            title=_title(title, checked, n, len(files)),
            **facts,
        )
        for n, checked in enumerate(files)
    ]


@transaction.atomic
def change_file(file, *, by, version, **facts):
    """Correct what is said of a file: kind, title, date, note, whether the original was seen."""
    demand(by, "change_file", file)
    file = _lock_current(file, version=version)
    _demand_past(facts)
    changed = sorted(name for name, value in facts.items() if getattr(file, name) != value)
    for name in changed:
        setattr(file, name, facts[name])
    _save(file, *changed)
    record("changed_file", file.owner, by=by, file=file.pk, fields=changed)
    return file


@transaction.atomic
def replace_file(file, *, by, submission_id, checked):
    """A newer version takes its place; the earlier ones can still be opened."""
    demand(by, "replace_file", file)
    owner = _lock(file.owner)
    if before := File.objects.filter(submission_id=submission_id).whole().first():
        return before
    file = _lock_current(file)
    _demand_possible(owner, [checked], {})
    file.replaced_at = now()
    _save(file, "replaced_at")
    said = {
        name: getattr(file, name)
        for name in ("kind", "title", "note", "dated_on", "original_seen", "series")
    }
    return _add(
        owner,
        checked,
        by=by,
        submission_id=submission_id,
        verb="replaced_file",
        number=file.number + 1,
        **said,
    )


@transaction.atomic
def remove_file(file, *, by, why):
    """Out of the lists and never opened again; kept, sealed, until its retention ends."""
    demand(by, "remove_file", file)
    file = _lock_current(file)
    gone = now()
    for one in File.objects.filter(series=file.series).whole().select_for_update(of=("self",)):
        one.removed_at, one.removed_by, one.removed_why = gone, by, why
        _save(one, "removed_at", "removed_by", "removed_why")
    record("removed_file", file.owner, by=by, file=file.pk)
    return file


def open_file(file, *, by):
    """Its pieces, one in memory at a time; who opened it is recorded first."""
    if file.removed_at:
        raise Refused(_("This file was removed. It is kept, and no longer opened."))
    if not file.opens:
        raise Refused(
            _("A virus was found in this file. It is locked away, and never opened.")
            if file.scan == File.Scan.INFECTED
            else _("This file is still being checked for viruses. Try again in a few minutes.")
        )
    record_read("opened_file", file, by=by, version=file.number)
    return file.stored.contents()


def _add(owner, checked, *, by, verb="added_file", **facts):
    held = bool(settings.SCANNER)
    file = File(
        **{"case" if isinstance(owner, Case) else "client": owner},
        data_key=owner.data_key,
        name=checked.name,
        form=checked.kind,
        size=checked.size,
        stored=SealedFile.keep_with(owner.data_key, checked.content),
        by=by,
        scan=File.Scan.HELD if held else File.Scan.NONE,
        scan_at=now() if held else None,
        **facts,
    )
    file.save()
    record(verb, owner, by=by, file=file.pk, kind=file.kind, form=file.form, size=file.size)
    if held:
        transaction.on_commit(wake_scanner, robust=True)
    return file


def _title(title, checked, n, count):
    if not title:
        return checked.name.rpartition(".")[0]
    return f"{title} ({n + 1})" if count > 1 else title


def _demand_possible(owner, files, facts):
    if owner.data_key.is_destroyed:
        raise Refused(_("This record was erased: nothing can be added to it."))
    _demand_past(facts)
    size = sum(checked.size for checked in files)
    kept = File.objects.of_seen(
        **{"cases": [owner.pk]} if isinstance(owner, Case) else {"client": owner}
    )
    if (kept.aggregate(size=Sum("size"))["size"] or 0) + size > settings.FILES_CASE_BYTES:
        raise Refused(
            _("There are %(mb)d MB of files here already, and no room for these.")
            % {"mb": settings.FILES_CASE_BYTES // 2**20},
            field="files",
        )
    demand_room(size)


def _demand_past(facts):
    if facts.get("dated_on") and facts["dated_on"] > today():
        raise Refused(_("This day is still to come. Check the date."), field="dated_on")


def _lock(owner):
    fresh = lock(owner)
    if getattr(fresh, "merged_into_id", None):
        raise Refused(_("This record was merged into another one. Go on there."))
    return fresh


def _lock_current(file, version=None):
    fresh = lock(file, version=version)
    fresh.case, fresh.client = file.case, file.client
    if fresh.removed_at:
        raise Refused(_("This file was removed meanwhile. There is nothing left to do."))
    if fresh.replaced_at:
        raise Refused(_("There is a newer version of this file. Go on with that one."))
    return fresh


def _save(file, *names):
    file.version += 1
    file.save(update_fields=[*names, "version"])
