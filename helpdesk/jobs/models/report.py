import uuid
from datetime import timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from helpdesk.access.models import Centre
from helpdesk.audit.history import History
from helpdesk.core.clock import now

from .job import Job


class ReportTemplateQuerySet(models.QuerySet):
    def visible_to(self, user):
        """One's own, those that were not removed."""
        return self.filter(by=user, is_gone=False) if user.is_active else self.none()

    def monthly(self):
        """Those that are made by themselves at the beginning of each month."""
        return self.filter(monthly=True, is_gone=False, by__is_active=True)


class ReportTemplate(models.Model):
    """Which indicators, split by what, of which centres and period: to be counted again."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    centre = models.ForeignKey(  # None: all that she oversees
        Centre, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("centre")
    )
    below = models.BooleanField(_("with all below it"), default=False)
    name = models.CharField(_("name"), max_length=80)
    indicators = models.JSONField(_("indicators"), default=list)  # codes
    splits = models.JSONField(_("split by"), default=list)  # codes
    period = models.CharField(_("period"), max_length=12)  # by name: other days each month
    monthly = models.BooleanField(_("every month"), default=False)
    readers = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+")
    is_gone = models.BooleanField(default=False, editable=False)

    objects = ReportTemplateQuerySet.as_manager()
    history = History()

    class Meta:
        verbose_name = _("report template")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["by", "name"], condition=Q(is_gone=False), name="one_template_of_a_name"
            )
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("report_builder") + f"?template={self.pk}"

    @property
    def code(self):
        return f"RT-{self.pk}"

    def places(self):
        return [self.centre] if self.centre else []


class ReportQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Who had it made, and those whom she named."""
        if not user.is_active:
            return self.none()
        named = Report.readers.through.objects.filter(user=user).values("report")
        return self.filter(Q(by=user) | Q(pk__in=named))

    def published(self):
        """Open statistics: rounded for every reader."""
        return self.filter(published=True)

    def counted(self):
        """Those whose figures are there."""
        return self.with_state().filter(is_counted=True)

    def with_state(self):
        """With `is_counted`: whether its job is done and its figures are there still."""
        done = Job.objects.filter(kind=Report.KIND, status=Job.Status.DONE)
        there = Q(Exists(done.filter(about=OuterRef("pk")))) & Q(gone_at=None)
        return self.annotate(is_counted=ExpressionWrapper(there, BooleanField()))

    def too_old(self):
        """Those whose figures are to go; open statistics stay."""
        before = now() - timedelta(days=settings.REPORT_DAYS)
        return self.with_state().filter(is_counted=True, published=False, made_at__lt=before)

    def for_listing(self):
        return self.select_related("by", "centre")


class Report(models.Model):
    """Indicators of some centres and one period, as they were counted at one time."""

    KIND = "report"  # of the job that counts it

    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    template = models.ForeignKey(
        ReportTemplate, on_delete=models.PROTECT, null=True, related_name="reports"
    )
    centre = models.ForeignKey(Centre, on_delete=models.PROTECT, null=True, related_name="+")
    below = models.BooleanField(default=False)  # of the centre and all below it
    centres = models.JSONField(default=list)  # ids of all that are counted
    name = models.CharField(_("name"), max_length=80)
    indicators = models.JSONField(default=list)
    splits = models.JSONField(default=list)
    first = models.DateField()
    last = models.DateField()
    before_first = models.DateField()
    zone = models.CharField(max_length=60)
    ordinary = models.BooleanField(default=True)  # without any restricted case: others read it
    published = models.BooleanField(default=False)  # open statistics: rounded for every reader
    readers = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+")
    made_at = models.DateTimeField(default=now)
    gone_at = models.DateTimeField(null=True, editable=False)  # its figures were kept until then
    submission_id = models.UUIDField(unique=True, default=uuid.uuid4)

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("report")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(last__gte=models.F("first")), name="a_report_ends_after_it_begins"
            )
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("report", args=[self.pk])

    @property
    def code(self):
        return f"R-{self.pk}"

    def places(self):
        return [self.centre] if self.centre else []

    @property
    def made_on(self):
        """When it was counted, by the clock of the centres."""
        return self.made_at.astimezone(ZoneInfo(self.zone))


class ReportTable(models.Model):
    """What one step of the counting found: indicators of one unit, whole or by one split."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="tables")
    number = models.PositiveIntegerField()
    split = models.CharField(max_length=20, blank=True)
    counts = models.JSONField()  # {"totals": …, "parts": …}, as dashboards count

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["report", "number"], name="tables_of_a_report_once")
        ]

    def __str__(self):
        return f"{self.report_id} {self.number}"
