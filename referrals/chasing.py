"""The chase list: every late referral on somebody's list, with what is late and who was told."""

from datetime import timedelta
from urllib.parse import urlencode
from uuid import uuid4

from django.conf import settings
from django.db.models import Count, F, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from helpdesk.access.sight import demand
from helpdesk.cases.models import Case
from helpdesk.core.clock import now
from helpdesk.core.keyset import number_in
from services.models import Partner

from .clocks import NAMES
from .lists import Listed, Tab, in_words, paged
from .models import Referral, Step
from .models.referral import LIVE, Status
from .models.step import CHASES

# Name in the URL → its tab, or for a list that only a number leads to its heading.
TABS = {
    "late": _("All late"),
    **NAMES,
    "reroute": _("To re-route"),
}
THEIRS = [status for status in LIVE if status != Status.INFORMATION_REQUESTED]  # not ours to do
OTHERS = {"live": _("Live"), "unanswered": _("Never answered")}
EMPTY = {
    "late": _("A referral whose time is over stands here until the partner answers. None is late."),
    "reroute": _(
        "Referrals that were declined or that nobody answered wait here until you have asked "
        "someone else, the need is met or the case is closed."
    ),
    "reply": _("A partner’s question that you left without a reply for too long stands here."),
}
NONE_LATE = _("None is late with this.")


def rules() -> dict[str, Q]:
    """Each list as a condition, as of now."""
    late = Q(status__in=THEIRS, due_at__lt=now())
    accepted = Q(status=Status.ACCEPTED)
    contact_next = accepted & Q(due_at=F("contact_due"))
    report_next = accepted & (Q(contact_due=None) | ~Q(due_at=F("contact_due")))
    unanswered = Q(status=Status.NO_RESPONSE, sent_at__gte=since())
    return {
        "late": late,
        "acknowledge": late & Q(status=Status.SENT),
        "decide": late & Q(status=Status.ACKNOWLEDGED),
        "review": late & Q(status=Status.WAITLISTED),
        "contact": late & contact_next,
        "report": late & (Q(status=Status.IN_PROGRESS) | report_next),
        "reply": Q(status=Status.INFORMATION_REQUESTED, due_at__lt=now()),
        "reroute": Q(status__in=[Status.NO_RESPONSE, Status.DECLINED], replaced_by=None)
        & Q(case__status=Case.Status.OPEN)
        & (Q(need=None) | Q(need__met_at=None)),
        "live": Q(status__in=LIVE),
        "unanswered": unanswered,
    }


def since():
    """How far back the figures of silence look."""
    return now() - timedelta(days=settings.REFERRAL_FIGURE_DAYS)


def chase_list(user, name, partner="", after="") -> Listed:
    """One of the lists, the longest late first; PermissionDenied for those who do no casework."""
    demand(user, "chase")
    mine, wanted = Referral.objects.to_chase(user), rules()
    if partner := number_in(partner):
        mine = mine.filter(partner=partner)
    counts = _counts(mine, wanted)
    rows, following = paged(_with_last_chase(mine.filter(wanted[name])).for_listing(), False, after)
    for row in rows:
        row.submission_id_to_chase = uuid4()
    kept = {"partner": partner} if partner else {}
    tabs = [
        Tab(
            f"{reverse('referrals:to_chase')}?{urlencode({'list': key, **kept})}",
            label,
            in_words(counts[key]),
            key == name,
            late=bool(counts[key]),
        )
        for key, label in TABS.items()
    ]
    return Listed(rows, tabs, following, in_words(counts[name]))


def partner_named(user, pk):
    """The partner to which the list is narrowed down, or None."""
    return Partner.objects.visible_to(user).filter(pk=number_in(pk)).first()


def _counts(referrals, wanted):
    """How many each list holds, in one query."""
    open_ones = referrals.filter(wanted["live"] | wanted["unanswered"] | wanted["reroute"])
    return open_ones.aggregate(**{key: Count("pk", filter=rule) for key, rule in wanted.items()})


def _with_last_chase(referrals):
    """`chased_at` and `chased_by`: when somebody last ran after the partner, and who."""
    chases = Step.objects.filter(referral=OuterRef("pk"), kind__in=CHASES).order_by("-id")
    return referrals.annotate(
        chased_at=Subquery(chases.values("at")[:1]),
        chased_by=Subquery(chases.values("by__name")[:1]),
    )
