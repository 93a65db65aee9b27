import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from helpdesk.audit.history import History
from helpdesk.core.money import DIGITS, PLACES, Money
from helpdesk.vault.fields import SealedField
from helpdesk.vault.models import DataKey

from .client import Client
from .journey import Journey
from .journey_codes import FeeKind, Receipt


class FeeQuerySet(models.QuerySet):
    def visible_to(self, user):
        """What was paid for a journey is seen by those who see the client."""
        return self.filter(journey__client__in=Client.objects.visible_to(user))

    def of_seen(self, journey):
        """All of a journey that was fetched with visible_to."""
        return self.filter(journey=journey)

    def standing(self):
        """Without what was entered in error."""
        return self.filter(in_error=False)

    def for_listing(self):
        return self.select_related("data_key")


class Fee(models.Model):
    """One payment that a journey cost, and whether there is a receipt for it."""

    Kind, Receipt = FeeKind, Receipt

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    journey = models.ForeignKey(Journey, on_delete=models.PROTECT, related_name="fees")
    data_key = models.ForeignKey(DataKey, on_delete=models.PROTECT, editable=False)
    kind = models.CharField(_("fee"), max_length=8, choices=FeeKind)
    amount = models.DecimalField(_("amount"), max_digits=DIGITS, decimal_places=PLACES)
    currency = models.CharField(_("currency"), max_length=3)
    receipt = models.CharField(_("receipt"), max_length=4, choices=Receipt, blank=True)
    paid_on = models.DateField(_("paid on"), null=True, blank=True)
    paid_to = SealedField(_("paid to"), null=True)
    in_error = models.BooleanField(_("entered in error"), default=False)
    submission_id = models.UUIDField(unique=True, default=uuid.uuid4)
    version = models.PositiveIntegerField(default=1)

    objects = FeeQuerySet.as_manager()
    history = History()

    class Meta:
        verbose_name = _("fee")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__gt=0) & ~Q(currency=""),
                name="a_fee_is_a_sum_in_a_currency",
            ),
        ]

    def __str__(self):
        return f"{self.kind} {self.pk}"

    def client_uids(self):
        return [self.journey.client.uid]

    @property
    def money(self) -> Money:
        return Money(self.amount, self.currency)
