"""What the desk asks when it assesses or screens one person of a case."""

from django import forms
from django.utils.translation import gettext_lazy as _

from helpdesk.access.models import User
from helpdesk.clients.form_parts.fields import DayField, text_field
from helpdesk.clients.models import Client
from helpdesk.core.clock import today
from helpdesk.core.forms import ActionForm, CreatingForm
from helpdesk.core.keyset import number_in

from . import actions, factors
from .forms import OfCase, PersonChoice, lines
from .models import Assessment, Screening

TICKS = {"class": "ticks"}


def boxes(label, choices, **options):
    widget = forms.CheckboxSelectMultiple(attrs=TICKS)
    return forms.MultipleChoiceField(
        label=label, choices=choices, widget=widget, required=False, **options
    )


def words(label, most=4000, **options):
    return forms.CharField(label=label, max_length=most, widget=lines(3), **options)


class OfPerson(OfCase, CreatingForm):
    """About one person of the case: the first one, or whom the address names."""

    client = PersonChoice(Client.objects.none(), label=_("Who is it about?"), empty_label=None)

    def __init__(self, *args, case, asked, **kwargs):
        super().__init__(*args, case=case, **kwargs)
        people = Client.objects.filter(case_roles__case=case).for_listing()
        self.fields["client"].queryset = people.order_by("case_roles__id")
        self.initial["client"] = number_in(asked.get("client"))


class Assess(OfPerson):
    """What endangers and what protects, level by level, and what the officer makes of it."""

    judgement = forms.ChoiceField(
        label=_("All in all, how vulnerable is this person now?"),
        choices=Assessment.Judgement.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Say how vulnerable the person is: you judge, not the ticks.")
        },
        help_text=_("Your judgement. No number of ticks decides it."),
    )
    words_overall = words(_("Why do you judge so?"), required=False)
    happened_on = DayField(
        label=_("Assessed on"),
        required=True,
        initial=today,
        error_messages={"required": _("Say on which day.")},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for level, label in factors.LEVELS.items():
            risks, strengths = factors.RISKS[level], factors.STRENGTHS[level]
            own = _("Anything else: %(level)s") % {"level": str(label)}
            self.fields[f"risks_{level}"] = boxes(_("What endangers"), list(risks.items()))
            self.fields[f"strengths_{level}"] = boxes(_("What protects"), list(strengths.items()))
            self.fields[f"words_{level}"] = words(own, 1000, required=False)

    def levels(self):
        """Each level with its three fields, for the page."""
        return [
            (label, [self[f"{part}_{level}"] for part in ("risks", "strengths", "words")])
            for level, label in factors.LEVELS.items()
        ]

    def perform(self, by):
        said = self.cleaned_data
        parts = ("overall", *factors.LEVELS)
        return actions.assess(
            self.case,
            by=by,
            submission_id=said["submission_id"],
            client=said["client"],
            happened_on=said["happened_on"],
            judgement=said["judgement"],
            risks=[code for level in factors.LEVELS for code in said[f"risks_{level}"]],
            strengths=[code for level in factors.LEVELS for code in said[f"strengths_{level}"]],
            words={part: said[f"words_{part}"] for part in parts},
        )


class EnterAssessmentInError(ActionForm):
    """Why an assessment is none: the reason stays with it."""

    plain_labels = True
    reason = words(
        _("Why?"),
        500,
        error_messages={"required": _("Say why: it stays with what was written.")},
        help_text=_(
            "The assessment is compared with nothing any more, and no longer says how vulnerable "
            "the person is. What was written can still be read."
        ),
    )

    def __init__(self, *args, row, **kwargs):
        self.row = row
        super().__init__(*args, **kwargs)

    def perform(self, by):
        reason = self.cleaned_data["reason"]
        return actions.enter_assessment_in_error(self.row, by=by, reason=reason)


class PeopleChoice(forms.ModelMultipleChoiceField):
    """Colleagues by name; nobody need be chosen, unless an action says so."""

    def __init__(self, **options):
        widget = forms.CheckboxSelectMultiple(attrs=TICKS)
        super().__init__(User.objects.none(), widget=widget, required=False, **options)


class Screen(OfPerson):
    """Whether trafficking is possible; then the case is restricted at once."""

    result = forms.ChoiceField(
        label=_("What was decided?"),
        choices=Screening.Result.choices,
        widget=forms.RadioSelect(attrs=TICKS),
        error_messages={"required": _("Say what was decided.")},
        help_text=_(
            "Possible or confirmed: the case is restricted the moment that you save, and of high "
            "risk. Only you, its officer and the supervisors whom you choose see it then."
        ),
    )
    indicators = forms.MultipleChoiceField(
        label=_("Signs of trafficking"),
        choices=lambda: [
            (group, list(pairs.items())) for group, pairs in factors.INDICATORS.items()
        ],
        widget=forms.CheckboxSelectMultiple(attrs=TICKS),
        required=False,
    )
    reasons = words(
        _("Reasons"), error_messages={"required": _("Say in your own words why it was decided so.")}
    )
    decided_by = forms.ChoiceField(
        label=_("Who decided?"),
        choices=Screening.Decider.choices,
        initial=Screening.Decider.CENTRE,
        widget=forms.RadioSelect,
    )
    decider = text_field(_("Name of the authority or organisation"), 200)
    decided_on = DayField(
        label=_("Decided on"),
        required=True,
        initial=today,
        error_messages={"required": _("Say on which day.")},
    )
    people = PeopleChoice(
        label=_("Which supervisors see the case?"),
        help_text=_("At least one, where the case is restricted by this."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        over = actions.supervisors_over(self.case.centre)
        if self.case.restricted or not over:
            del self.fields["people"]
            return
        self.fields["people"].queryset = over
        if len(over) == 1:
            self.initial["people"] = [over[0].pk]

    def perform(self, by):
        said = {**self.cleaned_data}
        people, decider = said.pop("people", ()), said.pop("decider") or None
        return actions.screen(self.case, by=by, people=list(people), decider=decider, **said)
