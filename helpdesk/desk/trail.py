"""What a data protection officer sees of the trail, and how it stands."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from helpdesk.access.models import Centre, User
from helpdesk.access.roles import Role
from helpdesk.access.sight import centre_ids
from helpdesk.audit.models import Checkpoint, Entry, EntryClient, Link
from helpdesk.clients.models import Client, Serving


def entries_for(user):
    """All, for a root centre's DPO; below, those of her centres' people and about their clients."""
    centres = centre_ids(user, Role.DPO)
    if not centres:
        return Entry.objects.none()
    if Centre.objects.filter(pk__in=centres, depth=1).exists():
        return Entry.objects.all()
    clients = Client.objects.filter(
        pk__in=Serving.objects.filter(centre__in=centres).values("client")
    )
    about = EntryClient.objects.filter(client__in=clients.values("uid"))
    return Entry.objects.filter(Q(by__in=people_for(user)) | Q(pk__in=about.values("entry")))


def people_for(user):
    """Whose entries she can ask for: everyone of the installation, or of her centres."""
    centres = Centre.objects.filter(pk__in=centre_ids(user, Role.DPO))
    if any(centre.depth == 1 for centre in centres):
        return User.objects.order_by("name")
    teams = {
        pk
        for c in centres
        for pk in (c.officers_id, c.supervisors_id, c.protectors_id, c.administrators_id)
    }
    return User.objects.filter(pk__in=User.objects.filter(groups__in=teams).values("pk")).order_by(
        "name"
    )


def narrowed(entries, *, code="", by=None, verb="", since=None, until=None):
    """Those that a filter asks for; the two days are included, in the reader's time."""
    if code:
        entries = entries.filter(code__iexact=code.strip())
    if by:
        entries = entries.filter(by=by)
    if verb:
        entries = entries.filter(verb=verb)
    if since:
        entries = entries.filter(at__gte=_begins(since))
    if until:
        entries = entries.filter(at__lt=_begins(until + timedelta(days=1)))
    return entries


def _begins(day):
    return timezone.make_aware(datetime.combine(day, time.min))


@dataclass
class State:
    """How the chain stands: what the banner of the trail says."""

    linked: int
    unlinked: int
    checkpoint: Checkpoint | None
    checked: Entry | None
    leaves: bool

    @property
    def unprotected(self) -> bool:
        """No checkpoint has left the server: an administrator could rewrite the chain."""
        return self.checkpoint is None

    @property
    def whole(self) -> bool:
        return bool(self.checked) and not self.checked.detail.get("problems")


def state() -> State:
    """Counts by the chain's own positions: nothing is scanned."""
    last = Link.objects.order_by("-position").first()
    recent = (
        Entry.objects.filter(pk__gt=max(last.entry_id - 1000, 0)) if last else Entry.objects.all()
    )
    return State(
        linked=last.position if last else 0,
        unlinked=recent.unlinked().count(),
        checkpoint=Checkpoint.objects.exclude(left_by="").order_by("-id").first(),
        checked=Entry.objects.filter(verb="verified").select_related("by").order_by("-id").first(),
        leaves=bool(settings.CHECKPOINT_DIR or settings.AUDITORS),
    )
