"""The lists of referrals, the desk's and the partner's, in pages that cost the same."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Count, F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from helpdesk.access.sight import demand, partner_ids
from helpdesk.core.clock import now
from helpdesk.core.keyset import newest_first, number_in
from services.models import Partner

from .models import Referral, Signpost
from .models.referral import LIVE, NEXT, REPORTED, TO_ANSWER, UNDER_WAY, WAITING, Status

SIZE = 25
CAP = 100  # rows of a list that is seldom long
MANY = 1000  # above it a count says "more than"
READ = 3000  # referrals that are read at once to count them
PRESSING = {"silent", "to-answer"}  # someone waits for the desk
ORDER = {False: (F("due_at").asc(nulls_last=True), "pk"), True: ("-pk",)}  # by: newest first?
ENDED = [status for status, moves in NEXT.items() if not moves]


@dataclass
class Tab:
    """One list among its neighbours, with how many stand in it."""

    url: str
    label: Any
    count: int | str | None = None
    current: bool = False
    late: bool = False


@dataclass
class Listed:
    """A page of a list, ready to be shown."""

    rows: list
    tabs: list[Tab] = field(default_factory=list)
    next: str = ""
    total: str = ""


def _silent():
    return Q(status__in=TO_ANSWER, due_at__lt=now())


# Name in the URL → label, which ones, newest first (else by due time), the sentence when empty.
DESK = {
    "live": (
        _("Live"),
        lambda: Q(status__in=LIVE),
        False,
        _("Referrals that partners have in hand stand here, the most urgent first."),
    ),
    "silent": (
        _("Silent"),
        _silent,
        False,
        _(
            "A partner that lets the time pass without an answer appears here. "
            "Now all have answered in time."
        ),
    ),
    "to-answer": (
        _("To answer"),
        lambda: Q(status=Status.INFORMATION_REQUESTED),
        False,
        _("When a partner asks a question before it decides, it waits here for your answer."),
    ),
    "to-confirm": (
        _("To confirm"),
        lambda: Q(status__in=REPORTED),
        True,
        _(
            "When a partner reports an outcome, it waits here until you have asked the client "
            "and closed it."
        ),
    ),
    "drafts": (
        _("Drafts"),
        lambda: Q(status=Status.DRAFT),
        True,
        _(
            "Referrals that you began and have not sent wait here. "
            "Nothing of them has left the centre."
        ),
    ),
    "ended": (
        _("Ended"),
        lambda: Q(status__in=ENDED),
        True,
        _("Referrals that were closed, declined, withdrawn or never answered are kept here."),
    ),
}
PARTNER = {
    "to_answer": (
        _("To answer"),
        TO_ANSWER,
        False,
        _("New referrals appear here, the most urgent first. You are told by mail as well."),
    ),
    "in_progress": (
        _("In progress"),
        UNDER_WAY,
        False,
        _("What you have accepted stands here until you report the outcome."),
    ),
    "waiting": (
        _("Waiting"),
        WAITING,
        False,
        _("Questions that you asked, and whom you put on your waiting list, stand here."),
    ),
    "done": (
        _("Done"),
        REPORTED,
        True,
        _("What you have reported stays here until the centre has closed it, 30 days at most."),
    ),
}


def desk_list(user, name, filters, after="") -> Listed:
    """One of the desk's lists, filtered; PermissionDenied for those who do no casework."""
    demand(user, "draft")
    mine = _filtered(Referral.objects.in_care_of(user), filters)
    _label, wanted, latest, _empty = DESK[name]
    rows, following = paged(mine.filter(wanted()).for_listing(), latest, after)
    counts = _desk_counts(mine)
    return Listed(rows, _desk_tabs(counts, name), following, in_words(counts[name]))


def signposts_list(user, after="") -> Listed:
    """Who was told or sent where, apart from the referrals: nothing is awaited of these."""
    demand(user, "draft")
    mine = Signpost.objects.of_own_centres(user)
    found = newest_first(mine.named_by_sight(user).for_listing(), after, SIZE)
    tabs = _desk_tabs(_desk_counts(Referral.objects.in_care_of(user)), "signposts")
    tabs[-1].count = in_words(capped(mine))
    return Listed(found.rows, tabs, found.next, tabs[-1].count)


def _desk_counts(mine):
    counts = _counts(
        mine, {key: which() for key, (_l, which, *_r) in DESK.items() if key != "ended"}
    )
    return {**counts, "ended": capped(mine.filter(status__in=ENDED))}


def _desk_tabs(counts, current):
    """The desk's lists, and beside them what is no referral: counted on its own page alone."""
    at = reverse("referrals:outgoing")
    tabs = [
        Tab(
            f"{at}?list={key}",
            label,
            in_words(counts[key]),
            key == current,
            late=key in PRESSING and bool(counts[key]),
        )
        for key, (label, *_rest) in DESK.items()
    ]
    url = reverse("referrals:signposts")
    return [*tabs, Tab(url, _("Signposted"), current=current == "signposts")]


def partner_list(user, name, filters, after="") -> Listed:
    """One of the partner’s lists, narrowed by `filters`; PermissionDenied for other people."""
    if not partner_ids(user):
        raise PermissionDenied(name)
    kept = f"?{filters.query}" if filters.query else ""
    mine = filters.narrow(Referral.objects.of_partner(user))
    ids, counts = _page_and_counts(mine, name, after)
    rows, following = _in_order(ids, Referral.objects.for_partner_rows())
    tabs = [
        Tab(reverse(f"referrals:{key}") + kept, label, in_words(counts[key]), key == name)
        for key, (label, *_rest) in PARTNER.items()
    ]
    return Listed(rows, tabs, following, in_words(counts[name]))


def _page_and_counts(mine, name, after):
    """The ids of a page of a partner's list, and how many stand in each of its lists.

    What a partner sees is asked of each referral once, and that is what costs: counts and first
    page are taken from one reading. A page further on, or of more than READ, is asked for.
    """
    _label, statuses, latest, _empty = PARTNER[name]
    ordered = mine.order_by(*ORDER[latest])
    read = list(ordered.values_list("pk", "status")[: READ + 1])
    if len(read) <= READ:
        found = Counter(status for _pk, status in read)
    else:
        found = Counter(dict(mine.order_by().values_list("status").annotate(Count("pk"))))
    counts = {
        key: sum(found[status] for status in which) for key, (_l, which, *_r) in PARTNER.items()
    }
    if after or len(read) > READ:
        here = ordered.filter(_beyond(mine, latest, after), status__in=statuses)
        return list(here.values_list("pk", flat=True)[: SIZE + 1]), counts
    return [pk for pk, status in read if status in statuses][: SIZE + 1], counts


def lost_cover_list(user):
    """(live referrals that nothing covers, those withdrawn so that someone else be asked)."""
    demand(user, "draft")
    mine = Referral.objects.of_desk(user).for_listing()
    to_reroute = Referral.objects.of_desk(user).to_reroute().for_listing()
    return (
        list(mine.without_cover().order_by("pk")[:CAP]),
        list(to_reroute.order_by("-pk")[:CAP]),
    )


def partners_of(user):
    """The partners to whom the user's desk has referred, for the filter."""
    return (
        Partner.objects.visible_to(user)
        .filter(pk__in=Referral.objects.in_care_of(user).values("partner"))
        .only("name")
    )


def _filtered(referrals, filters):
    """`filters`: partner (id), kind and status, each empty or already known to be in its list."""
    fields = {"partner": "partner", "kind": "service__kind", "status": "status"}
    return referrals.filter(**{fields[key]: value for key, value in filters.items() if value})


def _counts(referrals, wanted):
    """How many of each kind, in one query over those that have not ended."""
    open_ones = referrals.exclude(status__in=ENDED)
    found = open_ones.aggregate(
        **{key.replace("-", "_"): Count("pk", filter=which) for key, which in wanted.items()}
    )
    return {key: found[key.replace("-", "_")] for key in wanted}


def capped(referrals) -> int:
    """How many, as far as it is worth counting."""
    return len(referrals.values_list("pk", flat=True)[: MANY + 1])


def in_words(count) -> str:
    """A count as a list says it."""
    return (
        str(count)
        if count <= MANY
        else ngettext("more than %(n)d", "more than %(n)d", MANY) % {"n": MANY}
    )


def paged(referrals, latest, after):
    """SIZE rows that follow the one with the id `after`, and the id to ask the next page with."""
    rows = referrals.filter(_beyond(referrals, latest, after)).order_by(*ORDER[latest])
    return _in_order(list(rows.values_list("pk", flat=True)[: SIZE + 1]), referrals)


def _in_order(ids, referrals):
    """Of SIZE ids and one more: their rows, all that they show of these alone, and the next id."""
    found = {row.pk: row for row in referrals.filter(pk__in=ids[:SIZE])}
    return [found[pk] for pk in ids[:SIZE] if pk in found], str(ids[SIZE - 1]) if ids[SIZE:] else ""


def _beyond(referrals, latest, after):
    """Those that follow the one with the id `after`; all, where there is none such."""
    known = referrals.order_by().values_list("pk", "due_at")
    last = known.filter(pk=number_in(after)).first() if after else None
    if not last:
        return Q()
    return Q(pk__lt=last[0]) if latest else _later(*last)


def _later(pk, due_at):
    if due_at is None:
        return Q(due_at=None, pk__gt=pk)
    return Q(due_at__gt=due_at) | Q(due_at=due_at, pk__gt=pk) | Q(due_at=None)
