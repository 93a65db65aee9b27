"""Closed cases are drawn by chance and judged against a list; their officer is told and may answer.

Nobody judges her own cases. The drawing can be done again: `drawn` says how.
"""

import random
import secrets
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from helpdesk.access.models import Centre
from helpdesk.access.sight import demand
from helpdesk.access.working_week import zone_of
from helpdesk.audit.trail import record, save_many
from helpdesk.core.clock import now
from helpdesk.core.refusal import Refused
from helpdesk.core.submissions import lock, one_per_submission
from helpdesk.notices.actions import notify
from helpdesk.notices.models import Notice

from .. import checklist
from ..models import Case, Finding, Review, ReviewedCase


@one_per_submission(Review)
def draw_review(centre, *, by, submission_id, size, **asked):
    """`size` closed cases by chance, or all where there are fewer, of those that `by` sees.

    `asked`: since, until (days at the centre), below, officer, category. A closing is reviewed
    once: what was drawn since it was closed is not drawn again.
    """
    demand(by, "draw_review", centre)
    review = Review(
        centre=centre,
        by=by,
        submission_id=submission_id,
        size=size,
        seed=secrets.randbits(48),
        points=checklist.asked_now(),
        drawn_at=now(),
        **asked,
    )
    lock(centre.with_those_above().earliest("depth"))  # nobody draws the same ones meanwhile
    picked = drawn(to_review(review), size, review.seed)
    if not picked:
        raise Refused(
            _("No closed case fits, or all of them have been drawn. Ask for more days or centres.")
        )
    review.save()
    cases = Case.objects.filter(pk__in=picked).select_related("data_key").order_by("pk")
    save_many([_in_sample(review, case) for case in cases])
    record("drew_review", review, by=by, cases=len(picked))
    return review


def to_review(review):
    """The cases that a review is drawn from, as who draws it sees them."""
    zone = ZoneInfo(zone_of(review.centre))
    begin = datetime.combine(review.since, time.min, zone)
    end = datetime.combine(review.until + timedelta(days=1), time.min, zone)
    centres = Centre.objects.filter(path__startswith=review.centre.path)
    rows = Case.objects.in_care_of(review.by).filter(
        status=Case.Status.CLOSED,
        closed_at__gte=begin,
        closed_at__lt=end,
        centre__in=list(centres.values_list("pk", flat=True)) if review.below else [review.centre],
        category__startswith=review.category,
    )
    if review.officer_id:
        rows = rows.filter(officer=review.officer_id)
    before = ReviewedCase.objects.filter(review__drawn_at__gte=F("case__closed_at"))
    return rows.exclude(officer=review.by_id).exclude(pk__in=before.values("case"))


def drawn(rows, size, seed) -> list[int]:
    """The ids that this seed draws from the rows in the order of their ids."""
    ids = list(rows.order_by("pk").values_list("pk", flat=True))
    return random.Random(seed).sample(ids, min(size, len(ids)))  # noqa: S311 - no secret


def _in_sample(review, case):
    return ReviewedCase(
        review=review,
        case=case,
        data_key=case.data_key,
        centre_id=case.centre_id,
        officer_id=case.officer_id,
    )


@transaction.atomic
def judge_case(reviewed, *, by, version, verdicts, comment):
    """Each point of the list as yes, no or not applicable (point → verdict), and a comment.

    It can be judged anew until the officer has answered. The officer is told the first time.
    """
    demand(by, "judge_case", reviewed)
    reviewed = lock(reviewed, version=version)
    if reviewed.officer_id == by.pk:
        raise Refused(_("Somebody else reviews your own cases."))
    if reviewed.answered_at:
        raise Refused(_("The officer has answered: what was found stands."))
    _write_down(reviewed, verdicts)
    reviewed.comment, reviewed.judged_at, reviewed.judged_by = comment or None, now(), by
    _save(reviewed, "comment", "judged_at", "judged_by")
    missed = sorted(point for point, verdict in verdicts.items() if verdict == Finding.Verdict.NO)
    record("judged_case", reviewed, by=by, missed=missed)
    told = f"case_reviewed:{reviewed.pk}"
    notify([reviewed.officer], Notice.Kind.CASE_REVIEWED, reviewed, by=by, key=told)
    return reviewed


def _write_down(reviewed, verdicts):
    """The verdict on each point of the review; a point without one is refused."""
    asked = reviewed.review.points
    if any(not verdicts.get(point) for point in asked):
        raise Refused(_("Answer each point: yes, no, or not applicable."))
    known = {finding.point: finding for finding in reviewed.findings.all()}
    new = [Finding(reviewed=reviewed, point=point) for point in asked if point not in known]
    for finding in new:
        finding.verdict = verdicts[finding.point]
    save_many(new)
    for point, finding in known.items():
        if finding.verdict != verdicts[point]:
            finding.verdict = verdicts[point]
            finding.save(update_fields=["verdict"])


@transaction.atomic
def answer_review(reviewed, *, by, text):
    """What the case's officer says to what was found, once; who judged it is told."""
    demand(by, "answer_review", reviewed)
    reviewed = lock(reviewed)
    if reviewed.officer_id != by.pk:
        raise Refused(_("Only the officer who had the case answers."))
    if not reviewed.judged_at:
        raise Refused(_("Nobody has judged this case yet."))
    if reviewed.answered_at:
        raise Refused(_("You have answered this already."))
    reviewed.answer, reviewed.answered_at = text, now()
    _save(reviewed, "answer", "answered_at")
    record("answered_review", reviewed, by=by)
    notify([reviewed.judged_by], Notice.Kind.REVIEW_ANSWERED, reviewed, by=by)
    return reviewed


def _save(reviewed, *fields):
    reviewed.version += 1
    reviewed.save(update_fields=[*fields, "version"])
