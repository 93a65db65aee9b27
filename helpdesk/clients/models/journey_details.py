from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from helpdesk.core.money import DIGITS, PLACES
from helpdesk.vault.fields import SealedField

from ..occupations import occupations
from .journey_codes import SECTORS

SUMS = {
    "promised_wage": "promised_currency",
    "given_wage": "given_currency",
    "debt": "debt_currency",
}


class OccupationField(models.CharField):
    """A code of ISCO-08; words of old, from before there were codes, stand as they are."""

    @property
    def codes(self):
        """Codes with their names, for whoever tells what changed."""
        return [(code, one.name) for code, one in occupations().items()]


def money(label):
    return models.DecimalField(
        label, max_digits=DIGITS, decimal_places=PLACES, null=True, blank=True
    )


def currency(label):
    return models.CharField(label, max_length=3, blank=True)


class JourneyDetails(models.Model):
    """What was promised to someone who works abroad, what was given, and on which papers."""

    occupation = OccupationField(_("occupation"), max_length=80, blank=True)
    work = SealedField(_("work, in their own words"), null=True)
    sector = models.CharField(_("sector"), max_length=1, choices=SECTORS, blank=True)
    recruiter = SealedField(_("recruiter"), null=True)
    employer = SealedField(_("employer"), null=True)
    permit_number = SealedField(_("permit number"), null=True)
    permit_from = models.DateField(_("permit from"), null=True, blank=True)
    permit_until = models.DateField(_("permit until"), null=True, blank=True)
    promised_job = SealedField(_("job promised"), null=True)
    promised_wage = money(_("monthly wage promised"))
    promised_currency = currency(_("its currency"))
    promised_hours = models.PositiveSmallIntegerField(
        _("hours a week promised"), null=True, blank=True
    )
    promised_place = SealedField(_("place promised"), null=True)
    given_job = SealedField(_("job given"), null=True)
    given_wage = money(_("monthly wage given"))
    given_currency = currency(_("its currency"))
    given_hours = models.PositiveSmallIntegerField(_("hours a week worked"), null=True, blank=True)
    given_place = SealedField(_("place given"), null=True)
    debt = money(_("debt for the journey"))
    debt_currency = currency(_("its currency"))
    debt_to = SealedField(_("owed to"), null=True)

    class Meta:
        abstract = True
        constraints = [
            *(
                models.CheckConstraint(
                    condition=Q((amount, None), (unit, ""))
                    | (Q((f"{amount}__isnull", False), (f"{amount}__gte", 0)) & ~Q((unit, ""))),
                    name=f"a_{amount}_has_its_currency",
                )
                for amount, unit in SUMS.items()
            ),
            models.CheckConstraint(
                condition=Q(permit_from=None)
                | Q(permit_until=None)
                | Q(permit_until__gte=F("permit_from")),
                name="no_permit_ends_before_it_begins",
            ),
        ]
