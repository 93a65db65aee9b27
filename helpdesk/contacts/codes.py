"""What contacts are about and what help centres give themselves: code lists (DOMAIN.md §3)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

INFORMATION_ONLY = "J"

# The groups of the case categories, and what is a contact and never a case.
TOPICS = [
    (INFORMATION_ONLY, _("Information only")),
    ("A", _("Recruitment")),
    ("B", _("Employment")),
    ("C", _("Status and justice")),
    ("D", _("Protection")),
    ("E", _("Death and serious harm")),
    ("F", _("Repatriation")),
    ("G", _("Benefits")),
    ("H", _("Family")),
    ("I", _("Return and reintegration")),
]


class Channel(models.TextChoices):
    WALK_IN = "walk_in", _("Walk-in")
    PHONE = "phone", _("Phone")
    MESSENGER = "messenger", _("Messenger")
    EMAIL = "email", _("E-mail")
    OUTREACH = "outreach", _("Outreach")


class HelpKind(models.TextChoices):
    """Help that the centre gives itself. What partners offer is services.kinds."""

    INFORMATION = "information", _("Information")
    COUNSELLING = "counselling", _("Counselling")
    ORIENTATION = "orientation", _("Orientation")
    CONTRACT = "contract", _("Contract explained")
    COMPLAINT = "complaint", _("Complaint lodged")
    MEDIATION = "mediation", _("Mediation")
    LEGAL = "legal", _("Legal aid")
    CONSULAR = "consular", _("Consular liaison")
    CLAIM = "claim", _("Insurance or welfare claim")
    SHELTER = "shelter", _("Shelter or repatriation arranged")
    TRACING = "tracing", _("Tracing of a missing person")
    REMAINS = "remains", _("Remains brought home")
    PSYCHOSOCIAL = "psychosocial", _("Psycho-social support")
    LITERACY = "literacy", _("Financial literacy")
    SKILLS = "skills", _("Advice on skills")
    PLAN = "plan", _("Reintegration plan")
    CREDIT = "credit", _("Access to credit")
    PLACEMENT = "placement", _("Job placement")
    CERTIFICATE = "certificate", _("Certificate")
