import uuid
from functools import cache

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from helpdesk.access.models import Area, Centre
from helpdesk.access.roles import Role
from helpdesk.access.sight import centre_ids
from helpdesk.audit.history import History
from helpdesk.cases.models import Case, cases_by_id
from helpdesk.cases.models.case import A_KEY
from helpdesk.clients.models import Client, Journey
from helpdesk.clients.models.client import LANGUAGES
from helpdesk.core.clock import now
from helpdesk.core.codes import CodesField
from helpdesk.vault.fields import SealedField
from helpdesk.vault.models import DataKey
from referrals.models import HandoverCase

from ..codes import TOPICS, Channel


def sees(model, user, name):
    """Whether the user sees the client or case of each row; true of no row that has none."""
    return Exists(model.objects.visible_to(user).filter(pk=OuterRef(name)))


class OfCentreQuerySet(models.QuerySet):
    """What a centre wrote down, perhaps about a client or on a case."""

    def visible_to(self, user):
        """Seen where it was written and by who sees the client or the case.

        On a restricted case, only by who sees that case; on one that stayed behind a border when
        its client left, also where it was written.
        """
        here = Q(centre__in=centre_ids(user, Role.OFFICER, Role.SUPERVISOR))
        of_client = Q(sees(Client, user, "client")) & not_left_behind()
        # the cheap tests first, and sight of each: no list of all cases and clients is ever made
        return self.filter((not_restricted() & (here | of_client)) | Q(sees(Case, user, "case")))

    def of_seen(self, client, cases, user):
        """About a client whom the user sees, or on one of these cases that the user sees.

        On a restricted case or one behind a border, only by who sees that case, as everywhere.
        """
        named = cases_by_id(user)
        is_open = Q(case=None) | Q(case__restricted=False) | Q(case__pk__among=named)
        here = Q(centre__in=centre_ids(user, Role.OFFICER, Role.SUPERVISOR))
        shown = is_open & (here | not_left_behind())
        return self.filter(Q(client=client) & shown | Q(case__pk__among=cases))

    def of_own_centres(self, user):
        """Only what the centres wrote down where the user works: the centre's own lists."""
        return self.filter(centre__in=centre_ids(user, Role.OFFICER, Role.SUPERVISOR))

    def on_seen(self, case):
        """On a case that was fetched with visible_to."""
        return self.filter(case=case)

    def standing(self):
        """Without what was entered in error."""
        return self.filter(in_error_at=None)

    def for_listing(self):
        """Everything that a row shows: keys of sealed texts, the client's name, who wrote it."""
        return self.select_related("data_key", "centre", "by", "case", "client__data_key")

    def for_parts(self):
        """What a part of a client's or a case's page and its timeline say."""
        return self.select_related("data_key", "by").only(*self.model.OF_A_PART)

    def latest_first(self):
        """By the day when it happened, not when it was entered."""
        return self.order_by("-happened_on", "-id")


@cache
def not_left_behind():
    """Not on a case that stayed in its country when its client was handed over to another one."""
    stayed = HandoverCase.objects.behind_a_border().values("case")
    return Q(case=None) | ~Q(case__in=stayed)


def not_restricted():
    """Not on a restricted case. Asked of each row, as a join reads every case of the country."""
    return ~Q(Exists(Case.objects.filter(pk=OuterRef("case"), restricted=True)))


class Contact(models.Model):
    """One touch: someone came, called or wrote. Nobody has to say who they are."""

    Channel = Channel
    OF_A_PART = (
        *("uid", "code", "channel", "topics", "happened_on", "written_at", "note", "client_id"),
        *("journey_id", "by__name", "by__is_system", *A_KEY),
    )

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    code = models.CharField(max_length=12, unique=True)
    data_key = models.ForeignKey(DataKey, on_delete=models.PROTECT, null=True, editable=False)
    centre = models.ForeignKey(
        Centre, on_delete=models.PROTECT, related_name="+", db_index=False, verbose_name=_("centre")
    )
    channel = models.CharField(_("channel"), max_length=9, choices=Channel, default=Channel.WALK_IN)
    topics = CodesField(_("topics"), codes=TOPICS)
    happened_on = models.DateField(_("day"))
    people = models.PositiveSmallIntegerField(_("number of people"), default=1)
    minutes = models.PositiveSmallIntegerField(_("minutes"), null=True, blank=True)
    sex = models.CharField(_("sex"), max_length=8, choices=Client.Sex, default=Client.Sex.NOT_SAID)
    stage = models.CharField(_("stage"), max_length=13, choices=Journey.Stage, blank=True)
    language = models.CharField(_("language"), max_length=3, choices=LANGUAGES, blank=True)
    area = models.ForeignKey(
        Area, on_delete=models.PROTECT, null=True, blank=True, verbose_name=_("home area")
    )
    destination = CountryField(_("destination"), blank=True)
    client = models.ForeignKey(
        Client, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    case = models.ForeignKey(
        Case, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    journey = models.ForeignKey(
        Journey,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        db_index=False,
        verbose_name=_("journey"),
    )
    name = SealedField(_("name"), null=True)  # of someone who is not registered (yet)
    phone = SealedField(_("phone"), null=True)
    note = SealedField(_("note"), null=True)
    correction = SealedField(_("why it was corrected"), null=True)
    written_at = models.DateTimeField(default=now, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    in_error_at = models.DateTimeField(_("entered in error"), null=True, editable=False)
    submission_id = models.UUIDField(unique=True, default=uuid.uuid4)
    version = models.PositiveIntegerField(default=1)

    objects = OfCentreQuerySet.as_manager()
    history = History()

    class Meta:
        verbose_name = _("contact")
        indexes = [
            models.Index(
                "centre", F("happened_on").desc(), F("id").desc(), name="contacts_of_a_centre"
            ),
            models.Index(F("happened_on").desc(), F("id").desc(), name="contacts_latest_first"),
            models.Index("client", F("happened_on").desc(), name="contacts_of_a_client"),
            models.Index("case", F("happened_on").desc(), name="contacts_on_a_case"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(people__gte=1), name="a_contact_is_with_someone"),
        ]

    def __str__(self):
        return self.code

    def get_absolute_url(self):
        return reverse("contacts:contact", args=[self.code])

    @property
    def is_tied(self) -> bool:
        return self.client_id is not None

    @property
    def written_later(self) -> bool:
        """Whether it was entered on another day than it happened."""
        return timezone.localdate(self.written_at) != self.happened_on

    def places(self):
        return [self.centre]

    def client_uids(self):
        return [self.client.uid] if self.client else []
