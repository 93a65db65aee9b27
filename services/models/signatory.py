from django.db import models
from django.utils.translation import gettext_lazy as _

from helpdesk.audit.history import History
from helpdesk.core.clock import today

from .agreement import Agreement


class SignatoryQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Who signed is no secret inside the network, as the agreement is none."""
        return self.all() if user.is_active else self.none()


class Signatory(models.Model):
    """Someone who signed an agreement, for which side, in which office, on which day."""

    class Side(models.TextChoices):
        CENTRE = "centre", _("For the centre")
        PARTNER = "partner", _("For the partner")
        OTHER = "other", _("For a further party")

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="signatories")
    side = models.CharField(_("side"), max_length=7, choices=Side)
    name = models.CharField(_("name"), max_length=120)
    office = models.CharField(_("office"), max_length=120, blank=True)
    signed_on = models.DateField(_("signed on"), default=today)

    objects = SignatoryQuerySet.as_manager()
    history = History()

    class Meta:
        verbose_name = _("signatory")
        ordering = ["side", "id"]

    def __str__(self):
        return self.name
