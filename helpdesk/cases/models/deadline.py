"""By when something must be claimed: rules of countries, and the days that follow from them."""

import uuid
from calendar import monthrange
from datetime import date, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django_countries.fields import CountryField

from helpdesk.access.roles import Role
from helpdesk.access.sight import centre_ids
from helpdesk.audit.history import History
from helpdesk.clients.models import Client
from helpdesk.core.clock import now, today
from helpdesk.vault.fields import SealedField
from helpdesk.vault.models import DataKey

from .case import Case
from .parts import OfCaseQuerySet


class DeadlineRuleQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Law, about nobody: desks and administrators read it."""
        roles = (Role.OFFICER, Role.SUPERVISOR, Role.ADMINISTRATOR)
        return self if centre_ids(user, *roles) else self.none()

    def in_force(self):
        return self.filter(active=True)


class DeadlineRule(models.Model):
    """How long something may be claimed in a country, counted from what. With its source."""

    class Kind(models.TextChoices):
        WELFARE = "welfare", _("Welfare claim")
        WAGES = "wages", _("Wage claim")
        INSURANCE = "insurance", _("Insurance claim")
        COMPENSATION = "compensation", _("Compensation claim")
        CERTIFICATE = "certificate", _("Returnee certificate")
        APPEAL = "appeal", _("Appeal")
        OTHER = "other", _("Other")

    class From(models.TextChoices):
        INCIDENT = "incident", _("Incident")
        CONTRACT_END = "contract_end", _("End of the contract")
        RETURN = "return", _("Return")
        DISMISSAL = "dismissal", _("Dismissal")

    class Unit(models.TextChoices):
        DAYS = "days", _("days")
        MONTHS = "months", _("months")
        YEARS = "years", _("years")

    country = CountryField(_("country"))
    kind = models.CharField(_("what is claimed"), max_length=12, choices=Kind)
    counts_from = models.CharField(_("counts from"), max_length=12, choices=From)
    length = models.PositiveSmallIntegerField(_("how long"), null=True)
    unit = models.CharField(_("unit"), max_length=6, choices=Unit, default=Unit.YEARS)
    source = models.CharField(_("source"), max_length=300)
    active = models.BooleanField(_("in force"), default=True)
    submission_id = models.UUIDField(unique=True, default=uuid.uuid4)
    version = models.PositiveIntegerField(default=1)

    objects = DeadlineRuleQuerySet.as_manager()
    history = History()

    class Meta:
        verbose_name = _("deadline rule")
        ordering = ["country", "kind", "counts_from", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(active=False) | Q(length__isnull=False, length__gt=0),
                name="a_rule_in_force_says_how_long",
            )
        ]

    def __str__(self):
        return f"{self.country.name}: {self.get_kind_display()}, {self.counted}"

    @property
    def counted(self):
        """ "1 year, counted from: Incident", as the page says it."""
        if not self.length:
            return _("length not known yet")
        long = {
            self.Unit.DAYS: ngettext("%(n)s day", "%(n)s days", self.length),
            self.Unit.MONTHS: ngettext("%(n)s month", "%(n)s months", self.length),
            self.Unit.YEARS: ngettext("%(n)s year", "%(n)s years", self.length),
        }[self.unit] % {"n": self.length}
        return _("%(long)s, counted from: %(event)s") % {
            "long": long,
            "event": self.get_counts_from_display(),
        }

    def due_from(self, day):
        """The last day on which it can be claimed: a month on from 31 January is 28 February."""
        if self.unit == self.Unit.DAYS:
            return day + timedelta(days=self.length)
        months = day.month - 1 + self.length * (12 if self.unit == self.Unit.YEARS else 1)
        year, month = day.year + months // 12, months % 12 + 1
        return date(year, month, min(day.day, monthrange(year, month)[1]))


class DeadlineQuerySet(OfCaseQuerySet):
    def open(self):
        return self.filter(done_at=None)

    def for_listing(self):
        return self.select_related("data_key", "rule", "client__data_key")


class Deadline(models.Model):
    """A day by which something must be done on a case, by a rule or set freely."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="deadlines")
    client = models.ForeignKey(Client, on_delete=models.PROTECT, null=True, related_name="+")
    data_key = models.ForeignKey(DataKey, on_delete=models.PROTECT, editable=False)  # the case's
    rule = models.ForeignKey(DeadlineRule, on_delete=models.PROTECT, null=True, related_name="+")
    text = SealedField(_("what must be done?"))
    from_on = models.DateField(_("counts from"), null=True)
    due_on = models.DateField(_("last day"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=now)
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    told_days = models.SmallIntegerField(null=True)  # the last reminder: so many days before
    submission_id = models.UUIDField(unique=True, default=uuid.uuid4)

    objects = DeadlineQuerySet.as_manager()
    history = History()

    class Meta:
        verbose_name = _("deadline")
        ordering = ["due_on", "id"]
        indexes = [
            models.Index("due_on", "id", condition=Q(done_at=None), name="deadlines_to_come")
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(from_on=None) | Q(due_on__gte=models.F("from_on")),
                name="no_deadline_lies_before_what_it_counts_from",
            ),
            models.CheckConstraint(
                condition=Q(done_at=None, done_by=None)
                | Q(done_at__isnull=False, done_by__isnull=False),
                name="a_met_deadline_says_by_whom",
            ),
        ]

    def __str__(self):
        return f"deadline {self.pk}"

    @property
    def has_lapsed(self) -> bool:
        return self.done_at is None and self.due_on < today()

    @property
    def is_near(self) -> bool:
        return self.done_at is None and self.due_on <= today() + timedelta(days=30)
