import uuid

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from helpdesk.audit.history import History

from .location import DirectoryQuerySet, Location
from .service import Service

CURRENCY = RegexValidator(r"\A[A-Z]{3}\Z", _("Three capital letters, such as NPR."))


class Cost(models.Model):
    """What a service costs, for some people or some kind of help, in some time."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="costs")
    option = models.CharField(_("for whom or what"), max_length=200, blank=True)
    amount = models.DecimalField(
        _("amount"), max_digits=12, decimal_places=2, null=True, blank=True
    )
    currency = models.CharField(_("currency"), max_length=3, blank=True, validators=[CURRENCY])
    details = models.CharField(_("details"), max_length=300, blank=True)
    valid_from = models.DateField(_("from"), null=True, blank=True)
    valid_to = models.DateField(_("until"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = DirectoryQuerySet.as_manager()
    history = History()

    class Meta:
        verbose_name = _("cost")
        ordering = ["option", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount=None) | Q(amount__gte=0), name="a_cost_is_not_below_nothing"
            ),
            models.CheckConstraint(
                condition=Q(amount=None) | ~Q(currency=""), name="an_amount_has_its_currency"
            ),
            models.CheckConstraint(
                condition=Q(valid_from=None) | Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="a_cost_ends_after_it_starts",
            ),
        ]

    def __str__(self):
        return f"{self.option} {self.amount} {self.currency}".strip()

    def get_absolute_url(self):
        return self.service.get_absolute_url()

    @property
    def code(self):
        return f"S-{self.service_id}"

    def places(self):
        return [self.service.partner]


class Accessibility(models.Model):
    """What helps people with a disability at a place."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    location = models.ForeignKey(Location, on_delete=models.PROTECT, related_name="accessibility")
    description = models.CharField(_("what helps"), max_length=300)
    details = models.TextField(_("details"), blank=True)
    url = models.URLField(_("web page"), blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = DirectoryQuerySet.as_manager()
    history = History()

    class Meta:
        verbose_name = _("accessibility")
        ordering = ["description", "id"]

    def __str__(self):
        return self.description

    def get_absolute_url(self):
        return self.location.get_absolute_url()

    @property
    def code(self):
        return f"L-{self.location_id}"

    def places(self):
        return [self.location.partner]
