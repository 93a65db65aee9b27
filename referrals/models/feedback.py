import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from helpdesk.audit.history import History
from helpdesk.core.clock import now
from helpdesk.vault.fields import SealedField
from helpdesk.vault.models import DataKey

from .referral import Referral


class FeedbackQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The desk's alone: a partner reads what it reported, not what was said of it."""
        return self.filter(referral__in=Referral.objects.of_desk(user))

    def for_listing(self):
        return self.select_related("by", "data_key")


class Feedback(models.Model):
    """What was said of a partner's help when it was over: reached, helped, satisfied, by whom."""

    class SaidBy(models.TextChoices):
        CLIENT = "client", _("The client")
        FAMILY = "family", _("Family, or who may act for the client")
        DESK = "desk", _("The desk, from what it knows")

    class Reached(models.TextChoices):
        YES = "yes", _("Yes")
        NO = "no", _("No")

    class Helped(models.TextChoices):
        FULLY = "fully", _("Fully")
        PARTLY = "partly", _("Partly")
        NO = "no", _("No")

    class Satisfied(models.TextChoices):
        YES = "yes", _("Yes")
        PARTLY = "partly", _("Partly")
        NO = "no", _("No")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="feedback")
    data_key = models.ForeignKey(DataKey, on_delete=models.PROTECT, editable=False)
    at = models.DateTimeField(default=now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    said_by = models.CharField(_("who says so?"), max_length=6, choices=SaidBy)
    reached = models.CharField(_("did the partner reach her?"), max_length=3, choices=Reached)
    helped = models.CharField(_("did it help?"), max_length=6, choices=Helped)
    satisfied = models.CharField(_("satisfied?"), max_length=6, choices=Satisfied, blank=True)
    remark = SealedField(_("in their words"), null=True)

    objects = FeedbackQuerySet.as_manager()
    history = History()

    class Meta:
        verbose_name = _("feedback")
        ordering = ["-id"]

    def __str__(self):
        return f"feedback on {self.referral_id}"
