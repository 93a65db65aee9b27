"""When and where a partner sees a client."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from helpdesk.audit.history import History
from helpdesk.core.clock import now
from helpdesk.core.refusal import Refused
from helpdesk.vault.fields import SealedField
from helpdesk.vault.models import DataKey

from .referral import Referral


class ReferralAppointmentQuerySet(models.QuerySet):
    def visible_to(self, user):
        """An appointment is seen with its referral."""
        return self.filter(referral__in=Referral.objects.visible_to(user))

    def of_seen(self, referrals):
        """All of referrals that were fetched with visible_to: they come with them."""
        return self.filter(referral__pk__among=[referral.pk for referral in referrals])

    def for_listing(self):
        return self.select_related("data_key", "changed_by")


class State(models.TextChoices):
    """Of an appointment, whoever sees the client: a partner, or the centre's own officer."""

    SET = "set", _("Set")
    CHANGED = "changed", _("Moved")
    KEPT = "kept", _("Kept")
    MISSED = "missed", _("Missed")
    CANCELLED = "cancelled", _("Cancelled")


class Standing:
    """What any appointment knows of itself. Needs: `state` and `at`."""

    State = State
    STANDING = (State.SET, State.CHANGED)

    @property
    def is_standing(self) -> bool:
        """Whether the client is still expected."""
        return self.state in self.STANDING

    @property
    def has_passed(self) -> bool:
        return self.at <= now()

    def begin(self):
        """Refuse an act on one that is over."""
        if not self.is_standing:
            raise Refused(
                _("This appointment is “%(state)s”. Make a new one.")
                % {"state": self.get_state_display()}
            )


class ReferralAppointment(Standing, models.Model):
    """A day, an hour and a place at which the partner sees the client. Moved only by actions."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="appointments")
    data_key = models.ForeignKey(DataKey, on_delete=models.PROTECT, editable=False)  # the client's
    at = models.DateTimeField(_("when"))
    place = SealedField(_("where"))
    note = SealedField(_("what to bring or know"), null=True)
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.SET)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=now)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    changed_at = models.DateTimeField(default=now)
    submission_id = models.UUIDField(unique=True, default=uuid.uuid4)
    version = models.PositiveIntegerField(default=1)

    objects = ReferralAppointmentQuerySet.as_manager()
    history = History()

    class Meta:
        verbose_name = _("appointment")
        ordering = ["at", "id"]

    def __str__(self):
        return f"appointment {self.pk}"

    def get_absolute_url(self):
        return self.referral.get_absolute_url()

    @property
    def code(self):
        return self.referral.code

    @property
    def when(self) -> str:
        """The day and hour as they are said to the client."""
        return date_format(localtime(self.at), "D j M Y, H:i")

    def places(self):
        return self.referral.places()

    def client_uids(self):
        return self.referral.client_uids()
