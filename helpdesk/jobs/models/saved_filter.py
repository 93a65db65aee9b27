from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from helpdesk.access.models import Centre
from helpdesk.access.roles import Role
from helpdesk.access.sight import centre_ids
from helpdesk.audit.history import History


class SavedFilterQuerySet(models.QuerySet):
    def visible_to(self, user):
        """One's own, and those shared with a centre that one serves or oversees."""
        mine = centre_ids(user, Role.OFFICER, Role.SUPERVISOR)
        return self.filter(Q(by=user) | Q(centre__in=mine)) if user.is_active else self.none()


class SavedFilter(models.Model):
    """A list narrowed in some way, under a name: for oneself, or for a centre's whole team."""

    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    centre = models.ForeignKey(
        Centre, on_delete=models.PROTECT, null=True, blank=True, verbose_name=_("shared with")
    )
    name = models.CharField(_("name"), max_length=60)
    query = models.CharField(max_length=500)  # what stands in My work's address
    is_gone = models.BooleanField(default=False, editable=False)

    objects = SavedFilterQuerySet.as_manager()
    history = History()

    class Meta:
        verbose_name = _("saved filter")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["by", "name"], condition=Q(is_gone=False), name="one_filter_of_a_name"
            )
        ]

    def __str__(self):
        return self.name

    @property
    def code(self):
        return self.name

    def places(self):
        return [self.centre] if self.centre else []
