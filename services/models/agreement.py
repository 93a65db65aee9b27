import uuid
from datetime import timedelta

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Concat
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from helpdesk.access.models import Centre
from helpdesk.access.roles import Role
from helpdesk.access.sight import centre_ids, partner_ids
from helpdesk.audit.history import History
from helpdesk.core.clock import today
from helpdesk.core.codes import CodesField
from helpdesk.jobs.models import SealedFile

from ..kinds import Kind
from .partner import Partner

ENDS_SOON = timedelta(days=90)  # from then on it is said on its page, and people are told


class AgreementQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Agreements are no secret inside the network."""
        return self.all() if user.is_active else self.none()

    def looked_after_by(self, user):
        """Those that bind the centres she oversees or administers, and those of her partner."""
        paths = Centre.objects.filter(
            pk__in=centre_ids(user, Role.SUPERVISOR, Role.ADMINISTRATOR)
        ).values_list("path", flat=True)
        binding = {above for path in paths for above in _down_to(path)}
        return self.filter(Q(centre__path__in=binding) | Q(partner__in=partner_ids(user)))

    def for_listing(self):
        return self.select_related("centre", "partner")

    def ending_within(self, days):
        """In force, and their last day is at most so many days away."""
        return self.in_force().filter(ends_on__lte=today() + timedelta(days=days))

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
        return self.in_force().made_for(
            partner=partner, kind=kind, centre_path=centre_path, country=country
        )

    def made_for(self, *, partner, kind, centre_path, country=None):
        """As `covering`, whether it holds today or not."""
        found = self.binding(centre_path).filter(partner=partner, kinds__has=kind)
        return found if country is None else found.for_cases_in(country)

    def binding(self, centre_path):
        """Made with the centre of this path (a value or an OuterRef), or with one above it."""
        if isinstance(centre_path, str):
            return self.filter(centre__path__in=_down_to(centre_path))
        here = models.ExpressionWrapper(centre_path, models.CharField())
        return self.alias(of_centre=here).filter(of_centre__startswith=F("centre__path"))

    def for_cases_in(self, country):
        """Made for this country (a value or an OuterRef) among others, or for every country."""
        found = self.alias(of_countries=_between_commas(F("countries")))
        if isinstance(country, str):
            named = Q(countries="") | Q(of_countries__contains=f",{country},")
            return found.filter(named) if country else self
        return found.alias(of_country=_between_commas(country)).filter(
            Q(countries="") | Q(of_country=",,") | Q(of_countries__contains=F("of_country"))
        )


def _down_to(path) -> list[str]:
    """The paths of a centre and of all above it, from the top."""
    return [path[:end] for end in range(4, len(path) + 1, 4)]


def _between_commas(text):
    return Concat(models.Value(","), text, models.Value(","), output_field=models.CharField())


class Agreement(models.Model):
    """The memorandum that lets a partner receive referrals of a centre and of those below it."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft")
        SIGNED = "signed", _("Signed")
        SUSPENDED = "suspended", _("Suspended")
        ENDED = "ended", _("Ended")

    NEXT = {
        Status.DRAFT: {Status.SIGNED},
        Status.SIGNED: {Status.SUSPENDED, Status.ENDED},
        Status.SUSPENDED: {Status.SIGNED, Status.ENDED},
        Status.ENDED: set(),
    }

    class ScanType(models.TextChoices):
        PDF = "application/pdf", "PDF"
        JPEG = "image/jpeg", "JPEG"
        PNG = "image/png", "PNG"

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="agreements")
    centre = models.ForeignKey(Centre, on_delete=models.PROTECT, related_name="agreements")
    kinds = CodesField(_("kinds of help"), codes=Kind.choices, blank=False)
    countries = CountryField(
        _("for cases in"), multiple=True, blank=True, help_text=_("Empty: every country.")
    )
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True)
    status = models.CharField(_("status"), max_length=9, choices=Status, default=Status.DRAFT)
    reference = models.CharField(_("reference number"), max_length=60, blank=True)
    other_parties = models.TextField(
        _("further parties"),
        max_length=1000,
        blank=True,
        help_text=_("Bodies that sign too, such as a ministry. One on each line."),
    )
    duties_of_partner = models.TextField(
        _("what the partner takes on"), max_length=4000, blank=True
    )
    duties_of_centre = models.TextField(_("what the centre takes on"), max_length=4000, blank=True)
    why = models.CharField(_("why"), max_length=300, blank=True)  # it was suspended or ended
    scan = models.ForeignKey(
        SealedFile, on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )
    scan_type = models.CharField(max_length=15, choices=ScanType, blank=True, editable=False)
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
            ),
            models.CheckConstraint(
                condition=Q(scan=None, scan_type="") | Q(scan__isnull=False) & ~Q(scan_type=""),
                name="a_scan_says_what_it_is",
            ),
        ]

    def __str__(self):
        return f"{self.partner_id} with {self.centre_id}"

    def get_absolute_url(self):
        return reverse("services:agreement", args=[self.pk])

    @property
    def code(self):
        return f"A-{self.pk}"

    def places(self):
        """Both sides."""
        return [self.centre, self.partner]

    def parties(self):
        """The further bodies that sign it."""
        return [line.strip() for line in self.other_parties.splitlines() if line.strip()]

    def can_become(self, status) -> bool:
        return status in self.NEXT[self.status]

    @property
    def may_be_signed(self) -> bool:
        return self.status == self.Status.DRAFT

    @property
    def may_be_suspended(self) -> bool:
        return self.can_become(self.Status.SUSPENDED)

    @property
    def may_be_resumed(self) -> bool:
        return self.status == self.Status.SUSPENDED

    @property
    def may_be_ended(self) -> bool:
        return self.can_become(self.Status.ENDED)

    def kind_names(self):
        labels = dict(Kind.choices)
        return ", ".join(str(labels.get(kind, kind)) for kind in self.kinds)

    def standing(self):
        """How it stands today, in words and tone."""
        if self.status == self.Status.SIGNED and not self.is_in_force:
            return (_("Not begun"), "wait") if self.starts_on > today() else (_("Run out"), "bad")
        if self.ends_soon:
            return _("In force, ends soon"), "wait"
        if self.is_in_force:
            return _("In force"), "good"
        return self.get_status_display(), "bad" if self.may_be_resumed else "plain"

    @property
    def has_run_out(self) -> bool:
        """Its last day has passed, and nobody has ended it."""
        return self.status == self.Status.SIGNED and bool(self.ends_on) and self.ends_on < today()

    @property
    def days_left(self) -> int | None:
        """Until its last day; None where it has none, or is not in force."""
        return (self.ends_on - today()).days if self.is_in_force and self.ends_on else None

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
