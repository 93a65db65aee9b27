from django.db import models

from helpdesk.access.models import Centre
from helpdesk.access.roles import Role
from helpdesk.access.sight import centre_ids

from .client import Client, named_clients


class MatchKeyQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Keys of the user's centres, and of clients whom one sees by name."""
        return self.filter(_at_centres_of(user) | _seen_by_name(user))

    def at_centres_of(self, user):
        """The first part of what is visible: by the index, key and centre together."""
        return self.filter(_at_centres_of(user))

    def seen_by_name(self, user):
        """The second part: few clients, by their ids."""
        return self.filter(_seen_by_name(user))


def _at_centres_of(user):
    return models.Q(centre_id__in=centre_ids(user, Role.OFFICER, Role.SUPERVISOR))


def _seen_by_name(user):
    return models.Q(client__pk__among=named_clients(user))


class MatchKey(models.Model):
    """A blind key by which a centre that serves a client finds her again. Derived, made anew."""

    key = models.BigIntegerField()
    centre = models.ForeignKey(Centre, on_delete=models.PROTECT, related_name="+", db_index=False)
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="match_keys")

    objects = MatchKeyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key", "centre", "client"], name="found_once")
        ]

    def __str__(self):
        return f"{self.key}"
