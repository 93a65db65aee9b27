"""What is kept of figures: the flow of past months, and the thresholds that a supervisor sets."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from helpdesk.access.models import Centre
from helpdesk.access.roles import Role
from helpdesk.access.sight import centre_ids
from helpdesk.audit.history import History
from helpdesk.clients.models.journey import Stage

PERCENT = 100


class Roll(models.Model):
    """When the flow was last counted. One row; locked while it is counted."""

    as_of = models.DateTimeField(null=True)

    def __str__(self):
        return f"flow as of {self.as_of}"


class FlowQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Of the centres that one oversees. No restricted case is in it."""
        return self.filter(centre_id__in=centre_ids(user, Role.SUPERVISOR))


class Flow(models.Model):
    """How many ordinary cases of a centre began or ended in a month, after how long.

    Derived, and made anew by `roll()`: nothing is written here by hand. Each case is in two cuts:
    under its stage and category, and under none (both empty), from which a whole centre is read.
    """

    class Event(models.TextChoices):
        OPENED = "opened", _("Opened")
        CLOSED = "closed", _("Closed")

    centre = models.ForeignKey(Centre, on_delete=models.CASCADE, related_name="+", db_index=False)
    month = models.DateField()  # its first day, where the centre is
    event = models.CharField(max_length=6, choices=Event)
    stage = models.CharField(max_length=13, choices=Stage, blank=True)
    category = models.CharField(max_length=3, blank=True)
    within = models.PositiveIntegerField(null=True)  # hours: to the first action, or to closing
    n = models.PositiveIntegerField()

    objects = FlowQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                "month",
                "centre",
                condition=Q(category=""),
                name="flow_of_centres",
                include=["event", "within", "n"],
            ),
            models.Index("category", "stage", "month", "centre", name="flow_by_kind"),
        ]

    def __str__(self):
        return f"{self.month:%Y-%m} {self.event} {self.n}"


class ThresholdQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(centre_id__in=centre_ids(user, Role.SUPERVISOR))


class Threshold(models.Model):
    """What a centre's supervisors want to be told of: each once, when it is passed.

    What is passed is kept beside (`…_since`) until it falls below again; that is no change that
    someone made, and has no history.
    """

    centre = models.OneToOneField(Centre, on_delete=models.PROTECT, related_name="+")
    caseload = models.PositiveSmallIntegerField(
        _("open cases of one officer"), null=True, blank=True
    )
    overdue = models.PositiveSmallIntegerField(
        _("overdue, in percent of the open cases"), null=True, blank=True
    )
    silent = models.PositiveSmallIntegerField(
        _("referrals without an answer in time"), null=True, blank=True
    )
    caseload_since = models.DateTimeField(null=True, editable=False)
    overdue_since = models.DateTimeField(null=True, editable=False)
    silent_since = models.DateTimeField(null=True, editable=False)
    version = models.PositiveIntegerField(default=1)

    KINDS = ("caseload", "overdue", "silent")

    objects = ThresholdQuerySet.as_manager()
    history = History(excluded_fields=[f"{kind}_since" for kind in KINDS])

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(overdue=None) | Q(overdue__lt=PERCENT),
                name="more_than_all_cannot_be_overdue",
            )
        ]

    def __str__(self):
        return f"thresholds of {self.centre_id}"

    def get_absolute_url(self):
        return f"{reverse('figures')}?centre={self.centre.code}"

    @property
    def code(self):
        return self.centre.code

    def places(self):
        return [self.centre]
