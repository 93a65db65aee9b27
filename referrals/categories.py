"""Data categories of a packet: what a consent names, and nothing outside them is composed."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from services.kinds import Kind


class Category(models.TextChoices):
    IDENTITY = "identity", _("Who the client is")
    CONTACT = "contact", _("How to reach the client")
    DOCUMENTS = "documents", _("Documents")
    FAMILY = "family", _("Family")
    JOURNEY = "journey", _("Journey")
    WORK = "work", _("Work and claims")
    HEALTH = "health", _("Health")
    PSYCHOSOCIAL = "psychosocial", _("Psycho-social")
    PROTECTION = "protection", _("Protection")
    FINANCE = "finance", _("Finance")


C = Category
BASE = [C.IDENTITY, C.CONTACT]

# What a kind of service needs by default; the officer takes away, or adds what the client allows.
DEFAULTS = {
    Kind.LEGAL: [*BASE, C.JOURNEY, C.WORK],
    Kind.PSYCHOSOCIAL: [*BASE, C.PSYCHOSOCIAL],
    Kind.LABOUR: [*BASE, C.JOURNEY, C.WORK],
    Kind.FINANCE: [*BASE, C.FINANCE],
    Kind.HEALTH: [*BASE, C.HEALTH],
    Kind.SHELTER: [*BASE, C.PROTECTION],
    Kind.DOCUMENTS: [*BASE, C.DOCUMENTS, C.JOURNEY],
    Kind.REPATRIATION: [*BASE, C.DOCUMENTS, C.JOURNEY],
    Kind.WELFARE: [*BASE, C.DOCUMENTS, C.JOURNEY, C.WORK],
}


def default_categories(kind) -> list[str]:
    """The categories that this kind of service needs."""
    return list(DEFAULTS.get(kind, BASE))
