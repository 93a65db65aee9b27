"""Ending or suspending an agreement: why, and what becomes of the referrals that rest on it."""

from datetime import timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

from helpdesk.core.clock import today
from helpdesk.core.forms import ActionForm
from helpdesk.core.texts import names_something

from .. import actions
from ..models import LostCover, Referral

MOST = 50  # that are asked about one by one; the others go as all do


def _in_a_month():
    return today() + timedelta(days=30)


def _day(label, **facts):
    return forms.DateField(
        label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **facts
    )


class StopForm(ActionForm):
    """Asks about all referrals at once, and about each that may be named here."""

    question = button = done = ""
    why = forms.CharField(label=_("Why?"), max_length=300, validators=[names_something])
    for_all = forms.ChoiceField(
        label=_("What becomes of the live referrals that rest on it?"),
        choices=LostCover.Choice,
        widget=forms.RadioSelect,
        help_text=_("For referrals of restricted cases, which are not listed, this counts too."),
    )
    until = _day(
        _("The partner may finish until"),
        required=False,
        initial=_in_a_month,
        help_text=_("It sees those that it may finish until this day, and nothing new."),
    )

    def __init__(self, *args, agreement, **kwargs):
        self.agreement = agreement
        super().__init__(*args, **kwargs)
        resting = Referral.objects.resting_on(agreement).filter(case__restricted=False)
        self.resting = list(resting.order_by("pk").for_deciding()[: MOST + 1])
        self.more, self.resting = len(self.resting) > MOST, self.resting[:MOST]
        for referral in self.resting:
            self.fields[f"choice_{referral.pk}"] = forms.ChoiceField(
                label=_("What becomes of %(code)s") % {"code": referral.code},
                required=False,
                choices=[("", _("As all")), *LostCover.Choice.choices],
            )

    def rows(self):
        """(referral, its field) for the table."""
        return [(referral, self[f"choice_{referral.pk}"]) for referral in self.resting]

    def facts(self):
        """The fields that stand above the table."""
        return [self[name] for name in self.fields if not name.startswith("choice_")]

    def clean(self):
        cleaned = super().clean()
        choices = {cleaned.get("for_all"), *self._choices().values()}
        until = cleaned.get("until")
        if LostCover.Choice.RUN_OFF in choices and (until is None or until < today()):
            self.add_error("until", _("Say until which day the partner may finish."))
        return cleaned

    def _choices(self):
        said = {r.pk: self.cleaned_data.get(f"choice_{r.pk}") for r in self.resting}
        return {pk: choice for pk, choice in said.items() if choice}

    def decided(self):
        """What was said, as the actions take it."""
        said = self.cleaned_data
        common = {name: said[name] for name in ("why", "for_all", "until")}
        return {**common, "choices": self._choices()}


class EndForm(StopForm):
    """It is over on a day."""

    question = _("End the agreement with %(partner)s?")
    button, done = _("End"), _("It has ended, and what becomes of its referrals is kept.")
    on = _day(_("Its last day"), initial=today)
    field_order = ["why", "on", "for_all", "until"]

    def consequences(self):
        centre = self.agreement.centre.name
        return [
            _("%(centre)s and the centres below can send it nothing more under it.")
            % {"centre": centre},
            _("At its next click the partner sees no more of referrals that rest on it."),
            _("With a day to come, it holds until then; what you choose below happens now."),
            _("It cannot be taken up again: draft a new one."),
        ]

    def perform(self, by):
        on = self.cleaned_data["on"]
        return actions.end_agreement(self.agreement, by=by, on=on, **self.decided())


class SuspendForm(StopForm):
    """It rests, and can be resumed."""

    question = _("Suspend the agreement with %(partner)s?")
    button, done = _("Suspend"), _("It is suspended, and what becomes of its referrals is kept.")

    def consequences(self):
        centre = self.agreement.centre.name
        return [
            _("%(centre)s and the centres below can send it nothing until it is resumed.")
            % {"centre": centre},
            _("At its next click the partner sees no more of referrals that rest on it."),
        ]

    def perform(self, by):
        return actions.suspend_agreement(self.agreement, by=by, **self.decided())
