import uuid
from functools import cache

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from helpdesk.audit.history import History
from helpdesk.clients.models import Client
from helpdesk.clients.models.client import LANGUAGES
from helpdesk.core.clock import now, today
from helpdesk.core.codes import CodesField
from helpdesk.jobs.models import SealedFile
from helpdesk.vault.fields import SealedField
from helpdesk.vault.models import DataKey
from services.kinds import Kind
from services.models import Partner

from ..categories import Category
from .consent_text import ConsentText


@cache
def said_otherwise():
    """She has since said no to the same, or taken a yes to it back."""
    later = Consent.objects.exclude(how=Consent.How.OVERRIDE).filter(
        Q(refused=True, pk__gt=OuterRef("pk")) | Q(withdrawn_at__gt=OuterRef("given_at")),
        client=OuterRef("client"),
        partner=OuterRef("partner"),
        purpose=OuterRef("purpose"),
    )
    return Exists(later)


class ConsentQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those of clients whom one sees, unless given for a closed case that one does not.

        Closed is a restricted one, and one that stayed behind a border.
        """
        return self._shared_openly(user).filter(client__in=Client.objects.visible_to(user))

    def of_seen(self, client, user):
        """The same, of one client who was fetched with visible_to."""
        return self._shared_openly(user).filter(client=client)

    def _shared_openly(self, user):
        from .handover import HandoverCase
        from .referral import Referral

        stayed = HandoverCase.objects.behind_a_border().values("case")
        closed = Q(case__restricted=True) | Q(case__in=stayed)
        hidden = Referral.objects.filter(closed, consent=OuterRef("pk"))
        return self.filter(~Exists(hidden.hidden_from(user)))

    def live(self):
        """Given or overridden, begun, not run out and not taken back."""
        return self.filter(withdrawn_at=None, refused=False, until__gte=today())

    def given(self):
        """Live ones that rest on the client's own word."""
        return self.live().exclude(how=Consent.How.OVERRIDE)

    def still_meant(self):
        """Without those after which she said no, or took a yes back, for the same."""
        return self.exclude(said_otherwise())

    def refusals(self):
        return self.filter(refused=True)

    def for_listing(self):
        """What a line about a consent shows."""
        return self.select_related("partner", "by", "text", "evidence", "data_key")


class Consent(models.Model):
    """A client's word: who may receive which kinds of data about her, for what, until when.

    Or her no (`refused`), or what stands in for her word where life or law demand it (`OVERRIDE`).
    """

    class How(models.TextChoices):
        SPOKEN = "spoken", _("Spoken, to the officer")
        SIGNED = "signed", _("Signed on paper")
        CAREGIVER = "caregiver", _("By someone who may act for the client")
        OVERRIDE = "override", _("Without the client’s consent")

    class Ground(models.TextChoices):
        VITAL = "vital", _("Vital interest: life or health is in danger")
        LEGAL = "legal", _("A legal duty")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="consents")
    data_key = models.ForeignKey(DataKey, on_delete=models.PROTECT, editable=False)
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="+")
    purpose = models.CharField(_("for what"), max_length=20, choices=Kind)
    categories = CodesField(_("what may be sent"), codes=Category.choices, blank=False)
    refused = models.BooleanField(default=False)  # she said no
    how = models.CharField(_("how was the answer given?"), max_length=9, choices=How)
    given_by = SealedField(_("who said it for the client"), null=True)
    language = models.CharField(
        _("read to the client in"), max_length=5, choices=LANGUAGES, blank=True
    )
    text = models.ForeignKey(  # the words that were read out, in their version
        ConsentText, on_delete=models.PROTECT, null=True, related_name="+"
    )
    evidence = models.ForeignKey(  # the signed paper
        SealedFile, on_delete=models.PROTECT, null=True, related_name="+"
    )
    ground = models.CharField(_("on which ground?"), max_length=5, choices=Ground, blank=True)
    reason = SealedField(_("why, in words"), null=True)  # of an override or a refusal
    given_at = models.DateTimeField(default=now)
    until = models.DateField(_("holds until"), null=True)  # a no holds until she says otherwise
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    objects = ConsentQuerySet.as_manager()
    history = History()

    class Meta:
        verbose_name = _("consent")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(categories=""), name="consent_names_what"),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_by=None)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
                name="a_withdrawal_says_through_whom",
            ),
            models.CheckConstraint(
                condition=Q(refused=True, until=None) | Q(refused=False, until__isnull=False),
                name="a_yes_has_an_end_and_a_no_has_none",
            ),
            models.CheckConstraint(
                condition=(Q(how="override", refused=False) & ~Q(ground=""))
                | (~Q(how="override") & Q(ground="")),
                name="going_without_consent_names_its_ground",
            ),
        ]
        indexes = [  # every list of a partner asks it
            models.Index(
                fields=["partner", "until"],
                include=["id"],
                condition=Q(refused=False, withdrawn_at=None),
                name="live_consents_of_a_partner",
            )
        ]

    def __str__(self):
        return f"consent {self.pk}"

    def get_absolute_url(self):
        return self.client.get_absolute_url()

    @property
    def code(self):
        return self.client.code

    def places(self):
        return self.client.places()

    def client_uids(self):
        return [self.client.uid]

    @property
    def is_live(self) -> bool:
        return self.withdrawn_at is None and self.until is not None and self.until >= today()

    @property
    def is_override(self) -> bool:
        """Whether it stands in for the client's word instead of being it."""
        return self.how == self.How.OVERRIDE

    @property
    def category_labels(self) -> list:
        """What it names, in the reader's words."""
        return [Category(code).label for code in self.categories]
