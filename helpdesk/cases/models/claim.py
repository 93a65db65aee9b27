"""Money that a client is owed: claimed, agreed and received, in one currency each."""

import uuid
from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from helpdesk.audit.history import History
from helpdesk.clients.models import Client
from helpdesk.core.clock import now
from helpdesk.core.refusal import Refused
from helpdesk.vault.fields import SealedField
from helpdesk.vault.models import DataKey

from .case import Case
from .parts import OfCaseQuerySet
from .party import Party

ZERO = Decimal(0)
MONEY = {"max_digits": 15, "decimal_places": 3}  # dinars and rials have three


class ClaimQuerySet(OfCaseQuerySet):
    def with_received(self):
        """With `received`: all that came of it so far, in the same query."""
        came = Receipt.objects.standing().filter(claim=models.OuterRef("pk"))
        sums = came.order_by().values("claim")
        total = models.Subquery(sums.annotate(total=models.Sum("amount")).values("total"))
        return self.annotate(
            received=Coalesce(total, models.Value(ZERO), output_field=models.DecimalField(**MONEY))
        )

    def for_listing(self):
        return self.with_received().select_related("data_key", "party__data_key")


class Claim(models.Model):
    """What one client claims of one party, in one currency. Sums are never added across them."""

    class Kind(models.TextChoices):
        WAGES = "wages", _("Unpaid wages")
        FEES = "fees", _("Refund of fees")
        COMPENSATION = "compensation", _("Compensation")
        INSURANCE = "insurance", _("Insurance")
        WELFARE = "welfare", _("Welfare fund")
        END_OF_SERVICE = "end_of_service", _("End of service")
        OTHER = "other", _("Other")

    class Status(models.TextChoices):
        PREPARED = "prepared", _("Prepared")
        LODGED = "lodged", _("Lodged")
        AGREED = "agreed", _("Agreed")
        REFUSED = "refused", _("Refused")
        PAID = "paid", _("Paid")
        WRITTEN_OFF = "written_off", _("Written off")

    NEXT = {
        Status.PREPARED: {Status.LODGED, Status.AGREED, Status.REFUSED, Status.WRITTEN_OFF},
        Status.LODGED: {Status.AGREED, Status.REFUSED, Status.WRITTEN_OFF},
        Status.AGREED: {Status.LODGED, Status.REFUSED, Status.PAID, Status.WRITTEN_OFF},
        Status.REFUSED: {Status.LODGED, Status.AGREED, Status.WRITTEN_OFF},  # appealed
        Status.PAID: {Status.AGREED},  # more was agreed
        Status.WRITTEN_OFF: {Status.LODGED, Status.AGREED},
    }

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="claims")
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="+")
    data_key = models.ForeignKey(DataKey, on_delete=models.PROTECT, editable=False)  # the client's
    party = models.ForeignKey(Party, on_delete=models.PROTECT, null=True, related_name="claims")
    kind = models.CharField(_("kind"), max_length=14, choices=Kind)
    currency = models.CharField(_("currency"), max_length=3)
    claimed = models.DecimalField(_("claimed"), **MONEY)
    agreed = models.DecimalField(_("agreed"), null=True, **MONEY)
    status = models.CharField(max_length=11, choices=Status, default=Status.PREPARED)
    lodged_with = SealedField(_("where it was lodged"), null=True)
    lodged_on = models.DateField(_("lodged on"), null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=now)
    submission_id = models.UUIDField(unique=True, default=uuid.uuid4)
    version = models.PositiveIntegerField(default=1)

    objects = ClaimQuerySet.as_manager()
    history = History()

    class Meta:
        verbose_name = _("claim")
        ordering = ["id"]
        indexes = [models.Index("case", "kind", "currency", name="claims_of_a_case")]
        constraints = [
            models.CheckConstraint(condition=Q(claimed__gt=0), name="something_is_claimed"),
            models.CheckConstraint(
                condition=Q(agreed=None) | Q(agreed__gte=0, agreed__lte=F("claimed")),
                name="no_more_is_agreed_than_claimed",
            ),
        ]

    def __str__(self):
        return f"{self.kind} {self.currency} {self.pk}"

    def get_absolute_url(self):
        return reverse("claim", args=[self.case.code, self.pk])

    @property
    def open_sum(self):
        """What is still to come. Needs with_received()."""
        return (self.claimed if self.agreed is None else self.agreed) - self.received

    @property
    def tone(self):
        return {"paid": "good", "agreed": "info", "refused": "bad"}.get(self.status, "plain")

    def move_to(self, status):
        """Take the next step, or refuse."""
        if status == self.status:
            return
        if status not in self.NEXT[self.status]:
            raise Refused(
                _("A claim that is %(now)s cannot become %(then)s.")
                % {
                    "now": self.get_status_display().lower(),
                    "then": self.Status(status).label.lower(),
                },
                field="status",
            )
        self.status = status


class ReceiptQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(claim__case__in=Case.objects.visible_to(user))

    def standing(self):
        """Without what was written down wrongly and taken back: these alone are added up."""
        return self.filter(taken_back_at=None)

    def for_listing(self):
        return self.select_related("by", "taken_back_by")


class Receipt(models.Model):
    """Money that came of a claim on one day, in the claim's currency."""

    class Mistake(models.TextChoices):
        NOT_COME = "not_come", _("The money has not come after all")
        AMOUNT = "amount", _("The sum is wrong")
        DAY = "day", _("The day is wrong")
        TWICE = "twice", _("It was written down twice")
        OTHER_CLAIM = "other_claim", _("It came of another claim")

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="receipts")
    amount = models.DecimalField(_("received"), **MONEY)
    received_on = models.DateField(_("received on"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=now)
    taken_back_at = models.DateTimeField(null=True)
    taken_back_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    mistake = models.CharField(_("what was wrong?"), max_length=11, choices=Mistake, blank=True)
    submission_id = models.UUIDField(unique=True, default=uuid.uuid4)

    objects = ReceiptQuerySet.as_manager()
    history = History()

    class Meta:
        verbose_name = _("receipt")
        ordering = ["received_on", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="a_receipt_is_of_something"),
            models.CheckConstraint(
                condition=Q(taken_back_at=None, taken_back_by=None, mistake="")
                | Q(taken_back_at__isnull=False, taken_back_by__isnull=False) & ~Q(mistake=""),
                name="what_is_taken_back_says_by_whom_and_why",
            ),
        ]

    def __str__(self):
        return f"{self.amount} on {self.received_on}"
