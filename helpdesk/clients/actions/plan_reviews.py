"""Looking back at a plan with the client: what was reached, and how it goes on."""

from django.utils.translation import gettext_lazy as _

from helpdesk.access.sight import demand
from helpdesk.audit.trail import record
from helpdesk.core.clock import today
from helpdesk.core.refusal import Refused
from helpdesk.core.submissions import one_per_submission

from ..models import GoalReview, PlanReview
from .plans import end, lock_current


@one_per_submission(PlanReview)
def review_plan(
    plan, *, by, submission_id, reviewed_on, findings=(), text=None, review_on=None, ending=""
):
    """What was reached on that day: `findings` are (goal, reached, words or None).

    The plan goes on until its next review, or is over (`ending`).
    """
    demand(by, "review_plan", plan.client)
    plan = lock_current(plan)
    _refuse_nothing_or_wrong_days(plan, reviewed_on, findings or text, review_on, ending)
    key = plan.client.data_key
    review = PlanReview(
        plan=plan,
        data_key=key,
        reviewed_on=reviewed_on,
        text=text,
        by=by,
        submission_id=submission_id,
    )
    review.save()
    for goal, reached, words in findings:
        GoalReview(review=review, goal=goal, data_key=key, reached=reached, text=words).save()
    plan.review_on = None if ending else review_on
    plan.version += 1
    plan.save(update_fields=["review_on", "version"])
    if ending:
        end(plan, ending)
    record("reviewed_plan", plan.client, by=by, plan=plan.number, ending=ending)
    return review


def _refuse_nothing_or_wrong_days(plan, reviewed_on, said, review_on, ending):
    if reviewed_on > today():
        raise Refused(_("This day is still to come. Enter what has happened."), field="reviewed_on")
    if reviewed_on < plan.drawn_up_on:
        raise Refused(
            _("A review lies after the day on which the plan was drawn up. Check the day."),
            field="reviewed_on",
        )
    if not said:
        raise Refused(_("Say what was reached of at least one goal, or what was said."))
    if not ending and (not review_on or review_on <= reviewed_on):
        raise Refused(
            _("Say on which later day you look at it again, or that it is over."),
            field="review_on",
        )
