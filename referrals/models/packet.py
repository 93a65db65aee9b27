import uuid

from django.db import models
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
        """A packet is seen with its referral."""
        return self.filter(referral__in=Referral.objects.visible_to(user))


class Packet(models.Model):
    """The frozen copy of what was disclosed: to whom, for which purpose, on which consent."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    referral = models.OneToOneField(Referral, on_delete=models.PROTECT, related_name="packet")
    data_key = models.ForeignKey(DataKey, on_delete=models.PROTECT, editable=False)
    categories = CodesField(_("what it holds"), codes=Category.choices)
    content = SealedField()  # [{"category", "items": [{"label", "value", "lang"}]}]
    frozen_at = models.DateTimeField(default=now)

    objects = PacketQuerySet.as_manager()
    history = History()

    class Meta:
        verbose_name = _("packet")

    def __str__(self):
        return f"packet of {self.referral_id}"

    @property
    def who(self):
        """The person as the partner may call her: her name, or the code that she wanted instead."""
        return next(
            (i["value"] for part in self.content for i in part["items"] if i["key"] == "name"), ""
        )
