import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from helpdesk.audit.history import History
from helpdesk.core.clock import now
from helpdesk.vault.fields import SealedField
from helpdesk.vault.models import DataKey

from .client import Client
from .facts import OfClientQuerySet


class RelationQuerySet(OfClientQuerySet):
    def for_listing(self):
        """Each with its key and, where the other person is registered, with hers."""
        return self.select_related("data_key", "other__data_key", "other__centre")

    def live(self):
        return self.filter(ended_at=None)


class Relation(models.Model):
    """Someone who belongs to a client: family, household, caregiver, or who may act for her."""

    class Kind(models.TextChoices):
        SPOUSE = "spouse", _("Husband, wife or partner")
        PARENT = "parent", _("Mother or father")
        CHILD = "child", _("Daughter or son")
        SIBLING = "sibling", _("Sister or brother")
        GRANDPARENT = "grandparent", _("Grandparent")
        RELATIVE = "relative", _("Other relative")
        GUARDIAN = "guardian", _("Guardian")
        FRIEND = "friend", _("Friend or neighbour")
        OTHER = "other", _("Someone else")

    FLAGS = ("next_of_kin", "may_act", "caregiver", "in_household", "migrant", "caller")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="relations")
    data_key = models.ForeignKey(DataKey, on_delete=models.PROTECT, editable=False)
    kind = models.CharField(_("who is that to the client?"), max_length=12, choices=Kind)
    other = models.ForeignKey(
        Client,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="named_by",
        verbose_name=_("registered person"),
    )
    name = SealedField(_("name"), null=True)
    phone = SealedField(_("phone"), null=True)  # E.164
    next_of_kin = models.BooleanField(_("next of kin"), default=False)
    may_act = models.BooleanField(_("may act for the client"), default=False)
    may_act_shown = SealedField(_("how that was shown"), null=True)
    caregiver = models.BooleanField(_("takes care of the client"), default=False)
    in_household = models.BooleanField(_("lives in the same household"), default=False)
    migrant = models.BooleanField(_("is the one who migrated"), default=False)
    caller = models.BooleanField(_("is the one who calls"), default=False)
    since = models.DateTimeField(default=now, editable=False)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True, editable=False)
    submission_id = models.UUIDField(unique=True, default=uuid.uuid4)
    version = models.PositiveIntegerField(default=1)

    objects = RelationQuerySet.as_manager()
    history = History()

    class Meta:
        verbose_name = _("relation")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(other=None) | ~Q(other=models.F("client")),
                name="nobody_is_related_to_oneself",
            ),
        ]

    def __str__(self):
        return f"{self.kind} {self.pk}"

    def get_absolute_url(self):
        return self.client.get_absolute_url()

    def client_uids(self):
        return [self.client.uid, *([self.other.uid] if self.other else [])]

    @property
    def is_live(self):
        return self.ended_at is None
