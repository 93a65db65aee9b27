import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from helpdesk.audit.history import History
from helpdesk.vault.fields import SealedField
from helpdesk.vault.models import DataKey

from .client import Client


class OfClientQuerySet(models.QuerySet):
    def visible_to(self, user):
        """What belongs to a client is seen by those who see her."""
        return self.filter(client__in=Client.objects.visible_to(user))

    def of_seen(self, client):
        """All of a client who was fetched with visible_to: whoever sees her sees them."""
        return self.filter(client=client)

    def for_listing(self):
        return self.select_related("data_key")


class Versioned:
    """A row whose history counts its versions: two editors lose nothing."""

    history: History

    @property
    def version(self) -> int:
        """The latest of its history."""
        return self.history.order_by("-history_id").values_list("history_id", flat=True)[0]


class Phone(Versioned, models.Model):
    """A number at which a client can be reached, and whether it is safe to use it."""

    class Safe(models.TextChoices):
        YES = "yes", _("Yes")
        AT_TIMES = "at_times", _("At some times")
        NO = "no", _("No")
        UNKNOWN = "unknown", _("Not known")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="phones")
    data_key = models.ForeignKey(DataKey, on_delete=models.PROTECT, editable=False)
    number = SealedField(_("phone"))  # E.164
    safe = models.CharField(_("safe to call?"), max_length=8, choices=Safe, default=Safe.UNKNOWN)
    safe_note = SealedField(_("safe times, and what to say"), null=True)
    answered_by = SealedField(_("who answers?"), null=True)
    messenger = models.CharField(_("messenger"), max_length=30, blank=True)

    objects = OfClientQuerySet.as_manager()
    history = History()

    class Meta:
        verbose_name = _("phone")
        ordering = ["id"]

    def __str__(self):
        return f"phone {self.pk}"

    def client_uids(self):
        return [self.client.uid]


class Document(Versioned, models.Model):
    """A paper of a client's, and who holds it."""

    class Kind(models.TextChoices):
        PASSPORT = "passport", _("Passport")
        CITIZENSHIP = "citizenship", _("Citizenship certificate or national identity card")
        PERMIT = "permit", _("Labour or residence permit")
        CONTRACT = "contract", _("Contract")
        OTHER = "other", _("Other paper")

    class Holder(models.TextChoices):
        SELF = "self", _("The client")
        FAMILY = "family", _("Family")
        EMPLOYER = "employer", _("Employer")
        AGENT = "agent", _("Agent")
        AUTHORITIES = "authorities", _("Authorities")
        LOST = "lost", _("Lost")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="documents")
    data_key = models.ForeignKey(DataKey, on_delete=models.PROTECT, editable=False)
    kind = models.CharField(_("document"), max_length=12, choices=Kind)
    number = SealedField(_("number"), null=True)
    country = CountryField(_("issued by"), blank=True)
    expires_on = models.DateField(_("expires"), null=True, blank=True)
    held_by = models.CharField(_("held by"), max_length=12, choices=Holder, default=Holder.SELF)

    objects = OfClientQuerySet.as_manager()
    history = History()

    class Meta:
        verbose_name = _("document")
        ordering = ["id"]

    def __str__(self):
        return f"{self.kind} {self.pk}"

    def client_uids(self):
        return [self.client.uid]
