import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from helpdesk.audit.history import History
from helpdesk.core.clock import today
from helpdesk.vault.fields import SealedField
from helpdesk.vault.models import DataKey

from .client import Client
from .facts import OfClientQuerySet
from .journey import Journey
from .plan_codes import Ending, GoalKind, PlanKind


class PlanQuerySet(OfClientQuerySet):
    def current(self):
        return self.filter(ending="")

    def for_listing(self):
        return self.select_related("officer", "journey")

    def newest_first(self):
        """The one in use before all others."""
        return self.order_by("ending", "-number")


class Plan(models.Model):
    """What a client wants to reach before leaving or after returning, agreed with her.

    One is in use; the versions before it stay as they were.
    """

    Kind, Ending = PlanKind, Ending

    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="plans")
    journey = models.ForeignKey(
        Journey,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="plans",
        verbose_name=_("journey"),
    )
    number = models.PositiveSmallIntegerField(default=1, editable=False)
    kind = models.CharField(_("plan"), max_length=13, choices=PlanKind)
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("officer"),
    )
    drawn_up_on = models.DateField(_("drawn up on"), default=today)
    agreed_on = models.DateField(_("agreed with the client on"), null=True, blank=True)
    review_on = models.DateField(_("next review"), null=True, blank=True)
    reminded_for = models.DateField(null=True, editable=False)  # the review that was reminded of
    ending = models.CharField(_("how it ended"), max_length=8, choices=Ending, blank=True)
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    submission_id = models.UUIDField(unique=True, default=uuid.uuid4)
    version = models.PositiveIntegerField(default=1)

    objects = PlanQuerySet.as_manager()
    history = History()

    class Meta:
        verbose_name = _("plan")
        ordering = ["-number"]
        indexes = [
            models.Index("review_on", "id", condition=Q(ending=""), name="plans_to_review"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["client", "number"], name="plans_are_counted"),
            models.UniqueConstraint(
                fields=["client"], condition=Q(ending=""), name="one_plan_is_in_use"
            ),
        ]

    def __str__(self):
        return f"{self.kind} {self.number}"

    def get_absolute_url(self):
        return reverse("plan", args=[self.client.code, self.number])

    @property
    def code(self):
        return self.client.code

    def places(self):
        return self.client.places()

    def client_uids(self):
        return [self.client.uid]

    @property
    def is_current(self) -> bool:
        return not self.ending

    @property
    def is_review_due(self) -> bool:
        return self.is_current and self.review_on is not None and self.review_on <= today()


class OfPlanQuerySet(models.QuerySet):
    def visible_to(self, user):
        """What belongs to a plan is seen by those who see the client."""
        return self.filter(plan__client__in=Client.objects.visible_to(user))

    def of_seen(self, plan):
        """All of a plan whose client was fetched with visible_to."""
        return self.filter(plan=plan)

    def for_listing(self):
        return self.select_related("data_key")


class PlanGoalQuerySet(OfPlanQuerySet):
    def standing(self):
        """Without what was entered in error."""
        return self.filter(in_error=False)


class PlanGoal(models.Model):
    """One thing that a client wants to reach by a plan."""

    Kind = GoalKind

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="goals")
    data_key = models.ForeignKey(DataKey, on_delete=models.PROTECT, editable=False)
    kind = models.CharField(_("goal"), max_length=10, choices=GoalKind)
    text = SealedField(_("goal, in the client’s words"))
    in_error = models.BooleanField(_("entered in error"), default=False)
    submission_id = models.UUIDField(unique=True, default=uuid.uuid4)
    version = models.PositiveIntegerField(default=1)

    objects = PlanGoalQuerySet.as_manager()
    history = History()

    class Meta:
        verbose_name = _("goal of a plan")
        ordering = ["id"]

    def __str__(self):
        return f"{self.kind} {self.pk}"

    def client_uids(self):
        return [self.plan.client.uid]
