from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from helpdesk.audit.history import History
from helpdesk.core.clock import now, today
from services.models import Agreement

from .referral import Referral


class LostCoverQuerySet(models.QuerySet):
    def visible_to(self, user):
        """With its referral, as the desk sees it."""
        return self.filter(referral__in=Referral.objects.of_desk(user))

    def running_off(self):
        """The partner may finish these; until their day it sees them without an agreement."""
        return self.filter(choice=LostCover.Choice.RUN_OFF, until__gte=today())


class LostCover(models.Model):
    """A live referral whose agreement stopped, and what was decided for it. No choice: not yet."""

    class Choice(models.TextChoices):
        REROUTE = "reroute", _("Withdraw, and ask someone else")
        RUN_OFF = "run_off", _("Let the partner finish")
        WITHDRAW = "withdraw", _("Withdraw")

    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="lost_covers")
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="lost_covers")
    choice = models.CharField(_("what becomes of it"), max_length=8, choices=Choice, blank=True)
    until = models.DateField(_("until"), null=True, blank=True)
    at = models.DateTimeField(default=now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = LostCoverQuerySet.as_manager()
    history = History()

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(
                fields=["referral", "until"],
                condition=Q(choice="run_off"),
                name="run_offs_of_a_referral",
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(choice="run_off", until__isnull=False)
                | ~Q(choice="run_off") & Q(until=None),
                name="a_run_off_says_until_when",
            ),
            models.UniqueConstraint(
                fields=["referral", "agreement"],
                condition=Q(choice=""),
                name="a_lost_cover_is_told_once",
            ),
        ]

    def __str__(self):
        return f"{self.referral_id} {self.choice}"
