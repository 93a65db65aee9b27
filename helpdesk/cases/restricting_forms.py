"""What the desk asks about who sees a case; and in an emergency."""

from allauth.core.internal import ratelimit
from django import forms
from django.utils.translation import gettext_lazy as _

from helpdesk.access.models import User
from helpdesk.core.forms import ActionForm, CreatingForm
from helpdesk.core.refusal import Refused

from . import actions
from .assessing_forms import TICKS, PeopleChoice, words
from .forms import OfCase
from .models import BreakGlass, Restriction

Ground = Restriction.Ground


class Restrict(OfCase, ActionForm):
    """Why the case is kept to named people, and to whom besides oneself and its officer."""

    ground = forms.ChoiceField(
        label=_("Why is it restricted?"),
        choices=[(one.value, one.label) for one in Ground if one != Ground.TRAFFICKING],
        widget=forms.RadioSelect(attrs=TICKS),
        error_messages={"required": _("Say why the case is restricted.")},
        help_text=_("For possible trafficking, screen the person: that restricts the case too."),
    )
    people = PeopleChoice(
        label=_("Who else sees the case?"),
        help_text=_("You and the case’s officer do. A supervisor should be among you."),
    )

    def __init__(self, *args, case, user, **kwargs):
        super().__init__(*args, case=case, **kwargs)
        own = {user.pk, case.officer_id} - {None}
        self.fields["people"].queryset = actions.may_be_named(case.centre).exclude(pk__in=own)

    def perform(self, by):
        said = self.cleaned_data
        return actions.restrict(self.case, by=by, ground=said["ground"], people=said["people"])


class LiftRestriction(OfCase, ActionForm):
    """Back to everyone at the centre, for a reason."""

    reason = words(
        _("Why may everyone at the centre see it again?"),
        500,
        error_messages={"required": _("Say why: the reason stays with the case.")},
    )

    def perform(self, by):
        return actions.lift_restriction(self.case, by=by, reason=self.cleaned_data["reason"])


class Share(OfCase, ActionForm):
    """One more person who sees the case."""

    person = forms.ModelChoiceField(
        User.objects.none(),
        label=_("Share it with"),
        empty_label=_("Choose"),
        error_messages={"required": _("Choose a colleague.")},
    )

    def __init__(self, *args, case, named, **kwargs):
        super().__init__(*args, case=case, **kwargs)
        nearby = actions.may_be_named(case.centre)
        self.fields["person"].queryset = nearby.exclude(pk__in=[one.pk for one in named])

    def perform(self, by):
        return actions.share(self.case, by=by, person=self.cleaned_data["person"])


class BreakTheGlass(CreatingForm):
    """Which case, on what ground and why. A wrong code is one of the few tries of an hour."""

    plain_labels = True
    code = forms.CharField(
        label=_("Code of the case"),
        max_length=20,
        widget=forms.TextInput(attrs={"class": "code", "autocomplete": "off", "dir": "ltr"}),
        help_text=_("Exactly as it stands on the paper, such as KTM-26-7K4M."),
        error_messages={"required": _("Write the code of the case.")},
    )
    ground = forms.ChoiceField(
        label=_("On what ground?"),
        choices=BreakGlass.Ground.choices,
        widget=forms.RadioSelect(attrs=TICKS),
        error_messages={"required": _("Choose the ground.")},
    )
    reason = words(
        _("What has happened, and why can it not wait?"),
        1000,
        help_text=_("The people named on the case and the data protection officer read this."),
        error_messages={"required": _("Say what has happened, and why it cannot wait.")},
    )

    def __init__(self, *args, request, **kwargs):
        self.request = request
        super().__init__(*args, **kwargs)

    def clean_code(self):
        return self.cleaned_data["code"].upper()

    def perform(self, by):
        attempt = ratelimit.consume(
            self.request, app="allauth.account", action="break_glass", user=by
        )
        if not attempt:
            raise Refused(
                _("Too many wrong codes. Wait an hour, or call someone who is named on the case.")
            )
        made = actions.break_glass(by=by, **self.cleaned_data)
        attempt.rollback()
        return made


class Judge(ActionForm):
    """Whether it was justified to open the case."""

    plain_labels = True
    justified = forms.TypedChoiceField(
        label=_("Was it justified?"),
        choices=[("yes", _("Yes, justified")), ("no", _("No, not justified: the access ends now"))],
        coerce=lambda said: said == "yes",
        empty_value=None,
        widget=forms.RadioSelect(attrs=TICKS),
        error_messages={"required": _("Say whether it was justified.")},
    )
    comment = words(_("Comment"), 1000, required=False)

    def __init__(self, *args, glass, **kwargs):
        self.glass = glass
        super().__init__(*args, **kwargs)

    def clean(self):
        said = super().clean()
        if said.get("justified") is False and not said.get("comment"):
            self.add_error("comment", _("Say why it was not: the colleague reads this."))
        return said

    def perform(self, by):
        return actions.review_break_glass(self.glass, by=by, **self.cleaned_data)
