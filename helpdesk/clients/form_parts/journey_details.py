from django import forms
from django.utils.translation import gettext_lazy as _

from helpdesk.core.money import Money, MoneyField

from ..models.journey_codes import SECTORS
from ..models.journey_details import SUMS
from .fields import DayField, choice_field, text_field
from .occupation import OccupationField

SEALED = (
    *("work", "recruiter", "employer", "permit_number", "debt_to"),
    *("promised_job", "given_job", "promised_place", "given_place"),
)
AS_SAID = ("occupation", "sector", "permit_from", "permit_until", "promised_hours", "given_hours")
HOURS_OF_A_WEEK = 168


def hours_field(label):
    return forms.IntegerField(
        label=label,
        min_value=0,
        max_value=HOURS_OF_A_WEEK,
        required=False,
        widget=forms.NumberInput(attrs={"class": "short"}),
    )


class JourneyDetailsFields(forms.Form):
    """The work abroad, who stood behind it, and what became of what was promised."""

    occupation = OccupationField(label=_("Occupation"))
    work = text_field(_("Work, in their own words"), 120)
    sector = choice_field(_("Sector"), SECTORS)
    recruiter = text_field(_("Recruiter or agent"), 200)
    employer = text_field(_("Employer"), 200)
    permit_number = text_field(_("Permit number"), 60)
    permit_from = DayField(label=_("Permit from"))
    permit_until = DayField(label=_("Permit until"))
    promised_job = text_field(_("Job promised"), 120)
    given_job = text_field(_("Job given"), 120)
    promised_wage = MoneyField(label=_("Monthly wage promised"))
    given_wage = MoneyField(label=_("Monthly wage given"))
    promised_hours = hours_field(_("Hours a week promised"))
    given_hours = hours_field(_("Hours a week worked"))
    promised_place = text_field(_("Place promised"), 120)
    given_place = text_field(_("Place given"), 120)
    debt = MoneyField(label=_("Debt for the journey"))
    debt_to = text_field(_("Owed to"), 120)

    def details(self) -> dict:
        """The facts as the actions take them."""
        said = self.cleaned_data
        sums = {}
        for amount, currency in SUMS.items():
            sums[amount], sums[currency] = said[amount] or (None, "")
        return {
            **{name: said[name] for name in AS_SAID},
            **{name: said[name] or None for name in SEALED},
            **sums,
        }

    @staticmethod
    def details_values(journey) -> dict:
        """The fields' values for a journey that is known."""
        sums = {amount: money_of(journey, amount) for amount in SUMS}
        return {**{name: getattr(journey, name) for name in (*AS_SAID, *SEALED)}, **sums}


def money_of(journey, name) -> Money | None:
    """A sum of a journey with its currency."""
    amount = getattr(journey, name)
    return None if amount is None else Money(amount, getattr(journey, SUMS[name]))
