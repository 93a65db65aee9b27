import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from helpdesk.audit.history import History
from helpdesk.core.clock import today
from helpdesk.core.codes import CodesField
from helpdesk.core.money import Money
from helpdesk.vault.fields import SealedField
from helpdesk.vault.models import DataKey

from .client import Client
from .facts import OfClientQuerySet
from .journey_details import OccupationField, currency, money
from .plan_codes import INTENTIONS

SUMS = {"savings": "savings_currency", "remittance": "remittance_currency"}


class ProspectsQuerySet(OfClientQuerySet):
    def for_listing(self):
        return self.select_related("data_key", "by")


class Prospects(models.Model):
    """What a client has saved, sends home and means to do, as she told it on a day.

    The latest counts; the earlier ones show how it went.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="prospects")
    data_key = models.ForeignKey(DataKey, on_delete=models.PROTECT, editable=False)
    told_on = models.DateField(_("told on"), default=today)
    home_occupation = OccupationField(_("occupation at home"), max_length=80, blank=True)
    savings = money(_("savings, by their own estimate"))
    savings_currency = currency(_("its currency"))
    remittance = money(_("money sent home in a month"))
    remittance_currency = currency(_("its currency"))
    intentions = CodesField(_("what they mean to do"), codes=INTENTIONS)
    business_idea = SealedField(_("business idea"), null=True)
    training_wanted = SealedField(_("training wanted"), null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    submission_id = models.UUIDField(unique=True, default=uuid.uuid4)
    version = models.PositiveIntegerField(default=1)

    objects = ProspectsQuerySet.as_manager()
    history = History()

    class Meta:
        verbose_name = _("savings and intentions")
        ordering = ["-told_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q((amount, None), (unit, ""))
                | (Q((f"{amount}__isnull", False), (f"{amount}__gte", 0)) & ~Q((unit, ""))),
                name=f"what_is_told_as_{amount}_has_its_currency",
            )
            for amount, unit in SUMS.items()
        ]

    def __str__(self):
        return f"prospects {self.pk}"

    def client_uids(self):
        return [self.client.uid]

    def sum_of(self, name) -> Money | None:
        """`savings` or `remittance` with its currency."""
        amount = getattr(self, name)
        return None if amount is None else Money(amount, getattr(self, SUMS[name]))

    @property
    def intentions_in_words(self) -> str:
        return ", ".join(str(label) for code, label in INTENTIONS if code in self.intentions)
