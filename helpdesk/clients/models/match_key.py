from django.db import models

from helpdesk.access.models import Centre

from .client import Client


class MatchKey(models.Model):
    """A blind key under which a centre that serves a client finds her again. Derived, and made anew."""

    key = models.BigIntegerField()
    centre = models.ForeignKey(Centre, on_delete=models.PROTECT, related_name="+", db_index=False)
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="match_keys")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "centre", "client"], name="found_once")]

    def __str__(self):
        return f"{self.key}"
