from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from helpdesk.access.roles import Role
from helpdesk.access.sight import centre_ids
from helpdesk.audit.history import History
from helpdesk.clients.models.client import LANGUAGES
from helpdesk.core.clock import now, today
from helpdesk.core.per_request import once
from services.kinds import Kind


class ConsentTextQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Whoever reads them out, and whoever keeps them."""
        mine = centre_ids(user, Role.OFFICER, Role.SUPERVISOR, Role.DPO, Role.ADMINISTRATOR)
        return self.all() if mine else self.none()

    def in_force(self, language, purpose):
        """What is read out today: for this purpose where there is one, else the general text.

        What was shown and what is kept of it are the same text: it is asked for once in a request.
        """
        begun = self.filter(language=language, purpose__in=["", purpose], valid_from__lte=today())
        newest = begun.order_by("-purpose", "-version")
        return once(("consent text", language, purpose), newest.first)


class ConsentText(models.Model):
    """What is read to a client before she agrees. Never changed: a new version is added."""

    language = models.CharField(_("language"), max_length=5, choices=LANGUAGES)
    purpose = models.CharField(
        _("for which kind of help"),
        max_length=20,
        choices=Kind,
        blank=True,
        help_text=_("Leave it empty for every kind that has no text of its own."),
    )
    version = models.PositiveIntegerField()
    text = models.TextField(_("text"), max_length=4000)
    valid_from = models.DateField(_("read out from"), default=today)
    added_at = models.DateTimeField(default=now)
    by = models.ForeignKey(  # null: it came with the software
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    objects = ConsentTextQuerySet.as_manager()
    history = History()

    class Meta:
        verbose_name = _("consent text")
        ordering = ["language", "purpose", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["language", "purpose", "version"], name="consent_texts_are_counted"
            ),
            models.CheckConstraint(condition=~Q(text=""), name="a_consent_text_says_something"),
        ]

    def __str__(self):
        return f"{self.language} {self.purpose or 'general'} {self.version}"

    @property
    def code(self):
        return f"{self.language}-{self.purpose or 'general'}-{self.version}"
