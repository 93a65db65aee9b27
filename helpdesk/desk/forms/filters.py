"""What narrows My work."""

from django import forms
from django.utils.translation import gettext_lazy as _

from helpdesk.cases.categories import CATEGORIES
from helpdesk.cases.models import Case
from helpdesk.clients.models import Journey
from helpdesk.core.forms import ReadableForm


class Filters(ReadableForm):
    """What narrows a work list. Everything stands in the URL, so that a list can be linked."""

    DUE = [
        ("", _("Any day")),
        ("overdue", _("Overdue")),
        ("today", _("Today")),
        ("week", _("Within 7 days")),
        ("fortnight", _("Within 14 days")),
    ]

    plain_labels = True
    stage = forms.MultipleChoiceField(
        label=_("Stage"),
        choices=Journey.Stage.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "ticks"}),
    )
    urgency = forms.MultipleChoiceField(
        label=_("Urgency"),
        choices=Case.Urgency.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "ticks"}),
    )
    due = forms.ChoiceField(label=_("Due"), choices=DUE, required=False)
    group = forms.ChoiceField(
        label=_("Category"),
        required=False,
        choices=[
            ("", _("Any category")),
            *((codes[0][0][0], group) for group, codes in CATEGORIES),
        ],
    )
    officer = forms.IntegerField(
        required=False, min_value=1, max_value=2**63 - 1, widget=forms.HiddenInput
    )
