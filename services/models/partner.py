import uuid

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from helpdesk.access.sight import members_of, partner_ids
from helpdesk.access.working_week import WorkingWeek
from helpdesk.audit.history import History


class PartnerQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The directory is open to everyone who logs in."""
        return self.all() if user.is_active else self.none()

    def of_worker(self, user):
        """The partners that the user works for."""
        return self.filter(pk__in=partner_ids(user))

    def active(self):
        return self.filter(is_active=True)


class Partner(WorkingWeek):
    """An organisation that takes referrals.

    Legal aid, counselling, labour office, bank, cooperative…
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(_("name"), max_length=200)
    local_name = models.CharField(_("name in another script"), max_length=200, blank=True)
    description = models.TextField(_("what it does"), blank=True)
    country = CountryField(_("country"))
    time_zone = models.CharField(_("time zone"), max_length=60, default="UTC")
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("phone"), max_length=60, blank=True)
    url = models.URLField(_("web site"), blank=True)
    address = models.CharField(_("address"), max_length=300, blank=True)
    is_active = models.BooleanField(_("works with us"), default=True)
    second_factor = models.BooleanField(_("second factor required"), default=False)
    staff = models.OneToOneField(Group, on_delete=models.PROTECT, related_name="+", editable=False)
    leads = models.OneToOneField(Group, on_delete=models.PROTECT, related_name="+", editable=False)
    source = models.CharField(
        max_length=60, blank=True, editable=False, help_text=_("The directory it came from.")
    )
    external_id = models.CharField(max_length=60, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = PartnerQuerySet.as_manager()
    history = History()

    class Meta:
        verbose_name = _("partner")
        ordering = ["name", "id"]
        default_permissions = ()
        permissions = [
            ("staff_partner", "Answers the partner's referrals"),
            ("lead_partner", "Answers them and leads the partner's staff"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["source", "external_id"],
                condition=~Q(source=""),
                name="a_directory_names_a_partner_once",
            )
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("services:partner", args=[self.pk])

    @property
    def code(self):
        return f"P-{self.pk}"

    def places(self):
        return [self]

    def people(self):
        """Everyone of its two teams, switched off or not, by name."""
        User = get_user_model()
        teams = [self.staff_id, self.leads_id]
        return User.objects.filter(groups__in=teams).distinct().order_by("name", "pk")

    def team(self):
        """Its active workers, who are told of referrals."""
        return members_of(self.staff_id, self.leads_id)
