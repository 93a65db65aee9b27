"""What narrows My work."""

from django import forms
from django.utils.translation import gettext_lazy as _

from helpdesk.cases.categories import CATEGORIES
from helpdesk.cases.models import Case, Tag
from helpdesk.clients.models import Journey
from helpdesk.core.forms import ReadableForm


def tags_of(user):
    """The tags of one's centres, by id, with those that are retired and may still be worn."""
    return {tag.pk: tag for tag in Tag.objects.visible_to(user)[:500]}


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
    tag = forms.ChoiceField(label=_("Tag"), required=False)
    officer = forms.IntegerField(
        required=False, min_value=1, max_value=2**63 - 1, widget=forms.HiddenInput
    )
    snoozed = forms.BooleanField(label=_("What is snoozed"), required=False)

    def __init__(self, data=None, *, tags):
        super().__init__(data)
        self.tags = tags
        self.fields["tag"].choices = [
            ("", _("Any tag")),
            *((str(pk), tag.name) for pk, tag in tags.items()),
        ]

    def options(self, name):
        """A field's choices as the page lists them: (value, label, chosen?)."""
        chosen = self.data.getlist(name)
        return [(value, label, value in chosen) for value, label in self.fields[name].choices]

    @property
    def ticks(self):
        """The groups of boxes: (name, label, options)."""
        return [(n, self.fields[n].label, self.options(n)) for n in ("stage", "urgency")]

    @property
    def selects(self):
        names = ("due", "group", "tag") if self.tags else ("due", "group")
        return [(n, self.fields[n].label, self.options(n)) for n in names]
