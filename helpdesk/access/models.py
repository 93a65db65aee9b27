import uuid
from datetime import timedelta
from zoneinfo import ZoneInfo

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import Group, PermissionsMixin
from django.db import models, transaction
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField
from treebeard.mp_tree import MP_Node, MP_NodeManager, MP_NodeQuerySet

from helpdesk.audit.history import History
from helpdesk.audit.trail import record

from .areas.folding import FoldedNames
from .roles import Role
from .sight import centre_ids, home_place, members_of, teams_administered_by
from .working_week import WorkingWeek, zone_of


class UserQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Oneself; for an administrator others too.

        They are the people of her centres' and the partners' teams, and of none.
        """
        if not user.is_active:
            return self.none()
        teams = teams_administered_by(user)
        if not teams:
            return self.filter(pk=user.pk)
        return self.people().filter(Q(pk=user.pk) | Q(groups__in=teams) | Q(groups=None)).distinct()

    def called(self, words):
        """Whose name or address holds every one of these words."""
        people = self
        for word in words.split()[:5]:
            people = people.filter(Q(name__icontains=word) | Q(email__icontains=word))
        return people

    def people(self):
        """Human beings: the system's own named users do no casework."""
        return self.filter(is_system=False)


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):
    def get_by_natural_key(self, email):
        return self.get(email__iexact=email)

    def system(self, name):
        """The system user that scheduled work runs as, so that no entry is without an actor."""
        email = f"{name}@system.invalid"
        return self.filter(email=email).first() or self._make_system(name, email)

    @transaction.atomic
    def _make_system(self, name, email):
        user = self.create(email=email, name=name.capitalize(), is_system=True, password="!")  # noqa: S106
        record("made", user, by=user)
        return user


class Mail(models.TextChoices):
    """When someone is told by mail of what happened."""

    AT_ONCE = "at_once", _("At once")
    DAILY = "daily", _("Once a day")


class User(AbstractBaseUser, PermissionsMixin):
    """Someone who logs in: officer, supervisor, partner worker, DPO or administrator."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField(_("e-mail"), unique=True)
    name = models.CharField(_("name"), max_length=120)
    language = models.CharField(_("language"), max_length=10, blank=True)
    is_active = models.BooleanField(_("may log in"), default=True)
    mail = models.CharField(_("mail comes"), max_length=7, choices=Mail, default=Mail.AT_ONCE)
    mail_hour = models.PositiveSmallIntegerField(_("at"), default=8)
    second_factor_at = models.DateTimeField(_("second factor since"), null=True, editable=False)
    is_system = models.BooleanField(default=False, editable=False)
    last_login = None  # log-ins are entries

    objects = UserManager()
    history = History(excluded_fields=["password"])

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = _("person")
        constraints = [
            models.UniqueConstraint(Lower("email"), name="one_account_per_address_in_any_case")
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("access:person", args=[self.pk])

    @property
    def code(self):
        return self.email

    @property
    def signs_as(self) -> str:
        """The name under what she did; the desk itself signs as such, in the reader's language."""
        return gettext("The system") if self.is_system else self.name

    @property
    def team_names(self) -> list[str]:
        """Her teams, each by its place and its role in the reader's language."""
        parts = (team.name.rpartition(" · ") for team in self.groups.all())
        return [f"{place}{between}{gettext(role)}" for place, between, role in parts]

    def next_mail_at(self, moment):
        """When she is to be told by mail of what happened at this moment."""
        if self.mail != Mail.DAILY:
            return moment
        place = home_place(self)
        there = moment.astimezone(ZoneInfo(zone_of(place) if place else "UTC"))
        due = there.replace(hour=self.mail_hour, minute=0, second=0, microsecond=0)
        return due if due > there else due + timedelta(days=1)


class AreaQuerySet(MP_NodeQuerySet):
    def visible_to(self, user):
        """Administrative areas are public."""
        return self.all()


class AreaManager(MP_NodeManager.from_queryset(AreaQuerySet)):
    def get_queryset(self):
        return AreaQuerySet(self.model, using=self._db).order_by("path")


class Area(MP_Node):
    """An administrative area: a country, and below it provinces, districts, municipalities."""

    code = models.CharField(max_length=20, unique=True)
    name = models.CharField(_("name"), max_length=120)
    local_name = models.CharField(max_length=120, blank=True)
    country = CountryField(_("country"))
    folded = FoldedNames()

    objects = AreaManager()

    def __str__(self):
        return self.name


class CentreQuerySet(MP_NodeQuerySet):
    def visible_to(self, user):
        """The centres where the user has a role."""
        return self.filter(pk__in=centre_ids(user, *Role))

    def served_by(self, user):
        """The centres where the user does casework."""
        return self.filter(pk__in=centre_ids(user, Role.OFFICER, Role.SUPERVISOR))

    def administered_by(self, user):
        """The centres whose people and facts the user looks after."""
        return self.filter(pk__in=centre_ids(user, Role.ADMINISTRATOR))


class CentreManager(MP_NodeManager.from_queryset(CentreQuerySet)):
    def get_queryset(self):
        return CentreQuerySet(self.model, using=self._db).order_by("path")


class Centre(WorkingWeek, MP_Node):
    """A Migration Resource Centre or help desk, in a tree from national to district."""

    class Kind(models.TextChoices):
        NATIONAL = "national", _("National")
        REGIONAL = "regional", _("Regional or provincial")
        DISTRICT = "district", _("District")
        DESK = "desk", _("Information or mobile desk")

    code = models.CharField(
        _("code"), max_length=8, unique=True, help_text=_("Begins the codes of its cases.")
    )
    name = models.CharField(_("name"), max_length=120)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.DISTRICT)
    country = CountryField(_("country"))
    time_zone = models.CharField(_("time zone"), max_length=60, default="UTC")
    area = models.ForeignKey(
        Area, on_delete=models.PROTECT, null=True, blank=True, verbose_name=_("area")
    )
    phone = models.CharField(_("phone"), max_length=60, blank=True, default="")
    address = models.CharField(_("address"), max_length=300, blank=True, default="")
    second_factor = models.BooleanField(_("second factor required"), default=False)
    closing_approved = models.BooleanField(_("closings are approved"), default=False)
    officers = models.OneToOneField(Group, on_delete=models.PROTECT, related_name="+")
    supervisors = models.OneToOneField(Group, on_delete=models.PROTECT, related_name="+")
    protectors = models.OneToOneField(Group, on_delete=models.PROTECT, related_name="+")
    administrators = models.OneToOneField(Group, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)

    objects = CentreManager()
    history = History(excluded_fields=["numchild"])

    class Meta:
        verbose_name = _("centre")
        default_permissions = ()
        permissions = [
            ("serve_centre", "Registers clients and works on cases"),
            ("oversee_centre", "Sees every caseload here and below"),
            ("protect_centre", "Reads the trail here and below"),
            ("administer_centre", "Manages centres, people and partners here and below"),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("access:centre", args=[self.pk])

    def places(self):
        return [self]

    def with_those_above(self):
        """Itself and every centre that oversees it."""
        lengths = range(self.steplen, len(self.path) + 1, self.steplen)
        return Centre.objects.filter(path__in=[self.path[:length] for length in lengths])

    @property
    def steps_down(self):
        """One step for each level of the tree above it, for indenting."""
        return range(self.depth - 1)

    def teams(self):
        """(role, group, active people) for each of its teams."""
        return [
            (role.label, group, members_of(group.pk))
            for role, group in (
                (Role.OFFICER, self.officers),
                (Role.SUPERVISOR, self.supervisors),
                (Role.DPO, self.protectors),
                (Role.ADMINISTRATOR, self.administrators),
            )
        ]

    def team(self):
        """Who can be given a case here: active officers and supervisors of the centre."""
        return members_of(self.officers_id, self.supervisors_id)
