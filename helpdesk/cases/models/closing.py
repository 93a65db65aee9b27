"""Where a centre wants it, a supervisor says yes before a case is closed."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from helpdesk.audit.history import History
from helpdesk.core.clock import now
from helpdesk.vault.fields import SealedField
from helpdesk.vault.models import DataKey

from .case import Case
from .parts import CasePerson, OfCaseQuerySet


class ClosingRequestQuerySet(OfCaseQuerySet):
    def waiting(self):
        return self.filter(decided_at=None)

    def for_listing(self):
        return self.select_related("data_key", "by", "decided_by", "case__centre")


class ClosingRequest(models.Model):
    """An officer's word that a case is over, until a supervisor approves it or sends it back.

    The case stays open meanwhile: that it waits is derived from this row. Where the case was
    closed and nobody was asked any more, `approved` stays empty.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="closing_requests")
    data_key = models.ForeignKey(DataKey, on_delete=models.PROTECT, editable=False)  # the case's
    outcomes = models.JSONField()  # as proposed: id of the CasePerson → outcome
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=now)
    approved = models.BooleanField(null=True)
    reason = SealedField(_("why it is sent back"), null=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    objects = ClosingRequestQuerySet.as_manager()
    history = History()

    class Meta:
        verbose_name = _("request to close a case")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(decided_at=None), name="one_closing_waits"
            ),
            models.CheckConstraint(
                condition=Q(decided_at=None, decided_by=None, approved=None)
                | Q(decided_at__isnull=False, decided_by__isnull=False),
                name="a_decided_closing_says_by_whom",
            ),
        ]

    def __str__(self):
        return f"closing of {self.case_id}"

    def get_absolute_url(self):
        return reverse("decide_closing", args=[self.case.code])

    @property
    def code(self) -> str:
        return self.case.code

    def places(self):
        return [self.case.centre]

    def client_uids(self):
        return self.case.client_uids()

    def proposed(self, person) -> str:
        """The outcome that was proposed for a person of the case; "" for who came later."""
        return self.outcomes.get(str(person.pk), "")

    def outcome_of(self, person) -> str:
        """The same in words."""
        return str(dict(CasePerson.Outcome.choices).get(self.proposed(person), ""))
