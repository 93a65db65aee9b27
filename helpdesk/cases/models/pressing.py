"""How much a case presses, who says so, and the two clocks that run from it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from helpdesk.vault.fields import SealedField


class Urgency(models.TextChoices):
    CRITICAL = "critical", _("Critical")
    HIGH = "high", _("High")
    NORMAL = "normal", _("Normal")
    LOW = "low", _("Low")

    @property
    def rank(self) -> int:
        """0 for the most urgent."""
        return list(type(self)).index(self)


class Because(models.TextChoices):
    """Which rule proposed the urgency (settings.URGENCY_RULES)."""

    DANGER = "danger", _("someone may come to harm")
    ALONE = "alone", _("a child is alone")
    LAPSING = "lapsing", _("a deadline lapses soon")
    STRANDED = "stranded", _("abroad without work or papers")
    CATEGORY = "category", _("of the category")


class Otherwise(models.TextChoices):
    """Why the officer decided otherwise than the rules proposed."""

    WORSE = "worse", _("It is worse than the facts on file show")
    SAFE = "safe", _("The client is safe for now")
    UNDER_WAY = "under_way", _("Help is already under way")
    CLIENT_ASKS = "client_asks", _("The client asks for it so")
    NOT_FITTING = "not_fitting", _("The rule does not fit this matter")
    OTHER = "other", _("Another reason")


class Pressing(models.Model):
    """Urgency as proposed and as decided; by when the client hears, and by when it is over.

    The clocks' dues are moments that were counted when the clock began: docs/clocks.md.
    """

    urgency = models.CharField(_("urgency"), max_length=8, choices=Urgency, default=Urgency.NORMAL)
    proposed_urgency = models.CharField(
        _("urgency proposed"), max_length=8, choices=Urgency, blank=True, editable=False
    )
    proposed_because = models.CharField(
        _("proposed because"), max_length=20, choices=Because, blank=True, editable=False
    )
    urgency_reason = models.CharField(
        _("why not as proposed"), max_length=12, choices=Otherwise, blank=True
    )
    urgency_note = SealedField(_("why not as proposed, in words"), null=True)
    answer_due_at = models.DateTimeField(_("first answer due"), null=True, editable=False)
    answered_at = models.DateTimeField(_("first answer"), null=True, editable=False)
    resolve_due_at = models.DateTimeField(_("resolution due"), null=True, editable=False)
    reopened_at = models.DateTimeField(_("opened again"), null=True, editable=False)

    class Meta:
        abstract = True

    @property
    def clocks_from(self):
        """When the clocks began: when it was opened, or last opened again."""
        return self.reopened_at or self.opened_at

    @property
    def clock(self) -> str:
        """Which clock its due time is: "answer", "resolve", or "" for something planned."""
        if self.due_at is None:
            return ""
        if self.answered_at is None and self.due_at == self.answer_due_at:
            return "answer"
        return "resolve" if self.due_at == self.resolve_due_at else ""

    @property
    def is_otherwise(self) -> bool:
        """Did the officer decide otherwise than the rules proposed?"""
        return self.proposed_urgency not in ("", self.urgency)
