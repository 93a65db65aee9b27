"""Kinds of help that services offer and clients need: one code list for both."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    LEGAL = "legal", _("Legal help")
    PSYCHOSOCIAL = "psychosocial", _("Psycho-social support")
    LABOUR = "labour", _("Labour office and mediation")
    FINANCE = "finance", _("Finance and credit")
    HEALTH = "health", _("Health care")
    SHELTER = "shelter", _("Shelter")
    TRAINING = "training", _("Skills and training")
    JOBS = "jobs", _("Job placement")
    BUSINESS = "business", _("Business support")
    DOCUMENTS = "documents", _("Documents and consular help")
    REPATRIATION = "repatriation", _("Repatriation")
    WELFARE = "welfare", _("Welfare and insurance claims")
