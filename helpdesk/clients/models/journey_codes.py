"""What is counted about journeys: codes and their words."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Stage(models.TextChoices):
    PRE_DEPARTURE = "pre_departure", _("Pre-departure")
    EMPLOYMENT = "employment", _("Employment")
    RETURN = "return", _("Return")


class Channel(models.TextChoices):
    REGULAR = "regular", _("Regular")
    IRREGULAR = "irregular", _("Irregular")
    VISIT = "visit", _("Visit visa")
    UNKNOWN = "unknown", _("Not known")


class Turn(models.TextChoices):
    FIRST = "first", _("First time abroad")
    REPEAT = "repeat", _("Was abroad before")


class ReturnReason(models.TextChoices):
    CONTRACT_ENDED = "contract_ended", _("Contract ended")
    DISMISSED = "dismissed", _("Dismissed, or the work ended early")
    UNPAID = "unpaid", _("Wages unpaid, or not as promised")
    ABUSE = "abuse", _("Abuse or exploitation")
    HEALTH = "health", _("Illness or injury")
    FAMILY = "family", _("Family at home")
    STATUS = "status", _("Papers expired, or no permit")
    DEPORTED = "deported", _("Deported or removed")
    CRISIS = "crisis", _("War, epidemic or disaster")
    LEAVE = "leave", _("On leave, goes back")
    OWN_WISH = "own_wish", _("Own wish, enough saved")
    OTHER = "other", _("Another reason")


# Sections of ISIC Rev. 4 (United Nations Statistics Division)
SECTORS = [
    ("A", _("Agriculture, forestry and fishing")),
    ("B", _("Mining and quarrying")),
    ("C", _("Manufacturing")),
    ("D", _("Electricity, gas, steam and air conditioning supply")),
    ("E", _("Water supply; sewerage, waste management and remediation activities")),
    ("F", _("Construction")),
    ("G", _("Wholesale and retail trade; repair of motor vehicles and motorcycles")),
    ("H", _("Transportation and storage")),
    ("I", _("Accommodation and food service activities")),
    ("J", _("Information and communication")),
    ("K", _("Financial and insurance activities")),
    ("L", _("Real estate activities")),
    ("M", _("Professional, scientific and technical activities")),
    ("N", _("Administrative and support service activities")),
    ("O", _("Public administration and defence; compulsory social security")),
    ("P", _("Education")),
    ("Q", _("Human health and social work activities")),
    ("R", _("Arts, entertainment and recreation")),
    ("S", _("Other service activities")),
    ("T", _("Activities of households as employers, and for own use")),
    ("U", _("Activities of extraterritorial organizations and bodies")),
]


class FeeKind(models.TextChoices):
    AGENT = "agent", _("Recruitment agent")
    BROKER = "broker", _("Broker in the village")
    VISA = "visa", _("Visa or permit")
    TICKET = "ticket", _("Ticket")
    MEDICAL = "medical", _("Medical check")
    TRAINING = "training", _("Training or orientation")
    PAPERS = "papers", _("Passport and papers")
    DEPOSIT = "deposit", _("Deposit or guarantee")
    OTHER = "other", _("Another fee")


class Receipt(models.TextChoices):
    HELD = "held", _("Receipt held")
    NONE = "none", _("No receipt given")
    LESS = "less", _("Receipt over less than was paid")
    LOST = "lost", _("Receipt lost or taken away")
