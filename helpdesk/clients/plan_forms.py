"""Forms in front of the actions on a client's plan."""

from django import forms
from django.utils.translation import gettext_lazy as _

from helpdesk.access.models import User
from helpdesk.access.sight import members_of
from helpdesk.core.clock import today
from helpdesk.core.forms import ChangingForm, CreatingForm

from . import actions
from .form_parts import in_both_calendars
from .form_parts.fields import DayField, choice_field, text_field
from .form_parts.journey_choice import JourneyChoice
from .models import GoalReview, Plan, PlanGoal

GOALS = range(1, 5)  # lines for goals on the first form; more are added on the plan's page
GOAL = 300
CHOOSE = [("", _("Choose"))]


def team_of(client):
    """Who may be named on a plan: the people of the centres that serve the client."""
    groups = [(place.officers_id, place.supervisors_id) for place in client.places()]
    return members_of(*(group for pair in groups for group in pair))


class PlanFields(forms.Form):
    """What kind of plan, for which journey, agreed when, looked at again when, by whom."""

    kind = forms.ChoiceField(
        label=_("Which plan?"),
        choices=[*CHOOSE, *Plan.Kind.choices],
        error_messages={"required": _("Choose which plan it is.")},
    )
    journey = JourneyChoice()
    agreed_on = DayField(
        label=_("Agreed with the client on"),
        help_text=_("Leave it empty while you still talk about it. Then the goals stand."),
    )
    review_on = DayField(
        label=_("Next review"),
        help_text=_("On this day the officer is reminded to look at it with the client."),
    )
    officer = forms.ModelChoiceField(
        User.objects.none(), label=_("Officer"), required=False, empty_label=_("Nobody yet")
    )

    def ask(self, client, journeys):
        """Fill in what can be chosen for this client."""
        self.client = client
        self.fields["journey"].of(journeys)
        self.fields["officer"].queryset = team_of(client)
        in_both_calendars(self, client.centre.country)

    def plan(self) -> dict:
        names = ("kind", "agreed_on", "review_on", "officer")
        journey = self.fields["journey"].chosen(self, "journey")
        return {**{name: self.cleaned_data[name] for name in names}, "journey": journey}


class DrawUpPlan(PlanFields, CreatingForm):
    """A new plan with its first goals; one that is in use becomes an earlier version."""

    plain_labels = True
    instead = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, client, user, journeys, before, **kwargs):
        super().__init__(*args, **kwargs)
        self.ask(client, journeys)
        first = journeys[0].stage if journeys else ""
        kind = Plan.Kind.REINTEGRATION if first == "return" else Plan.Kind.DEPARTURE
        self.initial |= {"kind": kind if first else "", "officer": user.pk}
        if before:
            self._go_on(before)
        for n in GOALS:
            self._ask_goal(n)

    def _go_on(self, before):
        number = before.journey.number if before.journey else ""
        self.initial |= {"kind": before.kind, "journey": number, "instead": before.number}
        self.fields["keep"] = forms.BooleanField(
            label=_("Take over what is not reached and not done yet"), required=False, initial=True
        )

    def _ask_goal(self, n):
        self.fields[f"goal_{n}_kind"] = forms.ChoiceField(
            label=_("Goal %(n)s") % {"n": n},
            choices=[*CHOOSE, *PlanGoal.Kind.choices],
            required=False,
        )
        self.fields[f"goal_{n}"] = text_field(_("In the client’s words"), GOAL)

    def sections(self):
        """The plan itself, then the lines for goals."""
        asked = ("kind", "journey", "officer", "agreed_on", "review_on", "keep")
        asked = [self[name] for name in asked if name in self.fields]
        goals = [self[name] for n in GOALS for name in (f"goal_{n}_kind", f"goal_{n}")]
        return [
            {
                "title": _("The plan"),
                "fields": [field for field in asked if not field.is_hidden],
                "open": True,
            },
            {"title": _("What does the client want to reach?"), "fields": goals, "open": True},
        ]

    def clean(self):
        said = super().clean()
        for n in GOALS:
            if said.get(f"goal_{n}") and not said.get(f"goal_{n}_kind"):
                self.add_error(f"goal_{n}_kind", _("Choose what this goal is about."))
        return said

    def goals(self):
        """A goal without words is called by its kind."""
        kinds = dict(PlanGoal.Kind.choices)
        said = self.cleaned_data
        chosen = [(said[f"goal_{n}_kind"], said[f"goal_{n}"]) for n in GOALS]
        return [(kind, text or str(kinds[kind])) for kind, text in chosen if kind]

    def perform(self, by):
        said = self.cleaned_data
        return actions.draw_up_plan(
            self.client,
            by=by,
            submission_id=said["submission_id"],
            instead=said["instead"],
            keep=said.get("keep", False),
            goals=self.goals(),
            **self.plan(),
        )


class ChangePlan(PlanFields, ChangingForm):
    plain_labels = True

    def __init__(self, *args, row, journeys, **kwargs):
        super().__init__(*args, row=row, **kwargs)
        self.ask(row.client, journeys)

    def values_of(self, plan):
        number = plan.journey.number if plan.journey else ""
        names = ("kind", "agreed_on", "review_on")
        said = {name: getattr(plan, name) for name in names}
        return {**said, "journey": number, "officer": plan.officer_id}

    def shown(self, name, value):
        value = getattr(value, "number" if name == "journey" else "pk", value)
        return super().shown(name, value)

    def perform(self, by):
        version = self.cleaned_data["version"]
        return actions.change_plan(self.row, by=by, version=version, **self.plan())


class GoalFields(forms.Form):
    kind = forms.ChoiceField(
        label=_("What is it about?"),
        choices=[*CHOOSE, *PlanGoal.Kind.choices],
        error_messages={"required": _("Choose what this goal is about.")},
    )
    text = text_field(
        _("In the client’s words"),
        GOAL,
        required=True,
        error_messages={"required": _("Write what the client wants to reach.")},
    )


class AddGoal(GoalFields, CreatingForm):
    plain_labels = True

    def __init__(self, *args, plan, **kwargs):
        self.plan = plan
        super().__init__(*args, **kwargs)

    def perform(self, by):
        return actions.add_goal(self.plan, by=by, **self.cleaned_data)


class ChangeGoal(GoalFields, ChangingForm):
    plain_labels = True
    in_error = forms.BooleanField(
        label=_("Entered in error: this is no goal of the client’s"), required=False
    )

    def shown(self, name, value):
        if name == "in_error":
            return str(_("Yes") if value else _("No"))
        return super().shown(name, value)

    def perform(self, by):
        return actions.change_goal(self.row, by=by, **self.cleaned_data)


class ReviewPlan(CreatingForm):
    """What was reached of each goal, and whether the plan goes on."""

    plain_labels = True
    reviewed_on = DayField(label=_("Reviewed on"), required=True, initial=today)
    text = forms.CharField(
        label=_("What was said"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    ending = forms.ChoiceField(
        label=_("How does it go on?"),
        required=False,
        choices=[
            ("", _("The plan goes on")),
            *(pair for pair in Plan.Ending.choices if pair[0] != Plan.Ending.REPLACED),
        ],
    )
    review_on = DayField(label=_("Next review, if it goes on"))

    def __init__(self, *args, plan, goals, **kwargs):
        self.plan, self.goals = plan, goals
        super().__init__(*args, **kwargs)
        asked = {}
        for goal in goals:
            asked[f"goal_{goal.pk}"] = choice_field(
                _("Reached? %(goal)s") % {"goal": goal.text}, GoalReview.Reached.choices
            )
            asked[f"words_{goal.pk}"] = text_field(_("In words"), GOAL)
        self.fields = {"reviewed_on": self.fields.pop("reviewed_on"), **asked, **self.fields}
        in_both_calendars(self, plan.client.centre.country)

    def findings(self):
        said = self.cleaned_data
        chosen = [(goal, said[f"goal_{goal.pk}"], said[f"words_{goal.pk}"]) for goal in self.goals]
        return [(goal, reached, words or None) for goal, reached, words in chosen if reached]

    def clean(self):
        said = super().clean()
        for goal in self.goals:
            if said.get(f"words_{goal.pk}") and not said.get(f"goal_{goal.pk}"):
                self.add_error(f"goal_{goal.pk}", _("Say how far this goal is reached."))
        return said

    def perform(self, by):
        said = self.cleaned_data
        return actions.review_plan(
            self.plan,
            by=by,
            submission_id=said["submission_id"],
            reviewed_on=said["reviewed_on"],
            findings=self.findings(),
            text=said["text"] or None,
            review_on=said["review_on"],
            ending=said["ending"],
        )
