"""What is asked when closed cases are drawn, and when the list behind a finding is."""

from django import forms
from django.utils.translation import gettext_lazy as _

from helpdesk.access.models import Centre, User
from helpdesk.cases import actions
from helpdesk.cases.checklist import POINTS
from helpdesk.cases.forms import CHOOSE
from helpdesk.cases.models import Finding
from helpdesk.clients.form_parts.fields import DayField
from helpdesk.core.forms import CreatingForm

from .filters import KINDS
from .forms import Asked
from .paging import newest_first
from .queries import officers
from .reviewing import reviewed

MOST = 50  # cases of one sample: more are not read with care
ANY = [("", _("Any"))]


class DrawReview(CreatingForm):
    """How many closed cases, and from which."""

    plain_labels = True
    centre = forms.ModelChoiceField(
        Centre.objects.none(), label=_("Centre"), to_field_name="code", empty_label=None
    )
    below = forms.BooleanField(label=_("with all below it"), required=False)
    since = DayField(
        label=_("Closed from"),
        required=True,
        error_messages={"required": _("Say from which day on.")},
    )
    until = DayField(
        label=_("Closed until"),
        required=True,
        error_messages={"required": _("Say until which day.")},
    )
    officer = forms.ModelChoiceField(
        User.objects.none(), label=_("Officer"), required=False, empty_label=_("Any")
    )
    category = forms.ChoiceField(
        label=_("Category"),
        required=False,
        choices=[*ANY, *((code, f"{code} {label}") for code, label in KINDS.items())],
    )
    size = forms.IntegerField(
        label=_("How many cases?"),
        min_value=1,
        max_value=MOST,
        initial=5,
        help_text=_("They are drawn by chance; your own cases are left to somebody else."),
        error_messages={"required": _("Say how many cases.")},
    )

    def __init__(self, *args, scope, **kwargs):
        super().__init__(*args, **kwargs)
        ids = [centre.pk for centre in scope.centres]
        self.fields["centre"].queryset = Centre.objects.filter(pk__in=ids)
        self.fields["officer"].queryset = officers(scope)
        days = {"since": scope.period.since, "until": scope.period.until}
        known = {"centre": scope.top.code, "below": scope.below, "category": scope.category}
        self.initial = {**days, **known, **self.initial}

    def clean(self):
        said = super().clean()
        since, until = said.get("since"), said.get("until")
        if since and until and until < since:
            self.add_error("until", _("This day is before the first one."))
        return said

    def perform(self, by):
        said = {**self.cleaned_data}
        return actions.draw_review(said.pop("centre"), by=by, **said)


class ReviewedAsked(Asked):
    """Judged cases: those in which a point was answered so."""

    page, titles, usual, of_days = "figures_reviewed", {"": _("Reviewed cases")}, "", {""}
    in_pages = staticmethod(newest_first)
    point = forms.ChoiceField(choices=POINTS.items(), required=False)
    verdict = forms.ChoiceField(choices=[*CHOOSE, *Finding.Verdict.choices], required=False)
    officer = forms.ModelChoiceField(User.objects.none(), required=False)

    def __init__(self, data, scope):
        super().__init__(data, scope)
        self.fields["officer"].queryset = User.objects.filter(
            pk__in=reviewed(scope).order_by().values("officer")
        )

    def rows(self):
        return reviewed(self.scope, **self.asked())
