"""Forms about what a client brings and means to do: skills, savings, intentions."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from helpdesk.core.clock import today
from helpdesk.core.forms import ChangingForm, CreatingForm
from helpdesk.core.money import MoneyField

from . import actions
from .form_parts import in_both_calendars
from .form_parts.fields import DayField, choice_field, country_field, text_field
from .form_parts.occupation import OccupationField
from .models import Skill
from .models.plan_codes import INTENTIONS
from .models.prospects import SUMS

TOLD = ("told_on", "home_occupation", "intentions")
IN_WORDS = ("business_idea", "training_wanted")


class SkillFields(forms.Form):
    """What the client can do, where that was learnt, and what paper shows it."""

    text = text_field(
        _("What can the client do?"),
        200,
        required=True,
        error_messages={"required": _("Write what the client can do.")},
    )
    occupation = OccupationField(label=_("Occupation"))
    learnt = choice_field(_("Where learnt?"), Skill.Learnt.choices)
    country = country_field(label=_("In which country?"))
    level = choice_field(_("How well?"), Skill.Level.choices)
    certificate = choice_field(_("Certificate"), Skill.Certificate.choices)

    def skill(self) -> dict:
        return {name: self.cleaned_data[name] for name in SkillFields.base_fields}


class AddSkill(SkillFields, CreatingForm):
    plain_labels = True

    def __init__(self, *args, client, **kwargs):
        self.client = client
        super().__init__(*args, **kwargs)

    def perform(self, by):
        said = self.cleaned_data
        return actions.add_skill(
            self.client, by=by, submission_id=said["submission_id"], **self.skill()
        )


class ChangeSkill(SkillFields, ChangingForm):
    plain_labels = True
    in_error = forms.BooleanField(label=_("Entered in error"), required=False)

    def __init__(self, *args, row, **kwargs):
        super().__init__(*args, row=row, **kwargs)
        self.fields["occupation"].kept = row.occupation

    def values_of(self, skill):
        names = [*SkillFields.base_fields, "in_error"]
        values = {name: getattr(skill, name) for name in names}
        return {**values, "country": skill.country.code or ""}

    def shown(self, name, value):
        if name == "in_error":
            return str(_("Yes") if value else _("No"))
        if name == "country":
            return str(countries.name(value) if value else "")
        return super().shown(name, self.fields[name].prepare_value(value))

    def perform(self, by):
        said = self.cleaned_data
        version, in_error = said["version"], said["in_error"]
        return actions.change_skill(
            self.row, by=by, version=version, in_error=in_error, **self.skill()
        )


class ProspectsFields(forms.Form):
    """What is told on a day about work at home, money, and what comes next."""

    told_on = DayField(label=_("Told on"), required=True, initial=today)
    home_occupation = OccupationField(label=_("Occupation at home"))
    savings = MoneyField(
        label=_("Savings, by their own estimate"), help_text=_("With the currency: 50000 NPR.")
    )
    remittance = MoneyField(label=_("Money sent home in a month"))
    intentions = forms.MultipleChoiceField(
        label=_("What do they mean to do?"),
        choices=INTENTIONS,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    business_idea = text_field(_("Business idea"), 300)
    training_wanted = text_field(_("Training wanted"), 300)

    def told(self) -> dict:
        said, sums = self.cleaned_data, {}
        for amount, unit in SUMS.items():
            sums[amount], sums[unit] = said[amount] or (None, "")
        return {
            **{name: said[name] for name in TOLD},
            **{name: said[name] or None for name in IN_WORDS},
            **sums,
        }

    @staticmethod
    def told_values(told) -> dict:
        values = {name: getattr(told, name) for name in (*TOLD, *IN_WORDS)}
        return {**values, **{name: told.sum_of(name) for name in SUMS}}


class AddProspects(ProspectsFields, CreatingForm):
    """As the client tells it now; what was told before stands in the form to begin with."""

    plain_labels = True

    def __init__(self, *args, client, before, **kwargs):
        self.client = client
        super().__init__(*args, **kwargs)
        if before:
            self.initial |= {**self.told_values(before), "told_on": today()}
            self.fields["home_occupation"].kept = before.home_occupation
        in_both_calendars(self, client.centre.country)

    def perform(self, by):
        said = self.cleaned_data
        return actions.add_prospects(
            self.client, by=by, submission_id=said["submission_id"], **self.told()
        )


class ChangeProspects(ProspectsFields, ChangingForm):
    """It was written down wrongly."""

    plain_labels = True

    def __init__(self, *args, row, **kwargs):
        super().__init__(*args, row=row, **kwargs)
        self.fields["home_occupation"].kept = row.home_occupation
        in_both_calendars(self, row.client.centre.country)

    def values_of(self, told):
        return self.told_values(told)

    def shown(self, name, value):
        if isinstance(value, list):  # in the order of the list, whatever the order of ticking
            value = [code for code, _label in INTENTIONS if code in value]
            return super().shown(name, value)
        return super().shown(name, self.fields[name].prepare_value(value))

    def perform(self, by):
        version = self.cleaned_data["version"]
        return actions.change_prospects(self.row, by=by, version=version, **self.told())
