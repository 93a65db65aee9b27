import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from helpdesk.audit.history import History
from helpdesk.core.clock import today
from helpdesk.vault.fields import SealedField
from helpdesk.vault.models import DataKey

from .plan import OfPlanQuerySet, Plan, PlanGoal
from .plan_codes import StepOwner, StepState

OPEN = [StepState.TO_DO, StepState.DOING]


class PlanStepQuerySet(OfPlanQuerySet):
    def for_listing(self):
        return self.select_related("data_key", "officer")

    def open(self):
        return self.filter(state__in=OPEN)

    def soonest_first(self):
        """By the day; those without one last."""
        return self.order_by(models.F("due_on").asc(nulls_last=True), "id")


class PlanStep(models.Model):
    """One thing that somebody does by some day, so that a goal of a plan is reached."""

    Owner, State = StepOwner, StepState

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="steps")
    goal = models.ForeignKey(
        PlanGoal,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="steps",
        verbose_name=_("goal"),
    )
    data_key = models.ForeignKey(DataKey, on_delete=models.PROTECT, editable=False)
    text = SealedField(_("what is done"))
    owner = models.CharField(_("who does it"), max_length=7, choices=StepOwner)
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("officer"),
    )
    owner_name = SealedField(_("name of who does it"), null=True)
    due_on = models.DateField(_("by when"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=7, choices=StepState, default=StepState.TO_DO)
    why = SealedField(_("why it was dropped"), null=True)
    done_on = models.DateField(_("done on"), null=True, blank=True)
    reminded_for = models.DateField(null=True, editable=False)  # the day that was reminded of
    submission_id = models.UUIDField(unique=True, default=uuid.uuid4)
    version = models.PositiveIntegerField(default=1)

    objects = PlanStepQuerySet.as_manager()
    history = History()

    class Meta:
        verbose_name = _("step of a plan")
        ordering = ["id"]
        indexes = [
            models.Index(
                "due_on",
                "id",
                condition=Q(owner=StepOwner.OFFICER, state__in=OPEN),
                name="steps_of_officers",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(owner=StepOwner.OFFICER, officer__isnull=False)
                | (~Q(owner=StepOwner.OFFICER) & Q(officer=None)),
                name="a_step_of_the_centre_names_an_officer",
            ),
            models.CheckConstraint(
                condition=Q(state=StepState.DONE, done_on__isnull=False)
                | (~Q(state=StepState.DONE) & Q(done_on=None)),
                name="a_done_step_says_when",
            ),
        ]

    def __str__(self):
        return f"step {self.pk}"

    def client_uids(self):
        return [self.plan.client.uid]

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def is_overdue(self) -> bool:
        return self.is_open and self.due_on is not None and self.due_on < today()

    @property
    def who(self) -> str:
        """Whoever does it, by name where there is one."""
        if self.officer_id:
            return str(self.officer)
        return self.owner_name or str(self.get_owner_display())
