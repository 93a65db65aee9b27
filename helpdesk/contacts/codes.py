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


class Way(models.TextChoices):
    """How an officer and a client meet; each is a contact's channel too."""

    HERE = Channel.WALK_IN.value, _("At the centre")
    PHONE = Channel.PHONE.value, _("By phone")
    MESSENGER = Channel.MESSENGER.value, _("By messenger")
    OUTSIDE = Channel.OUTREACH.value, _("Outside the centre")


class SessionKind(models.TextChoices):
    """What groups come together for (DOMAIN.md §1)."""

    ORIENTATION = "orientation", _("Pre-departure orientation")
    LITERACY = "literacy", _("Financial literacy")
    LANGUAGE = "language", _("Language")
    BUSINESS = "business", _("Entrepreneurship")
    FAIR = "fair", _("Outreach fair")
    OTHER = "other", _("Something else")


# Bands of age as ministries and donors count them (DOMAIN.md §5); the first is for a quick count.
AGE_BANDS = [
    ("", _("Age not noted")),
    ("0_14", _("Under 15")),
    ("15_17", _("15–17")),
    ("18_24", _("18–24")),
    ("25_34", _("25–34")),
    ("35_49", _("35–49")),
    ("50_59", _("50–59")),
    ("60", _("60 and over")),
]


class Counted(models.TextChoices):
    """Whom one counts in a room."""

    WOMEN = "female", _("Women")
    MEN = "male", _("Men")
    OTHERS = "other", _("Other or not said")
