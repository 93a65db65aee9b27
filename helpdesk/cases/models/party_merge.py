"""Two records of one employer or agent that became one, so that they can be parted again."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from helpdesk.audit.history import History
from helpdesk.core.clock import now
from helpdesk.vault.fields import SealedField
from helpdesk.vault.models import DataKey

from .case import Case
from .party import Party


class PartyMergeQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those into a party that the user sees; `seen_by` says of which she may be told."""
        return self.filter(kept__in=Party.objects.visible_to(user))

    def standing(self):
        """Not undone."""
        return self.filter(undone_at=None)

    def for_listing(self):
        people = ("by", "undone_by")
        return self.select_related("kept__data_key", "lost__data_key", "data_key", *people)

    def seen_by(self, user) -> list:
        """Of those visible, the ones whose lost record stood in a case that the user sees.

        The name of one that stood in others' restricted cases alone is told to nobody else.
        """
        merges = list(self.visible_to(user).for_listing())
        stood = {pk for merge in merges for pk in merge.cases}
        rows = Case.objects.visible_to(user).filter(pk__among=list(stood))
        seen = set(rows.values_list("pk", flat=True)) if stood else set()
        return [merge for merge in merges if seen.intersection(merge.cases)]


class PartyMerge(models.Model):
    """The lost record's roles and claims became the kept one's: what moved, so it can go back."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kept = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="merges")
    lost = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    cases = models.JSONField(default=list)  # ids of the cases where the lost one stood
    roles = models.JSONField(default=list)  # ids of roles that moved
    removed = models.JSONField(default=list)  # ids of roles that the kept one had already
    claims = models.JSONField(default=list)  # ids of claims that moved
    names = models.JSONField(default=list)  # ids of records merged into the lost one before
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=now)
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    data_key = models.ForeignKey(  # the kept one's, once there is a reason to seal
        DataKey, on_delete=models.PROTECT, null=True, editable=False
    )
    undo_reason = SealedField(_("why are they not the same?"), null=True)

    objects = PartyMergeQuerySet.as_manager()
    history = History()

    class Meta:
        verbose_name = _("merge of two parties")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(kept=F("lost")), name="a_party_merge_is_of_two"),
            models.UniqueConstraint(
                fields=["lost"],
                condition=Q(undone_at=None),
                name="a_party_is_merged_into_one_only",
            ),
            models.CheckConstraint(
                condition=Q(undone_at=None, undone_by=None)
                | Q(undone_at__isnull=False, undone_by__isnull=False),
                name="a_party_merge_undone_says_by_whom",
            ),
        ]

    def __str__(self):
        return f"{self.lost_id} into {self.kept_id}"

    def get_absolute_url(self):
        return reverse("undo_merge_party", args=[self.pk])
