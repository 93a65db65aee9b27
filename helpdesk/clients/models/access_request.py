import uuid

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from helpdesk.access.models import Centre
from helpdesk.access.roles import Role
from helpdesk.access.sight import centre_ids
from helpdesk.audit.history import History
from helpdesk.core.clock import now, today
from helpdesk.vault.fields import SealedField
from helpdesk.vault.models import DataKey

from .client import Client


class AccessRequestQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those that reach the user's centres, and those that her centres made."""
        mine = centre_ids(user, Role.OFFICER, Role.SUPERVISOR)
        return self.filter(Q(client__centre_id__in=mine) | Q(centre_id__in=mine))

    def waiting(self):
        return self.filter(decided_at=None)

    def to_decide(self, user):
        """Those that wait for an answer of the user's own centres."""
        mine = centre_ids(user, Role.OFFICER, Role.SUPERVISOR)
        return self.waiting().filter(client__centre_id__in=mine)

    def named_to(self, user):
        """`named`: does the user see whom it is about? Who asked learns it when granted."""
        seen = Client.objects.visible_to(user).filter(pk=OuterRef("client"))
        return self.annotate(named=Exists(seen))

    def for_listing(self):
        return self.select_related(
            "data_key", "client", "client__data_key", "client__centre", "centre", "by", "decided_by"
        )


class AccessRequest(models.Model):
    """Another centre opened, or asks to open, the record of a client of ours; and the answer."""

    class Why(models.TextChoices):
        PAPER = "paper", _("The client is here and showed a document")
        ANSWERS = "answers", _("The client is here and knew what the record asks")
        KNOWN = "known", _("The client is here and known to us")
        CALLS = "calls", _("The client is on the phone")
        SPOKEN_FOR = "spoken_for", _("Someone came or called for the client")
        FAMILY = "family", _("We help someone of the family")
        SENT = "sent", _("A partner or an authority sent the client to us")
        OTHER = "other", _("Another reason")

    HERE = (Why.PAPER, Why.ANSWERS, Why.KNOWN)  # she stands at the counter: no waiting

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    code = models.CharField(max_length=12, unique=True)
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="access_requests")
    data_key = models.ForeignKey(DataKey, on_delete=models.PROTECT, editable=False)  # the client's
    centre = models.ForeignKey(Centre, on_delete=models.PROTECT, related_name="+")  # which asks
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    why = models.CharField(_("why?"), max_length=10, choices=Why)
    reason = SealedField(_("in your own words"), null=True)
    at_once = models.BooleanField(default=False)  # opened at the counter: nobody had to agree
    asked_at = models.DateTimeField(default=now)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    granted = models.BooleanField(null=True)
    note = SealedField(_("what you tell them"), null=True)

    objects = AccessRequestQuerySet.as_manager()
    history = History()

    class Meta:
        verbose_name = _("request for access")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_at=None, decided_by=None, granted=None)
                | Q(decided_at__isnull=False, decided_by__isnull=False, granted__isnull=False),
                name="an_answer_says_what_by_whom_and_when",
            ),
            models.UniqueConstraint(
                fields=["client", "centre"],
                condition=Q(decided_at=None),
                name="a_centre_asks_once_at_a_time",
            ),
        ]

    def __str__(self):
        return self.code

    def get_absolute_url(self):
        return reverse("access_request", args=[self.code])

    @property
    def is_waiting(self) -> bool:
        return self.decided_at is None

    @property
    def age(self) -> int:
        """For how many days it has waited."""
        return (today() - localdate(self.asked_at)).days

    def places(self):
        """Who answers: her home centre."""
        return [self.client.centre]

    def client_uids(self):
        return [self.client.uid]
