from datetime import UTC, date, datetime

import pytest
from django import forms
from django.db.models.fields import BLANK_CHOICE_DASH
from django.forms.renderers import TemplatesSetting

from helpdesk.core.form_rendering import Renderer


class Asking(forms.Form):
    name = forms.CharField(initial='"Ma" <b>', max_length=9)
    mail = forms.EmailField(required=False)
    many = forms.IntegerField(min_value=0, disabled=True)
    on = forms.DateField(initial=date(2026, 11, 20), required=False)
    at = forms.DateTimeField(
        initial=datetime(2026, 11, 20, 9, 30, tzinfo=UTC),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    yes = forms.BooleanField(initial=True)
    no = forms.BooleanField(required=False)
    said = forms.CharField(initial='One\n<two> & "three"', widget=forms.Textarea({"rows": 2}))
    unsaid = forms.CharField(required=False, widget=forms.Textarea)
    where = forms.ChoiceField(
        choices=[("", "—"), ("a&b", "A & <B>"), ("Group 'one'", [("c", "C"), ("d", "D")])],
        initial="d",
    )


def _squeezed(html):
    return "".join(str(html).split())


@pytest.mark.parametrize(
    "data", [None, {"name": "<script>", "where": "a&b", "many": "x", "said": "</textarea>"}]
)
def test_short_cuts_write_what_the_templates_write(data):
    for name in Asking.base_fields:
        quick = Asking(data, renderer=Renderer())[name].as_widget()
        slow = Asking(data, renderer=TemplatesSetting())[name].as_widget()
        assert _squeezed(quick) == _squeezed(slow)
        if "<textarea" in quick:
            assert quick.strip() == slow.strip()  # where spaces count


def test_a_select_where_nothing_is_chosen_says_choose_and_no_dashes():
    field = forms.ChoiceField(choices=[*BLANK_CHOICE_DASH, ("a", "A")])
    form = type("Form", (forms.Form,), {"kind": field})(renderer=Renderer())
    assert '<option value="" selected>Choose</option>' in str(form["kind"])
