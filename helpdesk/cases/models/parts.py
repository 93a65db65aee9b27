import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from helpdesk.audit.history import History
from helpdesk.clients.models import Client, Journey
from helpdesk.core.clock import now
from helpdesk.vault.fields import SealedField
from helpdesk.vault.models import DataKey

from .case import A_KEY, Case

OF_A_NOTE = ("uid", "kind", "text", "happened_on", "written_at", "case_id")


class OfCaseQuerySet(models.QuerySet):
    def visible_to(self, user):
        """What belongs to a case is seen by those who see the case."""
        return self.filter(case__in=Case.objects.visible_to(user))

    def of_seen(self, cases):
        """All of cases (ids) that were fetched with visible_to."""
        return self.filter(case__pk__among=cases)

    def for_listing(self):
        return self.select_related("data_key", "by")

    def for_parts(self):
        """What a timeline says of a note."""
        return self.for_listing().only(*OF_A_NOTE, "by__name", "by__is_system", *A_KEY)


class CasePersonQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(case__in=Case.objects.visible_to(user))


class CasePerson(models.Model):
    """A client's part in a case, and how it ended for her."""

    class Outcome(models.TextChoices):
        FULLY = "fully", _("Fully resolved")
        PARTLY = "partly", _("Partly resolved")
        UNRESOLVED = "unresolved", _("Unresolved")
        WITHDRAWN = "withdrawn", _("Withdrawn by the client")
        LOST_CONTACT = "lost_contact", _("Contact lost")
        TRANSFERRED = "transferred", _("Transferred")
        DIED = "died", _("Died")
        IN_ERROR = "in_error", _("Entered in error")

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="people")
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="case_roles")
    journey = models.ForeignKey(
        Journey, on_delete=models.PROTECT, null=True, related_name="case_roles"
    )
    outcome = models.CharField(_("outcome"), max_length=12, choices=Outcome, blank=True)

    objects = CasePersonQuerySet.as_manager()
    history = History()

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index("case", condition=Q(outcome="in_error"), name="parts_entered_in_error")
        ]
        constraints = [
            models.UniqueConstraint(fields=["case", "client"], name="a_client_is_once_in_a_case")
        ]

    def __str__(self):
        return f"{self.client_id} in {self.case_id}"


class Note(models.Model):
    """What an officer wrote down about a case, for the centre alone."""

    class Kind(models.TextChoices):
        WALK_IN = "walk_in", _("Walk-in")
        PHONE = "phone", _("Phone call")
        MESSAGE = "message", _("Message")
        NOTE = "note", _("Note to the file")

    SPOKEN = {Kind.WALK_IN, Kind.PHONE, Kind.MESSAGE}  # the client was there

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="notes")
    data_key = models.ForeignKey(DataKey, on_delete=models.PROTECT, editable=False)
    kind = models.CharField(_("kind"), max_length=7, choices=Kind, default=Kind.NOTE)
    text = SealedField(_("note"))
    happened_on = models.DateField(_("it happened on"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=now)
    submission_id = models.UUIDField(unique=True, default=uuid.uuid4)

    objects = OfCaseQuerySet.as_manager()
    history = History()

    class Meta:
        ordering = ["-id"]

    def __str__(self):
        return f"note {self.pk}"


class Task(models.Model):
    """One thing to do on a case, by a day. The first open one is the case's next action."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="tasks")
    data_key = models.ForeignKey(DataKey, on_delete=models.PROTECT, editable=False)
    text = SealedField(_("what is to be done?"))
    due_at = models.DateTimeField(_("by"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    submission_id = models.UUIDField(unique=True, default=uuid.uuid4)

    objects = OfCaseQuerySet.as_manager()
    history = History()

    class Meta:
        ordering = ["due_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(done_at=None, done_by=None)
                | Q(done_at__isnull=False, done_by__isnull=False),
                name="what_is_done_says_by_whom",
            )
        ]

    def __str__(self):
        return f"task {self.pk}"

    @property
    def is_overdue(self) -> bool:
        return self.done_at is None and self.due_at < now()


class Need(models.Model):
    """One thing that a client needs on a case, by kind of service; met by help or by a referral."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="needs")
    data_key = models.ForeignKey(DataKey, on_delete=models.PROTECT, editable=False)
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(_("kind of help"), max_length=20)
    text = SealedField(_("in the client’s words"), null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    met_at = models.DateTimeField(null=True)
    submission_id = models.UUIDField(unique=True, default=uuid.uuid4)

    objects = OfCaseQuerySet.as_manager()
    history = History()

    class Meta:
        ordering = ["id"]

    def __str__(self):
        return f"{self.kind} {self.pk}"
