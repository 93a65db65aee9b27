"""What is counted about plans, skills and intentions: codes and their words."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PlanKind(models.TextChoices):
    DEPARTURE = "departure", _("Departure plan")
    REINTEGRATION = "reintegration", _("Reintegration plan")


class Ending(models.TextChoices):
    """How a plan ended; the one that is in use has none."""

    REACHED = "reached", _("Reached, as far as it goes")
    DROPPED = "dropped", _("Given up")
    REPLACED = "replaced", _("A newer version took its place")


class GoalKind(models.TextChoices):
    JOB = "job", _("A job at home")
    BUSINESS = "business", _("A business")
    TRAINING = "training", _("Training or a certificate")
    SAVINGS = "savings", _("Saving and sending money")
    DEBT = "debt", _("Paying off debt")
    HOUSING = "housing", _("A place to live")
    FAMILY = "family", _("Family and children")
    HEALTH = "health", _("Health")
    MIND = "mind", _("Peace of mind")
    PROTECTION = "protection", _("Safety and rights")
    PAPERS = "papers", _("Papers")
    DEPARTURE = "departure", _("A safe departure")
    OTHER = "other", _("Something else")


class StepOwner(models.TextChoices):
    CLIENT = "client", _("The client")
    OFFICER = "officer", _("Someone of the centre")
    PARTNER = "partner", _("A partner")
    OTHER = "other", _("Family, or someone else")


class StepState(models.TextChoices):
    TO_DO = "to_do", _("To do")
    DOING = "doing", _("Under way")
    DONE = "done", _("Done")
    DROPPED = "dropped", _("Dropped")


class Reached(models.TextChoices):
    REACHED = "reached", _("Fully reached")
    PARTLY = "partly", _("Partly reached")
    NOT = "not", _("Not reached yet")


class Learnt(models.TextChoices):
    COURSE = "course", _("School or course")
    HOME = "home", _("At work at home")
    ABROAD = "abroad", _("At work abroad")
    SELF = "self", _("By themselves, or from family")


class Level(models.TextChoices):
    BEGINNER = "beginner", _("Beginner")
    SKILLED = "skilled", _("Works alone")
    EXPERT = "expert", _("Can teach others")


class Certificate(models.TextChoices):
    NONE = "none", _("No certificate")
    HELD = "held", _("Has a certificate")
    RECOGNISED = "recognised", _("Has one that is recognised here")
    LOST = "lost", _("Had one: lost, or kept by someone")


INTENTIONS = [
    ("save", _("Save money")),
    ("invest", _("Invest")),
    ("business", _("Start or grow a business")),
    ("job", _("Find a job")),
    ("training", _("Learn something")),
    ("go_again", _("Go abroad again")),
    ("undecided", _("Not decided yet")),
]
