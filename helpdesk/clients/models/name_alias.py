import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _


class NameAliasQuerySet(models.QuerySet):
    def visible_to(self, user):
        """General knowledge: about nobody in particular, so every active user may read it."""
        return self if user.is_active else self.none()


class NameAlias(models.Model):
    """Spellings of one name, such as Diallo and Jallow: who is asked for by one is found by all."""

    spellings = models.CharField(_("spellings of one name"), max_length=300, unique=True)
    submission_id = models.UUIDField(unique=True, default=uuid.uuid4)

    objects = NameAliasQuerySet.as_manager()

    class Meta:
        verbose_name = _("spellings of a name")
        ordering = ["spellings"]

    def __str__(self):
        return self.spellings
