"""Files wait for the virus scanner, however long it is away; what it finds is locked away."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from helpdesk.access.models import Centre, User
from helpdesk.audit.trail import record
from helpdesk.core.clock import now
from helpdesk.core.files.clamd import Away, NoVerdict, scan
from helpdesk.core.submissions import lock
from helpdesk.notices.actions import notify
from helpdesk.notices.models import Notice

from ..models import File

LONGEST_WAIT = 30  # minutes between two attempts


class Waiting:
    """What the alarm about a scanner leads to."""

    code = ""

    @staticmethod
    def get_absolute_url():
        return reverse("quarantine")


def wake_scanner():
    """Tell a worker that files wait. Failing costs a minute: the sweep finds them."""
    from ..tasks import scan_files

    scan_files.delay()


def scan_held(*, by, limit=50):
    """Have the files checked that are due. Safe to run twice: the first verdict stands.

    No transaction is open while the scanner reads. Where it is away all wait; where it says nothing
    of one file, that one alone.
    """
    due = File.objects.held().filter(scan_at__lte=now()).order_by("scan_at", "pk").whole()
    for file in due[:limit]:
        if not settings.SCANNER:  # it was taken out of service: files are as if there were none
            _say(file, File.Scan.NONE, by=by)
            continue
        try:
            found = scan(file.stored.contents())
        except Away:
            _put_off(File.objects.held().filter(scan_at__lte=now()), by=by)
            return
        except NoVerdict:
            _put_off(File.objects.held().filter(pk=file.pk), by=by)
            continue
        _say(file, File.Scan.INFECTED if found else File.Scan.CLEAN, by=by, found=found)


@transaction.atomic
def _say(file, verdict, *, by, found=""):
    """The file is free, or locked away and whoever brought it told."""
    owner = file.owner
    file = lock(file)
    if file.scan != File.Scan.HELD:
        return
    file.scan, file.scan_at = verdict, now()
    file.version += 1
    file.save(update_fields=["scan", "scan_at", "version"])
    verb = "quarantined_file" if verdict == File.Scan.INFECTED else "released_file"
    record(verb, owner, by=by, file=file.pk, found=found)
    if verdict == File.Scan.INFECTED:
        file.case, file.client = (owner, None) if file.case_id else (None, owner)
        notify([file.by], Notice.Kind.FILE_INFECTED, file)


@transaction.atomic
def _put_off(files, *, by):
    """They are tried again later, later each time; administrators are told once."""
    held = list(files.select_related("data_key").select_for_update(of=("self",)))
    for file in held:
        wait = min(2**file.scan_attempts, LONGEST_WAIT)
        file.scan_attempts += 1
        file.scan_at = now() + timedelta(minutes=wait)
        file.save(update_fields=["scan_attempts", "scan_at"])
    if not held:
        return
    record("put_off_scanning", File, by=by, files=len(held))
    first = min(file.pk for file in held)
    notify(_administrators(), Notice.Kind.SCANNER_AWAY, Waiting, key=f"scanner_away:{first}")


def _administrators():
    return User.objects.filter(
        groups__in=Centre.objects.values("administrators"), is_active=True
    ).distinct()
