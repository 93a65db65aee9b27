import uuid

from django.conf import settings
from django.db import models
from django.db.models import Exists, ExpressionWrapper, F, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from helpdesk.access.models import Centre
from helpdesk.access.roles import Role
from helpdesk.access.sight import centre_ids
from helpdesk.audit.history import History
from helpdesk.cases.models import Case, cases_by_id
from helpdesk.clients.models import Client
from helpdesk.core.clock import now
from helpdesk.core.codes import CodesField
from helpdesk.vault.fields import SealedField
from helpdesk.vault.models import DataKey
from services.models import Partner, Service


class SignpostQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Seen where it was written and by who sees the client; on a restricted case by its own."""
        is_open = Q(case=None) | Q(case__restricted=False)
        here = Q(centre_id__in=centre_ids(user, Role.OFFICER, Role.SUPERVISOR))
        of_client = Q(client__in=Client.objects.visible_to(user))
        return self.filter(
            (is_open & (here | of_client)) | Q(case__in=Case.objects.visible_to(user))
        )

    def of_own_centres(self, user):
        """The centre's own list: without those on restricted cases."""
        here = centre_ids(user, Role.OFFICER, Role.SUPERVISOR)
        return self.filter(Q(case=None) | Q(case__restricted=False), centre_id__in=here)

    def of_seen(self, client, user):
        """About a client whom the user sees; on a restricted case, only by who sees that case."""
        named = cases_by_id(user)
        is_open = Q(case=None) | Q(case__restricted=False) | Q(case__pk__among=named)
        return self.filter(is_open, client=client)

    def on_seen(self, case):
        """On a case that was fetched with visible_to."""
        return self.filter(case=case)

    def named_by_sight(self, user):
        """`sees_client`: does the user see who it is? The centre keeps its note, not her name.

        True also where nobody is named.
        """
        seen = Client.objects.visible_to(user).filter(pk=OuterRef("client"))
        return self.annotate(
            sees_client=ExpressionWrapper(
                Q(client=None) | Q(Exists(seen)), output_field=models.BooleanField()
            )
        )

    def for_listing(self):
        """Everything that a row and the timelines show."""
        return self.select_related(
            "service", "partner", "centre", "by", "data_key", "client__data_key"
        )


class Signpost(models.Model):
    """Someone was told where to go, or sent there with her name and phone. No packet, no answer."""

    class Kind(models.TextChoices):
        SIGNPOSTING = "signposting", _("Told about it")
        REDIRECTION = "redirection", _("Sent there with name and phone")

    class Given(models.TextChoices):
        NAME = "name", _("Name")
        PLACE = "place", _("Where the client lives")
        PHONE = "phone", _("Phone")

    class How(models.TextChoices):
        SPOKEN = "spoken", _("Spoken, to me")
        SIGNED = "signed", _("Signed on paper")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    code = models.CharField(max_length=20, unique=True)
    kind = models.CharField(max_length=11, choices=Kind)
    client = models.ForeignKey(Client, on_delete=models.PROTECT, null=True, related_name="+")
    data_key = models.ForeignKey(DataKey, on_delete=models.PROTECT, null=True, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, related_name="+")
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="+")
    centre = models.ForeignKey(Centre, on_delete=models.PROTECT, related_name="+", db_index=False)
    given = CodesField(_("what they are told"), codes=Given.choices, max_length=60)
    agreed_how = models.CharField(
        _("how was the yes given?"), max_length=6, choices=How, blank=True
    )
    note = SealedField(_("note"), null=True)
    at = models.DateTimeField(default=now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    submission_id = models.UUIDField(unique=True, default=uuid.uuid4)

    objects = SignpostQuerySet.as_manager()
    history = History()

    class Meta:
        verbose_name = _("signpost")
        ordering = ["-id"]
        indexes = [models.Index("centre", F("id").desc(), name="signposts_of_a_centre")]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="signposting", given="", agreed_how="")
                | (Q(kind="redirection", client__isnull=False) & ~Q(given="") & ~Q(agreed_how="")),
                name="a_name_is_given_on_her_word",
            )
        ]

    def __str__(self):
        return self.code

    def get_absolute_url(self):
        return reverse("referrals:signposted", args=[self.code])

    @property
    def names_her(self) -> bool:
        return self.kind == self.Kind.REDIRECTION

    def given_labels(self):
        """What the partner is told, in words."""
        labels = dict(self.Given.choices)
        return ", ".join(str(labels[code]) for code in self.given)

    def places(self):
        return [self.centre]

    def client_uids(self):
        return [self.client.uid] if self.client else []
