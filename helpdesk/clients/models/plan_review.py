import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from helpdesk.audit.history import History
from helpdesk.core.clock import now
from helpdesk.vault.fields import SealedField
from helpdesk.vault.models import DataKey

from .client import Client
from .plan import OfPlanQuerySet, Plan, PlanGoal
from .plan_codes import Reached


class PlanReviewQuerySet(OfPlanQuerySet):
    def for_listing(self):
        return self.select_related("data_key", "by")


class PlanReview(models.Model):
    """A look back at a plan, together with the client: what of it was reached."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="reviews")
    data_key = models.ForeignKey(DataKey, on_delete=models.PROTECT, editable=False)
    reviewed_on = models.DateField(_("reviewed on"))
    text = SealedField(_("what was said"), null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=now)
    submission_id = models.UUIDField(unique=True, default=uuid.uuid4)

    objects = PlanReviewQuerySet.as_manager()
    history = History()

    class Meta:
        verbose_name = _("review of a plan")
        ordering = ["-reviewed_on", "-id"]

    def __str__(self):
        return f"review {self.pk}"

    def client_uids(self):
        return [self.plan.client.uid]


class GoalReviewQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(review__plan__client__in=Client.objects.visible_to(user))

    def of_seen(self, plan):
        """All of a plan whose client was fetched with visible_to."""
        return self.filter(review__plan=plan)

    def for_listing(self):
        return self.select_related("data_key")


class GoalReview(models.Model):
    """What a review found of one goal."""

    Reached = Reached

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    review = models.ForeignKey(PlanReview, on_delete=models.PROTECT, related_name="findings")
    goal = models.ForeignKey(PlanGoal, on_delete=models.PROTECT, related_name="findings")
    data_key = models.ForeignKey(DataKey, on_delete=models.PROTECT, editable=False)
    reached = models.CharField(_("reached?"), max_length=7, choices=Reached)
    text = SealedField(_("in words"), null=True)

    objects = GoalReviewQuerySet.as_manager()
    history = History()

    class Meta:
        verbose_name = _("what was reached of a goal")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["review", "goal"], name="a_review_looks_at_a_goal_once")
        ]

    def __str__(self):
        return f"{self.reached} {self.pk}"

    def client_uids(self):
        return [self.goal.plan.client.uid]

    @property
    def tone(self) -> str:
        return {Reached.REACHED: "good", Reached.PARTLY: "info"}.get(self.reached, "wait")
