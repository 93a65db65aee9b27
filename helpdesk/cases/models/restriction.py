"""Why a case is kept to named people; and how it was opened all the same, in an emergency."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from helpdesk.access.roles import Role
from helpdesk.access.sight import centre_ids
from helpdesk.audit.history import History
from helpdesk.core.clock import now
from helpdesk.vault.fields import SealedField
from helpdesk.vault.models import DataKey

from .case import Case
from .parts import OfCaseQuerySet


class Restriction(models.Model):
    """A time in which a case was kept to named people. Who they are, CaseSharing says."""

    class Ground(models.TextChoices):
        TRAFFICKING = "trafficking", _("Possible trafficking")
        VIOLENCE = "violence", _("Violence or abuse, also in the family")
        CHILD = "child", _("A child without a caregiver")
        THREAT = "threat", _("Someone is threatened")
        COLLEAGUE = "colleague", _("A colleague is concerned, or knows the people")
        OTHER = "other", _("Another reason")

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="restrictions")
    data_key = models.ForeignKey(DataKey, on_delete=models.PROTECT, editable=False)  # the case's
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    ground = models.CharField(_("why is it restricted?"), max_length=11, choices=Ground)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=now)
    lifted_at = models.DateTimeField(null=True)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    lifted_why = SealedField(_("why is it lifted?"), null=True)

    objects = OfCaseQuerySet.as_manager()
    history = History()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(lifted_at=None), name="a_case_is_restricted_once"
            ),
            models.CheckConstraint(
                condition=Q(lifted_at=None, lifted_by=None)
                | Q(lifted_at__isnull=False, lifted_by__isnull=False),
                name="a_lifted_restriction_says_by_whom",
            ),
        ]

    def __str__(self):
        return f"restriction {self.pk}"


class BreakGlassQuerySet(models.QuerySet):
    def visible_to(self, user):
        """One's own; those of cases on which one is named; of her centres, to data protection."""
        from .overlap import shared_cases

        protected = Q(case__centre__in=centre_ids(user, Role.DPO))
        if not user.is_active:
            return self.none()
        return self.filter(Q(by=user) | protected | Q(case__pk__among=shared_cases(user)))

    def running_for(self, user):
        """What she opened, for as long as it lasts: while the case is restricted and hers to reach.

        A case that went to a centre where she does not work is closed to her at once.
        """
        here = centre_ids(user, Role.OFFICER, Role.SUPERVISOR)
        running = self.filter(by=user, until__gt=now())
        return running.filter(case__restricted=True, case__centre__in=here)

    def for_listing(self):
        return self.select_related("case__centre", "by", "reviewed_by", "data_key")

    def unreviewed(self):
        return self.filter(reviewed_at=None)


class BreakGlass(models.Model):
    """A restricted case opened in an emergency by someone who is not named on it, for a while."""

    class Ground(models.TextChoices):
        DANGER = "danger", _("Someone’s life, health or freedom is in danger now")
        NOBODY_THERE = "nobody_there", _("Nobody who is named can be reached, and it cannot wait")
        AUTHORITY = "authority", _("A court or an authority demands an answer today")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="break_glasses")
    data_key = models.ForeignKey(DataKey, on_delete=models.PROTECT, editable=False)  # the case's
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    ground = models.CharField(_("ground"), max_length=12, choices=Ground)
    reason = SealedField(_("reason"))
    at = models.DateTimeField(default=now)
    until = models.DateTimeField()
    justified = models.BooleanField(_("justified"), null=True)
    comment = SealedField(_("comment"), null=True)
    reviewed_at = models.DateTimeField(null=True)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    submission_id = models.UUIDField(unique=True, default=uuid.uuid4)

    urgency = "critical"  # its notices go at once

    objects = BreakGlassQuerySet.as_manager()
    history = History()

    class Meta:
        verbose_name = _("break-glass access")
        ordering = ["-id"]
        indexes = [models.Index("by", "until", name="what_someone_broke_open")]
        constraints = [
            models.CheckConstraint(
                condition=Q(reviewed_at=None, reviewed_by=None, justified=None)
                | Q(reviewed_at__isnull=False, reviewed_by__isnull=False, justified__isnull=False),
                name="a_review_says_what_and_by_whom",
            )
        ]

    def __str__(self):
        return f"break-glass {self.pk}"

    def get_absolute_url(self):
        return reverse("broken_glass", args=[self.pk])

    @property
    def code(self) -> str:
        return self.case.code

    @property
    def runs(self) -> bool:
        return self.until > now()

    def places(self):
        return [self.case.centre]

    def client_uids(self):
        return self.case.client_uids()
