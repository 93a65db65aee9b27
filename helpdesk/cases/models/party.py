"""Employers, recruiters and authorities: shared by all desks, so that one agent is one record."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from helpdesk.access.models import Area
from helpdesk.access.roles import Role
from helpdesk.access.sight import centre_ids
from helpdesk.audit.history import History
from helpdesk.core.clock import now
from helpdesk.vault.fields import SealedField
from helpdesk.vault.models import DataKey

from .case import Case
from .parts import OfCaseQuerySet


class PartyQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those of cases that one sees; and, but for private persons, of anyone's ordinary cases.

        One that stands in others' restricted cases alone is not there: neither found nor counted.
        """
        if not centre_ids(user, Role.OFFICER, Role.SUPERVISOR):
            return self.none()
        roles = CaseParty.objects.filter(party=OuterRef("pk"))
        seen = Exists(roles.filter(case__in=Case.objects.visible_to(user)))
        ordinary = Exists(roles.filter(case__restricted=False))
        shared = Q(ordinary) & ~Q(kind=Party.Kind.PRIVATE)
        return self.filter(Q(seen) | shared, merged_into=None)

    def merged(self):
        """Records that were merged into another one."""
        return self.exclude(merged_into=None)

    def for_listing(self):
        return self.select_related("data_key", "area")


class Party(models.Model):
    """Someone on the other side of cases, apart from any one of them. Its name is sealed: an agent
    may be a natural person (docs/adr/0012-parties.md)."""

    class Kind(models.TextChoices):
        EMPLOYER = "employer", _("Employer")
        RECRUITER = "recruiter", _("Recruitment agency")
        AGENT = "agent", _("Agent or sub-agent")
        INSURER = "insurer", _("Insurer")
        AUTHORITY = "authority", _("Authority")
        OTHER = "other", _("Other organisation")
        PRIVATE = "private", _("Private person")

    class Licence(models.TextChoices):
        UNKNOWN = "unknown", _("Not known")
        VALID = "valid", _("Valid")
        SUSPENDED = "suspended", _("Suspended")
        REVOKED = "revoked", _("Revoked")
        NONE = "none", _("No licence")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    code = models.CharField(max_length=12, unique=True)
    data_key = models.ForeignKey(DataKey, on_delete=models.PROTECT, editable=False)
    kind = models.CharField(_("kind"), max_length=9, choices=Kind)
    name = SealedField(_("name"))
    country = CountryField(_("country"), blank=True)
    area = models.ForeignKey(
        Area, on_delete=models.PROTECT, null=True, verbose_name=_("area"), related_name="+"
    )
    licence_number = SealedField(_("licence number"), null=True)
    licence = models.CharField(_("licence"), max_length=9, choices=Licence, default=Licence.UNKNOWN)
    licence_on = models.DateField(_("as of"), null=True)  # when it was looked up
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="merged"
    )
    made_at = models.DateTimeField(default=now)
    submission_id = models.UUIDField(unique=True, default=uuid.uuid4)
    version = models.PositiveIntegerField(default=1)

    objects = PartyQuerySet.as_manager()
    history = History()

    class Meta:
        verbose_name = _("party")

    def __str__(self):
        return self.code

    def get_absolute_url(self):
        return reverse("party", args=[self.code])

    @property
    def licence_tone(self):
        bad = (self.Licence.SUSPENDED, self.Licence.REVOKED, self.Licence.NONE)
        return "bad" if self.licence in bad else "good" if self.licence == "valid" else "plain"


class PartyKeyQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(party__in=Party.objects.visible_to(user))


class PartyKey(models.Model):
    """A blind key by which a party is found again. Derived from its name and licence, made anew."""

    key = models.BigIntegerField()
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="keys")

    objects = PartyKeyQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "party"], name="a_party_found_once")]

    def __str__(self):
        return f"{self.key}"


class CaseParty(models.Model):
    """What a party is in one case."""

    class Role(models.TextChoices):
        EMPLOYER = "employer", _("Employer")
        RECRUITER = "recruiter", _("Recruiter")
        AGENT = "agent", _("Sub-agent")
        PERPETRATOR = "perpetrator", _("Alleged perpetrator")
        GUARANTOR = "guarantor", _("Guarantor")
        INSURER = "insurer", _("Insurer")
        RESPONDENT = "respondent", _("Respondent")
        AUTHORITY = "authority", _("Authority that decides")
        OTHER = "other", _("Other")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="parties")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="roles")
    data_key = models.ForeignKey(DataKey, on_delete=models.PROTECT, editable=False)
    role = models.CharField(_("role in this case"), max_length=11, choices=Role)
    note = SealedField(_("note"), null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(default=now)

    objects = OfCaseQuerySet.as_manager()
    history = History()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "party", "role"], name="a_party_has_a_role_once_in_a_case"
            )
        ]

    def __str__(self):
        return f"{self.party_id} in {self.case_id}"
