import uuid

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from helpdesk.audit.history import History
from helpdesk.core.clock import now
from helpdesk.core.codes import CodesField
from helpdesk.vault.fields import SealedField
from helpdesk.vault.models import DataKey

from ..categories import Category
from .referral import Referral


class PacketQuerySet(models.QuerySet):
    def visible_to(self, user):
        """A packet is seen with its referral, in all its versions."""
        return self.filter(referral__in=Referral.objects.visible_to(user))


class Packet(models.Model):
    """The frozen copy of what was disclosed, in one version: a change makes the next one."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="packets")
    number = models.PositiveSmallIntegerField(default=0)  # 0: as first sent; then each change
    data_key = models.ForeignKey(DataKey, on_delete=models.PROTECT, editable=False)
    categories = CodesField(_("what it holds"), codes=Category.choices)
    content = SealedField()  # [{"category", "items": [{"key", "value", "lang"}]}]
    amends = SealedField(_("why it was changed"), null=True)
    frozen_at = models.DateTimeField(default=now)

    objects = PacketQuerySet.as_manager()
    history = History()

    class Meta:
        verbose_name = _("packet")
        ordering = ["referral", "number"]
        constraints = [
            models.UniqueConstraint(fields=["referral", "number"], name="packets_are_counted"),
            models.CheckConstraint(
                condition=Q(number=0) | Q(amends_sealed__isnull=False),
                name="a_changed_packet_says_why",
            ),
        ]

    def __str__(self):
        return f"packet {self.number} of {self.referral_id}"

    def get_absolute_url(self):
        return reverse("referrals:packet", args=[self.referral.code, self.version])

    @property
    def version(self) -> int:
        """As people count: the first is 1."""
        return self.number + 1

    @property
    def who(self):
        """The person as the partner may call her: her name, or the code that she wanted instead."""
        return next(
            (i["value"] for part in self.content for i in part["items"] if i["key"] == "name"), ""
        )
