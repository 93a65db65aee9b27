import uuid

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.expressions import RawSQL
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from helpdesk.access.models import Area, Centre
from helpdesk.access.roles import Role
from helpdesk.access.sight import centre_ids
from helpdesk.audit.history import History
from helpdesk.core.clock import now, today
from helpdesk.core.codes import CodesField
from helpdesk.vault.fields import SealedField
from helpdesk.vault.models import DataKey

from .about import CARE, DISABILITIES, EDUCATION, MARITAL
from .languages import EVERY_LANGUAGE, LANGUAGES

__all__ = ["LANGUAGES", "Client", "ClientQuerySet", "Serving"]


class ClientQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Clients whom the user's centres serve, and those of restricted cases shared by name.

        A record that was merged into another is seen no more: its code leads to the one kept.
        One that was entered in error is no client. Asked of each: a list of all whom a nation
        serves would be made before one of them is opened.
        """
        centres = centre_ids(user, Role.OFFICER, Role.SUPERVISOR)
        serving = Serving.objects.filter(centre_id__in=centres, client=OuterRef("pk"))
        seen = Q(Exists(serving)) | Q(pk__among=named_clients(user))
        return self.filter(seen, merged_into=None, entered_in_error_at=None)

    def merged(self):
        """Records that were merged into another one."""
        return self.exclude(merged_into=None)

    def for_listing(self):
        """A client's row with her key, so that her name opens without another query."""
        return self.select_related("data_key", "centre")


def named_clients(user):
    """Ids of clients whom the user sees by name alone; the cases app, which knows, adds them."""
    return frozenset().union(*(find(user) for find in SEEN_BY_NAME))


SEEN_BY_NAME: list = []
# Every record that was merged into one, by whatever way.
MERGED_INTO = (
    "WITH RECURSIVE lost(id) AS (SELECT id FROM clients_client WHERE merged_into_id = %s UNION"
    " SELECT c.id FROM clients_client c JOIN lost ON c.merged_into_id = lost.id)"
    " SELECT id FROM lost"
)
ADULT = 18


class Client(models.Model):
    """A migrant, would-be migrant, returnee or family member who is registered."""

    class Sex(models.TextChoices):
        FEMALE = "female", _("Woman")
        MALE = "male", _("Man")
        OTHER = "other", _("Other")
        NOT_SAID = "not_said", _("Not said")

    class Precision(models.TextChoices):
        DAY = "day", _("Exact day")
        MONTH = "month", _("Month and year")
        YEAR = "year", _("Year only")
        ABOUT = "about", _("About")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    code = models.CharField(max_length=12, unique=True)
    data_key = models.ForeignKey(DataKey, on_delete=models.PROTECT)
    centre = models.ForeignKey(Centre, on_delete=models.PROTECT, verbose_name=_("home centre"))
    name = SealedField(_("name"))  # as she says it; empty where not given
    local_name = SealedField(_("name in another script"), null=True)  # {"text", "lang"}
    latin_name = SealedField(_("name as in the passport"), null=True)
    other_names = SealedField(_("other names"), null=True)  # a list
    file_number = SealedField(_("number of the paper file"), null=True)  # of an older register
    sex = models.CharField(_("sex"), max_length=8, choices=Sex)
    birth = SealedField(_("born"), null=True)  # {"text": as said, "date": ISO, as far as known}
    birth_year = models.PositiveSmallIntegerField(null=True, editable=False)
    birth_precision = models.CharField(max_length=5, choices=Precision, blank=True, editable=False)
    nationalities = CountryField(_("nationalities"), multiple=True, blank=True)
    languages = CodesField(_("languages"), codes=EVERY_LANGUAGE)
    needs_interpreter = models.BooleanField(_("needs an interpreter"), default=False)
    area = models.ForeignKey(
        Area, on_delete=models.PROTECT, null=True, blank=True, verbose_name=_("home area")
    )
    address = SealedField(_("address"), null=True)
    email = SealedField(_("e-mail"), null=True)
    education = models.CharField(_("schooling"), max_length=12, choices=EDUCATION, blank=True)
    marital_status = models.CharField(
        _("marital status"), max_length=12, choices=MARITAL, blank=True
    )
    children = models.PositiveSmallIntegerField(_("children"), null=True, blank=True)
    disability = CodesField(_("difficulties"), codes=DISABILITIES)
    disability_note = SealedField(_("what helps"), null=True)
    care = models.CharField(_("with whom is the child?"), max_length=13, choices=CARE, blank=True)
    caregiver_informed = models.BooleanField(_("caregiver informed"), null=True, blank=True)
    caregiver_informed_on = models.DateField(_("caregiver informed on"), null=True, blank=True)
    asked_for = SealedField(_("asked for"), null=True)  # at registration, without a case
    registered_at = models.DateTimeField(default=now, editable=False)
    registered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    merged_into = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="merged_ones",
        verbose_name=_("merged into"),
    )
    entered_in_error_at = models.DateTimeField(null=True, editable=False)
    submission_id = models.UUIDField(unique=True, default=uuid.uuid4)
    version = models.PositiveIntegerField(default=1)

    objects = ClientQuerySet.as_manager()
    history = History()

    class Meta:
        verbose_name = _("client")
        constraints = [
            models.CheckConstraint(
                condition=Q(birth_year=None, birth_precision="")
                | (~Q(birth_precision="") & ~Q(birth_year=None)),
                name="a_birth_year_says_how_exact",
            ),
            models.CheckConstraint(
                condition=Q(caregiver_informed_on=None) | Q(caregiver_informed=True),
                name="whoever_was_informed_on_a_day_was_informed",
            ),
            models.CheckConstraint(
                condition=~Q(merged_into=models.F("id")),
                name="nobody_is_merged_into_herself",
            ),
        ]

    def __str__(self):
        return self.code

    def get_absolute_url(self):
        return reverse("client", args=[self.code])

    @property
    def display_name(self):
        """Her name as the desk says it."""
        return self.name or _("Name not given")

    @property
    def age(self) -> int | None:
        """Full years, as exact as the birth is known."""
        if self.birth_year is None:
            return None
        day = (self.birth or {}).get("date", "")
        before_birthday = len(day) == 10 and day[5:] > today().isoformat()[5:]
        return today().year - self.birth_year - before_birthday

    @property
    def is_minor(self):
        """Under 18, as exactly as the birth is known."""
        return self.age is not None and self.age < ADULT

    def places(self):
        """The centres that serve her; where none does, the one that wrote her down.

        None does while she is known by a restricted case alone: then `visible_to` names who sees
        her, and these are officers and supervisors there.
        """
        serving = Centre.objects.filter(pk__in=self.servings.values("centre"))
        return list(serving) or [self.centre]

    def client_uids(self):
        return [self.uid]

    def selves(self) -> list["Client"]:
        """Her record and all that were merged into it, those before these too."""
        merged = RawSQL(MERGED_INTO, [self.pk])  # noqa: S611
        others = Client.objects.filter(pk__in=merged).select_related("data_key")
        return [self, *others.order_by("pk")]

    def as_kept(self) -> "Client":
        """The record that stands for her today: this one, or the last that it was merged into."""
        client = self
        while client.merged_into_id:
            client = Client.objects.for_listing().get(pk=client.merged_into_id)
        return client


class ServingQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(client__in=Client.objects.visible_to(user))


class Serving(models.Model):
    """Which centre serves a client, and why: it decides who sees her."""

    class Why(models.TextChoices):
        HOME = "home", _("Registered here")
        CASE = "case", _("A case here")
        HANDOVER = "handover", _("Handed over")
        COUNTER = "counter", _("Came to the counter")
        ASKED = "asked", _("Asked for and granted")

    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="servings")
    centre = models.ForeignKey(Centre, on_delete=models.PROTECT, related_name="+")
    why = models.CharField(max_length=10, choices=Why)
    since = models.DateTimeField(default=now)

    objects = ServingQuerySet.as_manager()
    history = History()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["client", "centre"], name="a_centre_serves_a_client_once"
            )
        ]
        indexes = [models.Index(fields=["centre", "client"], name="served_by_a_centre")]

    def __str__(self):
        return f"{self.client_id} at {self.centre_id}"
