import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from helpdesk.access.sight import home_centre, partner_ids
from helpdesk.audit.history import History

from .partner import Partner
from .service import Service


class ContactPersonQuerySet(models.QuerySet):
    def visible_to(self, user):
        """For the centres' people and for the partner's own; the public ones for all."""
        if not user.is_active:
            return self.none()
        if home_centre(user):
            return self.all()
        return self.filter(Q(is_public=True) | Q(partner__in=partner_ids(user)))

    def of(self, partner):
        return self.filter(partner=partner)

    def to_call_for(self, service):
        """The service's own; of a partner's those whose place no one takes for the service."""
        found = list(
            self.filter(Q(service=service) | Q(service=None), partner=service.partner_id).order_by(
                _RANK, "name", "pk"
            )
        )
        own = {row.role for row in found if row.service_id}
        return [row for row in found if row.service_id or row.role not in own]

    def for_listing(self):
        """The partner's first, then those of its services; focal points before deputies."""
        return self.select_related("service").order_by(
            models.F("service__name").asc(nulls_first=True), "service", _RANK, "name", "pk"
        )


_RANK = models.Case(
    models.When(role="focal", then=0), models.When(role="deputy", then=1), default=2
)


class ContactPerson(models.Model):
    """Whom one calls at a partner, for all that it offers or for one service."""

    class Role(models.TextChoices):
        FOCAL = "focal", _("Focal point")
        DEPUTY = "deputy", _("Deputy")
        OTHER = "other", _("Another contact")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="contacts")
    service = models.ForeignKey(
        Service,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="contacts",
        verbose_name=_("for one service"),
    )
    role = models.CharField(_("role"), max_length=6, choices=Role)
    name = models.CharField(_("name"), max_length=120)
    title = models.CharField(_("title or post"), max_length=120, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("phone"), max_length=60, blank=True)
    is_public = models.BooleanField(_("may be published"), default=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = ContactPersonQuerySet.as_manager()
    history = History()

    class Meta:
        verbose_name = _("contact person")
        ordering = ["service_id", "role", "name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["partner", "role"],
                condition=Q(service=None) & ~Q(role="other"),
                name="one_focal_point_and_one_deputy_of_a_partner",
            ),
            models.UniqueConstraint(
                fields=["service", "role"],
                condition=~Q(role="other"),
                name="one_focal_point_and_one_deputy_of_a_service",
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return self.partner.get_absolute_url()

    @property
    def code(self):
        return self.partner.code

    def places(self):
        return [self.partner]
