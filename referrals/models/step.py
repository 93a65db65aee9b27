import uuid

from django.conf import settings
from django.db import models

from helpdesk.audit.history import History
from helpdesk.core.clock import now
from helpdesk.vault.fields import SealedField
from helpdesk.vault.models import DataKey

from .life import Reason, Status
from .referral import Referral


class StepQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(referral__in=Referral.objects.visible_to(user))

    def of_seen(self, referrals):
        """All of referrals that were fetched with visible_to: they come with their steps."""
        return self.filter(referral__pk__among=[referral.pk for referral in referrals])

    def for_listing(self):
        return self.select_related("by", "data_key")


class Step(models.Model):
    """One move of a referral: who, when, why, and what they said."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="steps")
    data_key = models.ForeignKey(DataKey, on_delete=models.PROTECT, editable=False)
    at = models.DateTimeField(default=now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    before = models.CharField(max_length=21, choices=Status, blank=True)
    after = models.CharField(max_length=21, choices=Status)
    reason = models.CharField(max_length=15, choices=Reason, blank=True)
    text = SealedField(null=True)
    packet = models.ForeignKey(  # the version that came with it, where the packet was changed
        "referrals.Packet", on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )

    objects = StepQuerySet.as_manager()
    history = History()

    class Meta:
        ordering = ["id"]

    def __str__(self):
        return f"{self.before} → {self.after}"
