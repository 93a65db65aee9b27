import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from helpdesk.audit.history import History
from helpdesk.clients.models import Client
from helpdesk.core.clock import now
from helpdesk.core.files.sniffing import MEDIA_TYPES
from helpdesk.jobs.models import SealedFile
from helpdesk.vault.fields import SealedField
from helpdesk.vault.models import DataKey

from .case import Case


class FileQuerySet(models.QuerySet):
    def visible_to(self, user):
        """A case's by whoever sees the case; a client's own by whoever sees the client."""
        of_cases = Q(case__in=Case.objects.visible_to(user))
        return self.filter(of_cases | Q(client__in=Client.objects.visible_to(user)))

    def of_seen(self, *, cases=(), client=None):
        """Those of cases (ids) and of a client, all of which were fetched with visible_to."""
        of_cases = Q(case__pk__among=list(cases))
        return self.filter(of_cases | Q(client=client) if client else of_cases)

    def current(self):
        """The newest version of each, and not what was removed."""
        return self.filter(replaced_at=None, removed_at=None)

    def held(self):
        """Not opened by anybody until the scanner has seen them."""
        return self.filter(scan=File.Scan.HELD)

    def for_listing(self):
        return self.select_related("data_key", "by")

    def whole(self):
        """What its own page and its actions need."""
        return self.for_listing().select_related(
            "case__centre", "case__data_key", "client__data_key", "stored__data_key", "removed_by"
        )


class File(models.Model):
    """A paper, photo or voice note of a case, or of a client herself; in versions, never lost.

    Exactly one of `case` and `client` is set, and its key seals both the words and the content.
    """

    class Kind(models.TextChoices):
        PASSPORT = "passport", _("Passport or permit")
        CONTRACT = "contract", _("Contract")
        PAYSLIP = "payslip", _("Payslip or receipt")
        COMPLAINT = "complaint", _("Complaint")
        COURT = "court", _("Court or authority")
        MEDICAL = "medical", _("Medical")
        PHOTO = "photo", _("Photo")
        VOICE = "voice", _("Voice note")
        OTHER = "other", _("Something else")

    class Scan(models.TextChoices):
        """What the scanner said. Only the first two are ever opened."""

        NONE = "none", _("Not checked for viruses")
        CLEAN = "clean", _("Checked: nothing found")
        HELD = "held", _("Being checked")
        INFECTED = "infected", _("Locked away: a virus was found")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, related_name="files")
    client = models.ForeignKey(Client, on_delete=models.PROTECT, null=True, related_name="files")
    data_key = models.ForeignKey(DataKey, on_delete=models.PROTECT, editable=False)
    kind = models.CharField(_("what is it?"), max_length=9, choices=Kind)
    title = SealedField(_("title"))
    name = SealedField(_("file name"))  # as it is given out again
    note = SealedField(_("note"), null=True)
    dated_on = models.DateField(_("date on it"), null=True)
    original_seen = models.BooleanField(_("the original was seen"), default=False)
    form = models.CharField(max_length=4, editable=False)  # by content: a key of MEDIA_TYPES
    size = models.PositiveIntegerField(editable=False)  # bytes, as kept
    stored = models.OneToOneField(SealedFile, on_delete=models.PROTECT, related_name="+")
    series = models.UUIDField(default=uuid.uuid4, editable=False)  # all versions of one file
    number = models.PositiveSmallIntegerField(_("version"), default=1, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(default=now)
    replaced_at = models.DateTimeField(null=True)
    removed_at = models.DateTimeField(null=True)
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    removed_why = SealedField(_("why is it removed?"), null=True)
    scan = models.CharField(max_length=8, choices=Scan, default=Scan.NONE)
    scan_at = models.DateTimeField(null=True)  # held: when it is tried next; else when it was said
    scan_attempts = models.PositiveIntegerField(default=0)  # in vain
    submission_id = models.UUIDField(unique=True, default=uuid.uuid4)
    version = models.PositiveIntegerField(default=1)

    objects = FileQuerySet.as_manager()
    history = History()

    class Meta:
        verbose_name = _("file")
        ordering = ["-id"]
        indexes = [
            models.Index("scan_at", condition=Q(scan="held"), name="files_to_be_scanned"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(case__isnull=False, client=None) | Q(case=None, client__isnull=False),
                name="a_file_is_of_a_case_or_of_a_client",
            ),
            models.UniqueConstraint(
                fields=["series", "number"], name="versions_of_a_file_are_counted"
            ),
            models.CheckConstraint(
                condition=Q(removed_at=None, removed_by=None)
                | Q(removed_at__isnull=False, removed_by__isnull=False),
                name="a_removed_file_says_by_whom",
            ),
        ]

    def __str__(self):
        return f"file {self.pk}"

    def get_absolute_url(self):
        return reverse("file", args=[self.pk])

    @property
    def owner(self):
        """The case or the client that it belongs to."""
        return self.case or self.client

    @property
    def code(self):
        return self.owner.code

    @property
    def urgency(self):
        return ""

    def places(self):
        return self.owner.places()

    def client_uids(self):
        return self.owner.client_uids()

    @property
    def is_current(self) -> bool:
        return self.replaced_at is None and self.removed_at is None

    @property
    def opens(self) -> bool:
        """Whether it may be given out."""
        return self.removed_at is None and self.scan in (self.Scan.NONE, self.Scan.CLEAN)

    @property
    def media_type(self) -> str:
        return MEDIA_TYPES[self.form]
