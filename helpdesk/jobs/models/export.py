import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from helpdesk.vault.fields import SealedField
from helpdesk.vault.models import DataKey

from .sealed_file import SealedFile


class ExportQuerySet(models.QuerySet):
    def visible_to(self, user):
        """One's own: what was exported is for whoever asked, and said why."""
        return self.filter(by=user) if user.is_active else self.none()

    def for_listing(self):
        return self.select_related("data_key", "file", "file__data_key")


class Export(models.Model):
    """A list that someone takes out of the desk: which one, for what purpose, and the file."""

    class Purpose(models.TextChoices):
        FOLLOW_UP = "follow_up", _("Following up on clients or cases")
        REPORT = "report", _("A report of the centre’s work")
        PARTNER = "partner", _("Agreed work with a partner")
        QUALITY = "quality", _("Checking and correcting records")
        HANDOVER = "handover", _("Handing work over")
        LEGAL = "legal", _("A duty by law or by court order")
        OTHER = "other", _("Something else")

    class Form(models.TextChoices):
        CSV = "csv", _("CSV, for any program")
        XLSX = "xlsx", _("Excel (XLSX)")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    what = models.CharField(max_length=10)  # a list that the desk exports
    form = models.CharField(_("as"), max_length=4, choices=Form, default=Form.CSV)
    purpose = models.CharField(_("what for?"), max_length=10, choices=Purpose)
    data_key = models.ForeignKey(DataKey, on_delete=models.PROTECT, editable=False)
    words = SealedField(_("in words"))
    narrowed = SealedField(_("the list’s filter"))  # {"query": an address's, "look": words}
    file = models.ForeignKey(SealedFile, on_delete=models.PROTECT, related_name="+")
    submission_id = models.UUIDField(unique=True, default=uuid.uuid4)

    objects = ExportQuerySet.as_manager()

    class Meta:
        verbose_name = _("export")

    def __str__(self):
        return f"export {self.pk}"
