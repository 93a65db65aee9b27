import uuid
from datetime import timedelta

from django.db import models
from django.db.models import F, OuterRef, Q
from django.db.models.functions import Concat
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from helpdesk.access.models import Centre
from helpdesk.audit.history import History
from helpdesk.core.clock import today
from helpdesk.core.codes import CodesField

from ..kinds import Kind
from .partner import Partner

ENDS_SOON = timedelta(days=60)


class AgreementQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Agreements are no secret inside the network."""
        return self.all() if user.is_active else self.none()

    def for_listing(self):
        return self.select_related("centre", "partner")

    def in_force(self):
        """Signed, begun, not ended."""
        day = today()
        return self.filter(
            Q(ends_on=None) | Q(ends_on__gte=day),
            status=Agreement.Status.SIGNED,
            starts_on__lte=day,
        )

    def covering(self, *, partner, kind, centre_path, country=None):
        """In force for this partner and kind of help, with this centre or one above it.

        `country` is where the case's journey leads; while that is not known (None, blank) any
        agreement covers it. Each argument is a value or an OuterRef, so that it also serves as
        EXISTS in a query.
        """
        found = (
            self.in_force()
            .alias(of_centre=models.ExpressionWrapper(_value(centre_path), models.CharField()))
            .filter(partner=partner, kinds__has=kind, of_centre__startswith=F("centre__path"))
        )
        return found if country is None else found.for_cases_in(country)

    def for_cases_in(self, country):
        """Made for this country among others, or for every country."""
        return self.alias(
            of_countries=_between_commas(F("countries")),
            of_country=_between_commas(_value(country)),
        ).filter(Q(countries="") | Q(of_country=",,") | Q(of_countries__contains=F("of_country")))


def _value(value):
    return value if isinstance(value, OuterRef) else models.Value(value)


def _between_commas(text):
    return Concat(models.Value(","), text, models.Value(","), output_field=models.CharField())


class Agreement(models.Model):
    """The memorandum that lets a partner receive referrals of a centre and of those below it."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft")
        SIGNED = "signed", _("Signed")
        ENDED = "ended", _("Ended")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="agreements")
    centre = models.ForeignKey(Centre, on_delete=models.PROTECT, related_name="agreements")
    kinds = CodesField(_("kinds of help"), codes=Kind.choices, blank=False)
    countries = CountryField(
        _("for cases in"), multiple=True, blank=True, help_text=_("Empty: every country.")
    )
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True)
    status = models.CharField(_("status"), max_length=6, choices=Status, default=Status.DRAFT)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = AgreementQuerySet.as_manager()
    history = History()

    class Meta:
        verbose_name = _("agreement")
        ordering = ["-starts_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="an_agreement_ends_after_it_starts",
            )
        ]

    def __str__(self):
        return f"{self.partner_id} with {self.centre_id}"

    def get_absolute_url(self):
        return reverse("services:partner", args=[self.partner_id])

    @property
    def code(self):
        return f"A-{self.pk}"

    def places(self):
        return [self.centre]

    def kind_names(self):
        labels = dict(Kind.choices)
        return ", ".join(str(labels.get(kind, kind)) for kind in self.kinds)

    def standing(self):
        """How it stands today, in words and tone."""
        if self.status == self.Status.SIGNED and not self.is_in_force:
            return (_("Not begun"), "wait") if self.starts_on > today() else (_("Run out"), "bad")
        if self.ends_soon:
            return _("In force, ends soon"), "wait"
        return (_("In force"), "good") if self.is_in_force else (self.get_status_display(), "plain")

    @property
    def ends_soon(self) -> bool:
        """In force, and not for much longer: time to renew it."""
        return self.is_in_force and bool(self.ends_on) and self.ends_on - today() <= ENDS_SOON

    @property
    def is_in_force(self) -> bool:
        day = today()
        return (
            self.status == self.Status.SIGNED
            and self.starts_on <= day
            and (not self.ends_on or self.ends_on >= day)
        )
