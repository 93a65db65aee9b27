import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from helpdesk.access.models import Centre
from helpdesk.audit.history import History
from helpdesk.cases.models import Case, Need
from helpdesk.cases.models.case import A_KEY
from helpdesk.clients.models import Client
from helpdesk.core.clock import now
from helpdesk.vault.fields import SealedField
from helpdesk.vault.models import DataKey

from ..codes import HelpKind
from .contact import Contact, OfCentreQuerySet


class HelpGivenQuerySet(OfCentreQuerySet):
    def for_listing(self):
        return super().for_listing().select_related("contact")

    def for_parts(self):
        return super().for_parts().select_related("case")


class HelpGiven(models.Model):
    """Help that a centre itself gave, at a contact, on a case or to a client."""

    Kind = HelpKind
    OF_A_PART = (
        *("uid", "kind", "minutes", "happened_on", "written_at", "note", "contact_id"),
        *("case__code", "by__name", "by__is_system", *A_KEY),
    )

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    data_key = models.ForeignKey(DataKey, on_delete=models.PROTECT, null=True, editable=False)
    centre = models.ForeignKey(Centre, on_delete=models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(_("kind of help"), max_length=12, choices=HelpKind)
    happened_on = models.DateField(_("day"))
    minutes = models.PositiveSmallIntegerField(_("minutes"), null=True, blank=True)
    note = SealedField(_("note"), null=True)
    correction = SealedField(_("why it was corrected"), null=True)
    contact = models.ForeignKey(
        Contact, on_delete=models.PROTECT, null=True, related_name="help_given"
    )
    case = models.ForeignKey(
        Case, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    client = models.ForeignKey(
        Client, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    need = models.ForeignKey(
        Need, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("need")
    )
    written_at = models.DateTimeField(default=now, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    in_error_at = models.DateTimeField(_("entered in error"), null=True, editable=False)
    submission_id = models.UUIDField(unique=True, default=uuid.uuid4)

    objects = HelpGivenQuerySet.as_manager()
    history = History()

    class Meta:
        verbose_name = _("help given")
        indexes = [
            models.Index(
                "centre", F("happened_on").desc(), F("id").desc(), name="help_of_a_centre"
            ),
            models.Index(F("happened_on").desc(), F("id").desc(), name="help_latest_first"),
            models.Index("client", F("happened_on").desc(), name="help_to_a_client"),
            models.Index("case", F("happened_on").desc(), name="help_on_a_case"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(contact__isnull=False)
                | Q(case__isnull=False)
                | Q(client__isnull=False),
                name="help_is_given_to_someone",
            )
        ]

    def __str__(self):
        return f"{self.kind} {self.pk}"

    def get_absolute_url(self):
        """Where it is shown: its contact, its case, else its client."""
        return (self.contact or self.case or self.client).get_absolute_url()

    @property
    def code(self):
        return str(self.contact or self.case or self.client)

    def places(self):
        return [self.centre]

    def client_uids(self):
        return [self.client.uid] if self.client else []
