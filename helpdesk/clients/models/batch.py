import uuid
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from helpdesk.access.models import Centre
from helpdesk.access.roles import DESK
from helpdesk.access.sight import centre_ids
from helpdesk.core.clock import now
from helpdesk.jobs.models import Job, SealedFile
from helpdesk.vault.fields import SealedField
from helpdesk.vault.models import DataKey

from .client import Client


class BatchQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Registers brought in for the centres where one works at the desk."""
        return self.filter(centre_id__in=centre_ids(user, *DESK))

    def for_listing(self):
        return self.select_related("data_key", "centre", "by", "job")

    def old(self):
        """Over since a while, or left lying half-way: their rows are of no more use."""
        before = now() - timedelta(days=settings.IMPORT_DAYS)
        return self.filter(touched_at__lt=before, data_key__wrapped__isnull=False)


class Batch(models.Model):
    """A centre's old register that is brought in as a whole, and can be taken back as a whole.

    What it says of people is sealed under its own key and destroyed some days after it is over.
    """

    class State(models.TextChoices):
        UPLOADED = "uploaded", _("Columns to be named")
        CHECKING = "checking", _("Being checked")
        CHECKED = "checked", _("Checked")
        IMPORTING = "importing", _("Being imported")
        IMPORTED = "imported", _("Imported")
        UNDOING = "undoing", _("Being taken back")
        UNDONE = "undone", _("Taken back")

    class Likes(models.TextChoices):
        LATER = "later", _("Leave them for later: they stay listed here")
        SKIP = "skip", _("Skip them: they are the same people")
        IMPORT = "import", _("Import them as new people")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    data_key = models.ForeignKey(DataKey, on_delete=models.PROTECT, editable=False)
    centre = models.ForeignKey(Centre, on_delete=models.PROTECT, verbose_name=_("centre"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    file = models.ForeignKey(SealedFile, on_delete=models.PROTECT, related_name="+")
    file_name = SealedField(_("file"))
    shape = models.JSONField(default=dict)  # {"kind", "encoding", "delimiter"}: how it is read
    headers = SealedField(_("its columns"))  # as they stand in the first row
    columns = models.JSONField(default=dict)  # our field → the column's number, from 0
    day_first = models.BooleanField(default=True)  # 3/4/1990 is in April
    stage = models.CharField(max_length=13, blank=True)  # of rows that say none
    state = models.CharField(max_length=9, choices=State, default=State.UPLOADED)
    likes = models.CharField(_("look-alikes"), max_length=6, choices=Likes, default=Likes.LATER)
    job = models.ForeignKey(Job, on_delete=models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(default=now)
    touched_at = models.DateTimeField(default=now)
    submission_id = models.UUIDField(unique=True, default=uuid.uuid4)

    objects = BatchQuerySet.as_manager()

    class Meta:
        verbose_name = _("register import")
        ordering = ["-id"]

    def __str__(self):
        return self.code

    def get_absolute_url(self):
        return reverse("batch", args=[self.pk])

    @property
    def code(self):
        return f"I-{self.pk}"

    @property
    def is_busy(self) -> bool:
        """A job works on it at this moment."""
        return self.job is not None and not self.job.is_over

    def places(self):
        return [self.centre]

    def client_uids(self):
        return []


class BatchRowQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Rows of the registers that one may see."""
        return self.filter(batch__in=Batch.objects.visible_to(user))

    def for_listing(self):
        return self.select_related("data_key", "client", "client__data_key", "like")


class BatchRow(models.Model):
    """One row of an old register: what it says, what is wrong with it, whom it became."""

    class State(models.TextChoices):
        READY = "ready", _("Ready")
        WRONG = "wrong", _("With errors")
        DOUBLE = "double", _("Twice in the file")
        LIKE = "like", _("Looks like someone registered")
        IMPORTED = "imported", _("Imported")
        SKIPPED = "skipped", _("Skipped")
        UNDONE = "undone", _("Taken back")
        KEPT = "kept", _("Not taken back")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="rows")
    data_key = models.ForeignKey(DataKey, on_delete=models.PROTECT, editable=False)
    number = models.PositiveIntegerField()  # in the file; the first row holds the columns
    cells = SealedField(null=True)  # [text], as they stand in the file
    problems = SealedField(null=True)  # [[column, words]]
    state = models.CharField(max_length=8, choices=State)
    like = models.ForeignKey(Client, on_delete=models.PROTECT, null=True, related_name="+")
    double_of = models.PositiveIntegerField(null=True)  # an earlier row of the file
    client = models.ForeignKey(Client, on_delete=models.PROTECT, null=True, related_name="+")

    objects = BatchRowQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["batch", "number"], name="a_row_is_read_once")
        ]
        indexes = [
            models.Index(fields=["batch", "state", "number"], name="rows_by_state"),
            models.Index(
                fields=["batch"], condition=Q(client__isnull=False), name="rows_with_a_client"
            ),
        ]

    def __str__(self):
        return f"{self.batch_id} {self.number}"


class BatchKey(models.Model):
    """A blind key by which a row is found again in the same file."""

    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="+", db_index=False)
    key = models.BigIntegerField()
    number = models.PositiveIntegerField()

    class Meta:
        indexes = [models.Index(fields=["batch", "key", "number"], name="doubles_in_a_file")]

    def __str__(self):
        return f"{self.key}"


class ColumnMapping(models.Model):
    """How a centre's files call one of our fields: remembered from the last time, blind."""

    centre = models.ForeignKey(Centre, on_delete=models.PROTECT, related_name="+", db_index=False)
    header = models.BigIntegerField()  # a header may be a name where the file has none
    field = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["centre", "header"], name="a_header_means_one_thing")
        ]

    def __str__(self):
        return self.field
