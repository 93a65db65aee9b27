import uuid

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from helpdesk.audit.history import History
from helpdesk.core.clock import now
from helpdesk.vault.fields import SealedField
from helpdesk.vault.models import DataKey

from .client import Client


class MergeQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Seen by those who see the record that was kept."""
        return self.filter(kept__in=Client.objects.visible_to(user))

    def into_seen(self, client):
        """All into a record that was fetched with visible_to."""
        return self.filter(kept=client)

    def standing(self):
        """Not undone."""
        return self.filter(undone_at=None)

    def for_listing(self):
        return self.select_related(
            "data_key", "kept", "kept__data_key", "lost", "lost__data_key", "by"
        )


class Merge(models.Model):
    """Two records were one person: what moved from the lost to the kept one, so it can go back."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kept = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="merges")
    lost = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="+")
    data_key = models.ForeignKey(DataKey, on_delete=models.PROTECT, editable=False)  # the kept's
    reason = SealedField(_("why are they the same person?"))
    facts = SealedField()  # {fact: [before, after]}: what the kept record took from the lost one
    moved = models.JSONField(
        default=list, encoder=DjangoJSONEncoder
    )  # [[model, id, {column: [before, after]}]]
    removed = models.JSONField(
        default=list, encoder=DjangoJSONEncoder
    )  # [[model, {column: value}]]
    withdrawn = models.JSONField(
        default=list, encoder=DjangoJSONEncoder
    )  # codes of referrals withdrawn as a second one
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=now)
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    undo_reason = SealedField(_("why are they not the same person?"), null=True)
    submission_id = models.UUIDField(unique=True, default=uuid.uuid4)

    objects = MergeQuerySet.as_manager()
    history = History()

    class Meta:
        verbose_name = _("merge")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(kept=F("lost")), name="a_merge_is_of_two"),
            models.UniqueConstraint(
                fields=["lost"], condition=Q(undone_at=None), name="merged_into_one_record_only"
            ),
            models.CheckConstraint(
                condition=Q(undone_at=None, undone_by=None)
                | Q(undone_at__isnull=False, undone_by__isnull=False),
                name="what_is_undone_says_by_whom",
            ),
        ]

    def __str__(self):
        return f"{self.lost_id} into {self.kept_id}"

    def get_absolute_url(self):
        return reverse("undo_merge", args=[self.pk])

    def client_uids(self):
        return [self.kept.uid, self.lost.uid]


class DifferentQuerySet(models.QuerySet):
    def visible_to(self, user):
        seen = Client.objects.visible_to(user)
        return self.filter(one__in=seen, other__in=seen)

    def than(self, client) -> set[int]:
        """Ids of those who are known to be someone else than this client."""
        pairs = self.filter(Q(one=client) | Q(other=client)).values_list("one", "other")
        return {pk for pair in pairs for pk in pair} - {client.pk}


class Different(models.Model):
    """Two clients who look alike and are not the same person: nobody needs to ask again."""

    one = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="+")
    other = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=now)

    objects = DifferentQuerySet.as_manager()
    history = History()

    class Meta:
        verbose_name = _("different people")
        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="a_pair_differs_once"),
            models.CheckConstraint(condition=Q(one__lt=F("other")), name="the_older_stands_first"),
        ]

    def __str__(self):
        return f"{self.one_id} is not {self.other_id}"
