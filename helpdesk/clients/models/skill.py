import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from helpdesk.audit.history import History
from helpdesk.vault.fields import SealedField
from helpdesk.vault.models import DataKey

from ..occupations import name_of
from .client import Client
from .facts import OfClientQuerySet
from .journey_details import OccupationField
from .plan_codes import Certificate, Learnt, Level


class SkillQuerySet(OfClientQuerySet):
    def standing(self):
        """Without what was entered in error."""
        return self.filter(in_error=False)


class Skill(models.Model):
    """Something that a client can do, where she learnt it, and what paper shows it."""

    Learnt, Level, Certificate = Learnt, Level, Certificate

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="skills")
    data_key = models.ForeignKey(DataKey, on_delete=models.PROTECT, editable=False)
    text = SealedField(_("skill, in their own words"))
    occupation = OccupationField(_("occupation"), max_length=80, blank=True)
    learnt = models.CharField(_("where learnt"), max_length=6, choices=Learnt, blank=True)
    country = CountryField(_("in which country"), blank=True)
    level = models.CharField(_("how well"), max_length=8, choices=Level, blank=True)
    certificate = models.CharField(_("certificate"), max_length=10, choices=Certificate, blank=True)
    in_error = models.BooleanField(_("entered in error"), default=False)
    submission_id = models.UUIDField(unique=True, default=uuid.uuid4)
    version = models.PositiveIntegerField(default=1)

    objects = SkillQuerySet.as_manager()
    history = History()

    class Meta:
        verbose_name = _("skill")
        ordering = ["id"]

    def __str__(self):
        return f"skill {self.pk}"

    def client_uids(self):
        return [self.client.uid]

    @property
    def in_words(self) -> str:
        """Everything besides its name: "Cook · School or course, Qatar · Has a certificate"."""
        where = ", ".join(filter(None, [str(self.get_learnt_display()), self.country.name]))
        occupation = name_of(self.occupation) if self.occupation else ""
        parts = (occupation, where, self.get_level_display(), self.get_certificate_display())
        return " · ".join(str(part) for part in parts if part)
