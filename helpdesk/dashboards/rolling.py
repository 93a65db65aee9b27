"""The flow of past months is counted in one go, and read from there."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Max, Min, OuterRef, Q, Subquery

from helpdesk.access.models import Centre
from helpdesk.access.working_week import zone_of
from helpdesk.cases.models import Case, Note, Restriction, Task
from helpdesk.contacts.models import Contact, HelpGiven
from helpdesk.core.clock import now
from referrals.models import Referral
from referrals.models.life import Status

from .models import Flow, Roll
from .spans import step

Event = Flow.Event
AT_ONCE = 2000
LONGEST = timedelta(days=1)  # what counts without touching a case (an error taken out) waits
LEEWAY = timedelta(minutes=5)  # a change may be written a little before others see it
# What counts as the first thing done on a case: (rows, moment).
DEEDS = {
    "noted": (Note.objects.all(), "written_at"),
    "contacted": (Contact.objects.standing(), "written_at"),
    "helped": (HelpGiven.objects.standing(), "written_at"),
    "finished": (Task.objects.all(), "done_at"),
    "referred": (Referral.objects.exclude(status=Status.ENTERED_IN_ERROR), "sent_at"),
}
FACTS = ("centre_id", "stage", "category", "opened_at", "closed_at", *DEEDS)


@transaction.atomic
def roll() -> datetime:
    """Count the flow anew from the cases as they are. Two at once wait for each other."""
    Roll.objects.get_or_create(pk=1)
    last = Roll.objects.select_for_update().get(pk=1)
    last.as_of = now()
    rows = made(events(Case.objects.standing().filter(restricted=False)))
    Flow.objects.all().delete()
    Flow.objects.bulk_create(rows, batch_size=AT_ONCE)
    last.save()
    return last.as_of


def roll_if_stale() -> bool:
    """Whether the flow was counted anew: where a case was touched since, and once a day anyway."""
    last = Roll.objects.filter(pk=1).first()
    if last and last.as_of and now() - last.as_of < LONGEST and not _touched_since(last.as_of):
        return False
    roll()
    return True


def _touched_since(as_of: datetime) -> bool:
    touched = Case.objects.aggregate(at=Max("touched_at"))["at"]
    return touched is not None and touched >= as_of - LEEWAY


def restrictions_changed(as_of: datetime | None, centres: Iterable[int]) -> frozenset[int]:
    """The centres where a case was restricted, or opened to all again, since the flow was counted:
    what was counted of them would still tell of it, or count it twice."""
    if as_of is None:
        return frozenset()
    since = as_of - LEEWAY
    changed = Restriction.objects.filter(Q(at__gte=since) | Q(lifted_at__gte=since))
    found = changed.filter(case__centre__in=centres).order_by()
    return frozenset(found.values_list("case__centre", flat=True))


def made(events: Iterable[tuple]) -> list[Flow]:
    """Rows of both cuts."""
    counts: Counter = Counter()
    for centre, month, event, stage, category, within in events:
        counts[centre, month, event, stage, category, within] += 1
        counts[centre, month, event, "", "", within] += 1
    names = ("centre_id", "month", "event", "stage", "category", "within")
    return [Flow(**dict(zip(names, key, strict=True)), n=n) for key, n in counts.items()]


def events(cases):
    """(centre, month, event, stage, category, hours within which) of each case, one or two."""
    zones = {centre.pk: ZoneInfo(zone_of(centre)) for centre in Centre.objects.all()}
    for centre, stage, category, opened, closed, *deeds in (
        with_deeds(cases).values_list(*FACTS).iterator(AT_ONCE)
    ):
        zone, kind = zones[centre], (stage, category)
        first = min((deed for deed in deeds if deed), default=None)
        yield centre, month(opened, zone), Event.OPENED, *kind, _between(opened, first)
        if closed:
            yield centre, month(closed, zone), Event.CLOSED, *kind, _between(opened, closed)


def with_deeds(cases):
    """With the moment of the first deed of each sort, none of them from before the case."""
    return cases.order_by().annotate(
        **{
            name: Subquery(
                rows.filter(case=OuterRef("pk"), **{f"{at}__gte": OuterRef("opened_at")})
                .order_by()
                .values("case")
                .annotate(first=Min(at))
                .values("first")
            )
            for name, (rows, at) in DEEDS.items()
        }
    )


def month(moment, zone) -> date:
    return moment.astimezone(zone).date().replace(day=1)


def _between(opened, then):
    return step((then - opened).total_seconds()) if then else None
