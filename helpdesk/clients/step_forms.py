"""Forms in front of the actions on the steps of a plan."""

from django import forms
from django.utils.translation import gettext_lazy as _

from helpdesk.access.models import User
from helpdesk.core.forms import ActionForm, ChangingForm, CreatingForm

from . import actions
from .form_parts import in_both_calendars
from .form_parts.fields import DayField, text_field
from .models import PlanGoal, PlanStep
from .plan_forms import team_of


class NameInput(forms.TextInput):
    """A text with names to choose from; any other name may be typed."""

    template_name = "components/name_input.html"
    names: list[str] = []

    def get_context(self, name, value, attrs):
        options = f"{(attrs or {}).get('id', name)}_names"
        context = super().get_context(name, value, {**(attrs or {}), "list": options})
        return {**context, "options": options, "names": self.names}


class GoalChoice(forms.ModelChoiceField):
    """One of a plan's goals, in the client's words."""

    def label_from_instance(self, goal):
        return goal.text


class StepFields(forms.Form):
    """What is done, by whom and by when, and for which goal."""

    text = text_field(
        _("What is done?"), 300, required=True, error_messages={"required": _("Say what is done.")}
    )
    goal = GoalChoice(
        PlanGoal.objects.none(),
        label=_("For which goal?"),
        required=False,
        empty_label=_("For the plan as a whole"),
    )
    owner = forms.ChoiceField(
        label=_("Who does it?"), choices=PlanStep.Owner.choices, initial=PlanStep.Owner.CLIENT
    )
    officer = forms.ModelChoiceField(
        User.objects.none(),
        label=_("If someone of the centre: who?"),
        required=False,
        empty_label=_("Choose"),
    )
    owner_name = text_field(
        _("If a partner or someone else: name"),
        120,
        widget=NameInput(attrs={"autocomplete": "off"}),
    )
    due_on = DayField(label=_("By when?"))

    def ask(self, plan, partners):
        """Fill in what can be chosen for this plan."""
        self.fields["goal"].queryset = plan.goals.standing().for_listing()
        self.fields["officer"].queryset = team_of(plan.client)
        self.fields["owner_name"].widget.names = partners
        in_both_calendars(self, plan.client.centre.country)

    def step(self) -> dict:
        said = self.cleaned_data
        names = ("text", "goal", "owner", "officer", "due_on")
        return {**{name: said[name] for name in names}, "owner_name": said["owner_name"] or None}


class AddStep(StepFields, CreatingForm):
    plain_labels = True

    def __init__(self, *args, plan, partners, goal=None, **kwargs):
        self.plan = plan
        super().__init__(*args, **kwargs)
        self.ask(plan, partners)
        self.initial["goal"] = goal

    def perform(self, by):
        said = self.cleaned_data
        return actions.add_step(
            self.plan, by=by, submission_id=said["submission_id"], **self.step()
        )


class ChangeStep(StepFields, ChangingForm):
    """How it stands now, and whatever else has changed."""

    plain_labels = True
    state = forms.ChoiceField(label=_("How does it stand?"), choices=PlanStep.State.choices)
    done_on = DayField(label=_("If done: on which day?"), help_text=_("Empty: today."))
    why = text_field(_("If dropped: why?"), 300)
    field_order = ["text", "state", "done_on", "why"]

    def __init__(self, *args, row, partners, **kwargs):
        super().__init__(*args, row=row, **kwargs)
        self.ask(row.plan, partners)

    def values_of(self, step):
        names = ("text", "owner", "owner_name", "due_on", "state", "done_on", "why")
        values = {name: getattr(step, name) for name in names}
        return {**values, "goal": step.goal_id, "officer": step.officer_id}

    def shown(self, name, value):
        return super().shown(name, getattr(value, "pk", value))

    def perform(self, by):
        said = self.cleaned_data
        return actions.change_step(
            self.row,
            by=by,
            version=said["version"],
            state=said["state"],
            done_on=said["done_on"],
            why=said["why"] or None,
            **self.step(),
        )


class FinishStep(ActionForm):
    """One click: it is done."""

    def __init__(self, *args, step, **kwargs):
        self.row = step
        super().__init__(*args, **kwargs)

    def perform(self, by):
        return actions.finish_step(self.row, by=by)
