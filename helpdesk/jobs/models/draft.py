import uuid
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from helpdesk.core.clock import now
from helpdesk.vault.fields import SealedField
from helpdesk.vault.models import DataKey


class DraftQuerySet(models.QuerySet):
    def visible_to(self, user):
        """One's own, and nobody else's."""
        return self.filter(by=user) if user.is_active else self.none()

    def for_listing(self):
        return self.select_related("data_key")

    def expired(self):
        return self.filter(saved_at__lt=now() - Draft.KEPT)


class Draft(models.Model):
    """What someone has typed into a form and not sent yet; taken up again on any device.

    Sealed under the key of the client that it is about, else under its own, which goes with it.
    """

    KEPT = timedelta(days=30)

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="drafts"
    )
    path = models.CharField(max_length=200)  # the form's page
    title = models.CharField(max_length=80)  # what the form does, and a code at most
    data_key = models.ForeignKey(DataKey, on_delete=models.PROTECT, editable=False)
    owns_key = models.BooleanField(default=True, editable=False)
    values = SealedField(_("what was typed"))  # {field: [values]}
    saved_at = models.DateTimeField(default=now)

    objects = DraftQuerySet.as_manager()

    class Meta:
        ordering = ["-saved_at"]
        constraints = [
            models.UniqueConstraint(fields=["by", "path"], name="one_draft_per_person_and_form")
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return self.path
