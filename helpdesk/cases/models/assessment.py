"""How vulnerable one person of a case is, and whether she may have been trafficked."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from helpdesk.access.roles import Role
from helpdesk.access.sight import centre_ids
from helpdesk.audit.history import History
from helpdesk.clients.models import Client
from helpdesk.core.clock import now
from helpdesk.core.codes import CodesField
from helpdesk.vault.fields import SealedField
from helpdesk.vault.models import DataKey

from .. import factors
from .case import Case
from .parts import OfCaseQuerySet


class OfPersonQuerySet(OfCaseQuerySet):
    def for_listing(self):
        """With its key, the person's name and who wrote it, in one query; the newest first."""
        return self.select_related("data_key", "by", "client__data_key")


class AssessmentQuerySet(OfPersonQuerySet):
    def standing(self):
        """Without what was entered in error."""
        return self.filter(in_error_at=None)


class Assessment(models.Model):
    """What endangers and what protects one person of a case, as an officer judged it on a day.

    It is not changed afterwards: the next one is set beside it. One that was entered in error
    stays to be read, with the reason, and is compared with nothing.
    """

    class Judgement(models.TextChoices):
        LOW = "low", _("Low")
        MEDIUM = "medium", _("Medium")
        HIGH = "high", _("High")
        VERY_HIGH = "very_high", _("Very high")

    TONES = {"low": "good", "medium": "info", "high": "wait", "very_high": "bad"}

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="assessments")
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="+")
    data_key = models.ForeignKey(DataKey, on_delete=models.PROTECT, editable=False)  # the case's
    judgement = models.CharField(_("vulnerability"), max_length=9, choices=Judgement)
    risks = CodesField(_("what endangers"), codes=factors.risks, max_length=600)
    strengths = CodesField(_("what protects"), codes=factors.strengths, max_length=600)
    words = SealedField(_("in the officer’s words"), null=True)  # {level or "overall": text}
    happened_on = models.DateField(_("assessed on"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=now)
    in_error_at = models.DateTimeField(_("entered in error"), null=True, editable=False)
    correction = SealedField(_("why it was entered in error"), null=True)
    submission_id = models.UUIDField(unique=True, default=uuid.uuid4)

    objects = AssessmentQuerySet.as_manager()
    history = History()

    class Meta:
        verbose_name = _("assessment")
        ordering = ["-happened_on", "-id"]

    def __str__(self):
        return f"assessment {self.pk}"

    def get_absolute_url(self):
        return f"{reverse('assessments', args=[self.case.code])}?show={self.pk}"

    @property
    def rank(self) -> int:
        """0 is low, 3 very high: to say what rose and what fell."""
        return self.Judgement.values.index(self.judgement)

    @property
    def tone(self) -> str:
        return self.TONES[self.judgement]

    @property
    def overall(self) -> str:
        return (self.words or {}).get("overall", "")


class ScreeningQuerySet(OfPersonQuerySet):
    def visible_to(self, user):
        """Those of restricted cases that one sees; of ordinary ones, only by who is answerable.

        That is who wrote it down, who has the case, and who oversees the centre: that somebody
        was screened at all is nobody else's business.
        """
        return super().visible_to(user).filter(self._answerable(user))

    def of_seen_by(self, case, user):
        """The same, of one case that was fetched with visible_to."""
        return self.filter(self._answerable(user), case=case)

    def of_person_seen_by(self, client, cases, user):
        """The same, of one person on cases (ids) that were fetched with visible_to."""
        return self.filter(self._answerable(user), client=client, case__pk__among=cases)

    def _answerable(self, user):
        overseen = Q(case__centre__in=centre_ids(user, Role.SUPERVISOR))
        return Q(case__restricted=True) | Q(by=user) | Q(case__officer=user) | overseen


class Screening(models.Model):
    """Whether one person of a case may have been trafficked: who decided so, when, and why.

    Nobody was screened where there is none. The newest one of a person counts.
    """

    class Result(models.TextChoices):
        POSSIBLE = "possible", _("Possible victim of trafficking")
        CONFIRMED = "confirmed", _("Confirmed victim of trafficking")
        NOT_VICTIM = "not_victim", _("Not a victim of trafficking")

    class Decider(models.TextChoices):
        CENTRE = "centre", _("This centre")
        AUTHORITY = "authority", _("An authority")
        ORGANISATION = "organisation", _("Another organisation")

    RESTRICTS = (Result.POSSIBLE, Result.CONFIRMED)

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="screenings")
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="+")
    data_key = models.ForeignKey(DataKey, on_delete=models.PROTECT, editable=False)  # the case's
    result = models.CharField(_("trafficking"), max_length=10, choices=Result)
    indicators = CodesField(_("signs"), codes=factors.indicators, max_length=600)
    reasons = SealedField(_("reasons"))
    decided_by = models.CharField(_("decided by"), max_length=12, choices=Decider)
    decider = SealedField(_("name of the authority or organisation"), null=True)
    decided_on = models.DateField(_("decided on"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=now)
    submission_id = models.UUIDField(unique=True, default=uuid.uuid4)

    objects = ScreeningQuerySet.as_manager()
    history = History()

    class Meta:
        verbose_name = _("screening")
        ordering = ["-id"]

    def __str__(self):
        return f"screening {self.pk}"

    def get_absolute_url(self):
        return f"{reverse('assessments', args=[self.case.code])}#screenings"

    @property
    def restricts(self) -> bool:
        return self.result in self.RESTRICTS

    @property
    def tone(self) -> str:
        return {"possible": "wait", "confirmed": "bad"}.get(self.result, "plain")
