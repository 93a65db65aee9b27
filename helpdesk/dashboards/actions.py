"""Thresholds are set by supervisors, and watched by the clock."""

from django.db import transaction
from django.db.models import Count, Q

from helpdesk.access.models import User
from helpdesk.access.sight import demand
from helpdesk.audit.trail import record
from helpdesk.cases.actions import supervisors_over
from helpdesk.cases.models import Case
from helpdesk.core.clock import now
from helpdesk.core.submissions import lock
from helpdesk.notices.actions import notify
from helpdesk.notices.models import Notice
from referrals.models import Referral

from .models import PERCENT, Threshold

KINDS = Threshold.KINDS


@transaction.atomic
def set_thresholds(centre, *, by, version, **limits):
    """What the centre's supervisors want to be told of from now on; None: nothing."""
    demand(by, "set_thresholds", centre)
    threshold, _made = Threshold.objects.get_or_create(centre=centre)
    threshold = lock(threshold, version=version)
    changed = sorted(kind for kind in KINDS if getattr(threshold, kind) != limits[kind])
    for kind in changed:
        setattr(threshold, kind, limits[kind])
        setattr(threshold, f"{kind}_since", None)
    threshold.version += 1
    threshold.save(update_fields=[*changed, *(f"{kind}_since" for kind in changed), "version"])
    record("set_thresholds", centre, by=by, **limits)
    return threshold


def watch():
    """Tell each centre's supervisors, or where it has none those of the nearest centre above, of
    what has passed a threshold since it was last below."""
    for pk in Threshold.objects.order_by("pk").values_list("pk", flat=True):
        _watch(pk)


@transaction.atomic
def _watch(pk):
    threshold = (
        Threshold.objects.select_for_update(of=("self",)).select_related("centre").get(pk=pk)
    )
    stands, before, moment = standing(threshold.centre), _since(threshold), now()
    for kind in KINDS:
        limit = getattr(threshold, kind)
        passed = limit is not None and stands[kind] > limit
        setattr(threshold, f"{kind}_since", (before[kind] or moment) if passed else None)
    if _since(threshold) == before:
        return
    threshold.save(update_fields=[f"{kind}_since" for kind in KINDS])
    new = [kind for kind in KINDS if _since(threshold)[kind] and not before[kind]]
    if new:
        notify(supervisors_over(threshold.centre), Notice.Kind.THRESHOLD_PASSED, threshold)
        by = User.objects.system("sequencer")
        record("passed_threshold", threshold.centre, by=by, kinds=new)


def standing(centre) -> dict[str, float]:
    """The numbers that are watched, as of now. Nobody's restricted case is among them."""
    mine = Case.objects.filter(centre=centre, restricted=False).open()
    per_officer = mine.exclude(officer=None).order_by().values("officer").annotate(n=Count("pk"))
    sums = mine.aggregate(all=Count("pk"), overdue=Count("pk", filter=Q(due_at__lt=now())))
    return {
        "caseload": max((row["n"] for row in per_officer), default=0),
        "overdue": PERCENT * sums["overdue"] / sums["all"] if sums["all"] else 0,
        "silent": Referral.objects.silent().filter(centre=centre, case__restricted=False).count(),
    }


def _since(threshold):
    return {kind: getattr(threshold, f"{kind}_since") for kind in KINDS}
