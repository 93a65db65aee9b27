import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from helpdesk.audit.history import History
from helpdesk.core.clock import now
from helpdesk.vault.fields import SealedField
from helpdesk.vault.models import DataKey

from .life import Reason, Status
from .referral import Referral

CHASES = ["called", "wrote", "visited"]  # the desk's own doing: no partner reads of it


class StepQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(referral__in=Referral.objects.visible_to(user))

    def of_seen(self, referrals):
        """All of referrals that were fetched with visible_to: they come with their steps."""
        return self.filter(referral__pk__among=[referral.pk for referral in referrals])

    def moves(self):
        """The moves alone, without the ladder's rungs and the desk's calls."""
        return self.filter(kind="")

    def for_partner(self):
        """What the partner may read of: the moves, and that it was reminded."""
        return self.filter(kind__in=["", "reminded"])

    def for_listing(self):
        return self.select_related("by", "data_key")


class Step(models.Model):
    """One move of a referral, a rung of the ladder or a chase: who, when, why, what they said."""

    class Kind(models.TextChoices):
        MOVE = "", _("Move")
        REMINDED = "reminded", _("Partner reminded")
        OFFICER_TOLD = "officer_told", _("Officer told")
        SUPERVISOR_TOLD = "supervisor_told", _("Supervisor told")
        CALLED = "called", _("Called")
        WROTE = "wrote", _("Wrote")
        VISITED = "visited", _("Visited")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="steps")
    data_key = models.ForeignKey(DataKey, on_delete=models.PROTECT, editable=False)
    at = models.DateTimeField(default=now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=15, choices=Kind, blank=True, default="")
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
