import uuid
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from helpdesk.access.models import Centre
from helpdesk.core.clock import now


class JobQuerySet(models.QuerySet):
    def visible_to(self, user):
        """One's own: what a job found or made is for whoever asked for it."""
        return self.filter(by=user) if user.is_active else self.none()

    def unfinished(self):
        return self.filter(status__in=[Job.Status.WAITING, Job.Status.RUNNING])

    def stalled(self):
        """Begun or waiting, and no sign of life for a while: its worker or its message was lost."""
        return self.unfinished().filter(alive_at__lt=now() - Job.SILENCE)


class Job(models.Model):
    """Long work in the background: how far it is, and where it goes on after a power cut."""

    class Status(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        RUNNING = "running", _("Running")
        DONE = "done", _("Done")
        CANCELLED = "cancelled", _("Cancelled")
        FAILED = "failed", _("Failed")

    SILENCE = timedelta(seconds=15)  # its row is held during a step: a rival then only waits
    ATTEMPTS = 5

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=40)  # a name in jobs.kinds
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    centre = models.ForeignKey(Centre, on_delete=models.PROTECT, null=True, related_name="+")
    about = models.BigIntegerField(null=True)  # the row of its kind that it works on, by id
    status = models.CharField(max_length=9, choices=Status, default=Status.WAITING)
    total = models.PositiveIntegerField(null=True)  # steps, once known
    done = models.PositiveIntegerField(default=0)
    place = models.BigIntegerField(default=0)  # the last step that is finished: go on after it
    attempts = models.PositiveSmallIntegerField(default=0)  # tries since it last got on
    failure = models.CharField(max_length=200, blank=True)  # person-free
    made_at = models.DateTimeField(default=now)
    alive_at = models.DateTimeField(default=now)
    cancel_asked_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    submission_id = models.UUIDField(unique=True, default=uuid.uuid4)

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = _("job")
        ordering = ["-id"]
        indexes = [
            models.Index(
                fields=["alive_at"],
                condition=Q(status__in=["waiting", "running"]),
                name="jobs_open",
            ),
            models.Index(fields=["by", "-id"], name="jobs_of_a_person"),
        ]

    def __str__(self):
        return f"{self.kind} {self.pk}"

    def get_absolute_url(self):
        return reverse("job", args=[self.pk])

    @property
    def code(self):
        return f"J-{self.pk}"

    @property
    def is_over(self) -> bool:
        return self.status not in (self.Status.WAITING, self.Status.RUNNING)

    @property
    def percent(self) -> int:
        """How far it is, 0 to 100; 0 while nobody knows."""
        return min(100, self.done * 100 // self.total) if self.total else 0

    def end(self, status):
        """It is over, in one way or another."""
        self.status, self.ended_at = status, now()

    @property
    def title(self):
        """What it does, in words."""
        from ..kinds import KINDS

        return KINDS[self.kind].title if self.kind in KINDS else self.kind

    @property
    def leads_to(self) -> str:
        """The page where its work is of use."""
        from ..kinds import KINDS

        return KINDS[self.kind].leads_to(self) if self.kind in KINDS else ""

    def places(self):
        return [self.centre] if self.centre else []
