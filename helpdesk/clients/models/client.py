import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
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

LANGUAGES = [  # ISO 639 codes of the languages that our clients speak; more when a centre asks
    ("ne", _("Nepali")),
    ("taj", _("Tamang")),
    ("mai", _("Maithili")),
    ("bho", _("Bhojpuri")),
    ("new", _("Newar")),
    ("hi", _("Hindi")),
    ("ur", _("Urdu")),
    ("bn", _("Bengali")),
    ("fil", _("Filipino")),
    ("ceb", _("Cebuano")),
    ("si", _("Sinhala")),
    ("ta", _("Tamil")),
    ("id", _("Indonesian")),
    ("my", _("Burmese")),
    ("ar", _("Arabic")),
    ("en", _("English")),
    ("fr", _("French")),
    ("es", _("Spanish")),
    ("wo", _("Wolof")),
    ("ff", _("Fula")),
    ("am", _("Amharic")),
    ("sw", _("Swahili")),
    ("qu", _("Quechua")),
]


class ClientQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Clients whom the user's centres serve, and those of restricted cases shared by name.

        A record that was entered in error is no client.
        """
        serving = Serving.objects.filter(
            centre_id__in=centre_ids(user, Role.OFFICER, Role.SUPERVISOR)
        )
        return self.filter(
            Q(pk__in=serving.values("client")) | Q(pk__in=named_clients(user)),
            entered_in_error_at=None,
        )

    def for_listing(self):
        """A client's row with her key, so that her name opens without another query."""
        return self.select_related("data_key", "centre")


def named_clients(user):
    """Ids of clients whom the user sees by name alone; the cases app, which knows, adds them."""
    return frozenset().union(*(find(user) for find in SEEN_BY_NAME))


SEEN_BY_NAME: list = []


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
    sex = models.CharField(_("sex"), max_length=8, choices=Sex)
    birth = SealedField(_("born"), null=True)  # {"text": as said, "date": ISO, as far as known}
    birth_year = models.PositiveSmallIntegerField(null=True, editable=False)
    birth_precision = models.CharField(max_length=5, choices=Precision, blank=True, editable=False)
    nationalities = CountryField(_("nationalities"), multiple=True, blank=True)
    languages = CodesField(_("languages"), codes=LANGUAGES)
    needs_interpreter = models.BooleanField(_("needs an interpreter"), default=False)
    area = models.ForeignKey(
        Area, on_delete=models.PROTECT, null=True, blank=True, verbose_name=_("home area")
    )
    address = SealedField(_("address"), null=True)
    email = SealedField(_("e-mail"), null=True)
    registered_at = models.DateTimeField(default=now, editable=False)
    registered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
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
            )
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

    def places(self):
        """The centres that serve her."""
        return list(Centre.objects.filter(pk__in=self.servings.values("centre")))

    def client_uids(self):
        return [self.uid]


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
