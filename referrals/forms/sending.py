"""The draft's packet and the client's answer to it, on one page."""

from datetime import timedelta

from django import forms
from django.conf import settings
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.timezone import localtime
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from helpdesk.access.sight import may
from helpdesk.clients.models.client import LANGUAGES
from helpdesk.core.clock import today
from helpdesk.core.forms import ChangingForm

from .. import actions
from ..answers import answers_to
from ..categories import Category
from ..clocks import paces
from ..models import Consent
from ..reading_out import read_out

DRAFT = ("asks_for", "urgency", "categories", "coded_only")
HOW = [
    (Consent.How.SPOKEN, _("Spoken, to me")),
    (Consent.How.SIGNED, _("Signed on paper")),
    (Consent.How.CAREGIVER, _("By someone who may act for the client")),
]
NEEDS = {
    "send": ("how", "language", "until"),
    "refuse": ("how", "language"),
    "override": ("ground", "reason", "until"),
}


class PrepareForm(ChangingForm):
    """What shall be sent, and the client's answer.

    `do` says which button: look (show packet and words anew), keep, send, refuse (the client said
    no), or override (without consent).
    """

    asks_for = forms.CharField(
        label=_("Why, and what was already done"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=8000,
    )
    urgency = forms.ChoiceField(label=_("Pace"), choices=paces)
    categories = forms.MultipleChoiceField(
        label=_("What is sent"),
        choices=Category.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    coded_only = forms.BooleanField(
        label=_("Send a code instead of the name"),
        required=False,
        help_text=_("Phones, address and documents are then left out too: they would tell."),
    )
    on_consent = forms.ChoiceField(
        label=_("Has the client agreed to this before?"), required=False, widget=forms.RadioSelect
    )
    how = forms.ChoiceField(
        label=_("How was the answer given?"), choices=HOW, required=False, widget=forms.RadioSelect
    )
    given_by = forms.CharField(
        label=_("Who said it for the client, and why they may"),
        max_length=300,
        required=False,
        help_text=_("Only where someone else answered."),
    )
    language = forms.ChoiceField(
        label=_("Read to the client in"), choices=LANGUAGES, required=False
    )
    until = forms.DateField(
        label=_("Holds until"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    confirmed = forms.BooleanField(required=False)
    text = forms.IntegerField(required=False, widget=forms.HiddenInput)  # the words on the page
    refusal = forms.CharField(
        label=_("Why not, in the client’s words"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Only if the client wants to say. The partner never reads it."),
    )
    ground = forms.ChoiceField(
        label=_("On which ground?"),
        choices=[("", _("Choose one")), *Consent.Ground.choices],
        required=False,
    )
    reason = forms.CharField(
        label=_("Why it cannot wait for consent"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    plain_labels = True

    def __init__(self, data=None, *, row, user):
        self.does = (data or {}).get("do", "")
        first = {
            "how": Consent.How.SPOKEN,
            "language": next(iter(row.client.languages), "en"),
            "until": today() + timedelta(days=settings.CONSENT_DAYS),
        }
        super().__init__(data, row=row, initial=first)
        self.may_override = may(user, "override_consent", row)
        self.user = user
        self.fields["on_consent"].choices = self._yes_before
        self.fields["confirmed"].label = _(
            "The client heard what goes to %(partner)s, what for, "
            "and that the yes can be taken back at any time."
        ) % {"partner": row.partner.name}

    @cached_property
    def answers(self):
        return answers_to(self.row, self.user, self["categories"].value() or [])

    def _yes_before(self):
        before = [(str(one.pk), _agreed(one)) for one in self.answers.reusable]
        return [*before, ("", _("No, or not to all of it: ask now"))]

    def values_of(self, row):
        """The draft's own values; what is said of the consent is not the row's, and never stale."""
        typed = getattr(self, "cleaned_data", {})
        consent = {name: typed.get(name) for name in self.base_fields if name not in DRAFT}
        return {**(consent if typed else {}), **{name: getattr(row, name) for name in DRAFT}}

    def clean(self):
        if self.does not in NEEDS or (self.does == "send" and self.cleaned_data.get("on_consent")):
            return
        for name in NEEDS[self.does]:
            if not self.cleaned_data.get(name) and name not in self.errors:
                self.add_error(name, self.fields[name].error_messages["required"])
        if not self.cleaned_data.get("categories"):
            self.add_error(
                "categories", _("Choose at least one kind of data, or nothing can be agreed to.")
            )
        if self.does == "send" and not self.cleaned_data.get("confirmed"):
            self.add_error(
                "confirmed", _("Nothing is sent before the client has heard this and agreed.")
            )
        if self.does != "override":
            self._check_words()

    def _check_words(self):
        """The words on the page are those of the language that was chosen."""
        shown, words = self.cleaned_data.get("text"), self.words
        if shown and words and shown != words.text.pk:
            self.add_error(
                "language", _("The text below is now in this language: read it out, then go on.")
            )

    def perform(self, by):
        said = self.cleaned_data
        draft = {"version": said["version"], **{name: said[name] for name in DRAFT}}
        heard = {name: said.get(name) for name in ("how", "language", "given_by")}
        if self.does == "refuse":
            return self._refuse(by, heard)
        if self.does == "override":
            grave = {name: said[name] for name in ("ground", "reason", "until")}
            return actions.override_consent(self.row, by=by, **grave, **draft)
        if self.does != "send":
            return actions.redraft(self.row, by=by, **draft)
        if chosen := said.get("on_consent"):
            consent = next(one for one in self.answers.reusable if str(one.pk) == chosen)
            return actions.send_again(self.row, by=by, consent=consent, **draft)
        return actions.agree_and_send(self.row, by=by, until=said["until"], **heard, **draft)

    def _refuse(self, by, heard):
        """The no is kept; the draft stays as it is."""
        actions.refuse_consent(
            self.row.client,
            by=by,
            partner=self.row.partner,
            purpose=self.row.service.kind,
            categories=self.cleaned_data["categories"],
            reason=self.cleaned_data["refusal"],
            **heard,
        )
        return self.row

    def previewed(self):
        """The draft as the page shows it: with what is typed, and unsaved."""
        values = self.cleaned_data if self.is_bound and self.is_valid_enough() else self.initial
        for name in DRAFT:
            setattr(self.row, name, values.get(name, getattr(self.row, name)))
        return self.row

    def is_valid_enough(self):
        self.errors  # noqa: B018  cleans
        return all(name in self.cleaned_data for name in DRAFT)

    @property
    def words(self):
        """What is read out to the client, in the chosen language, for what is chosen."""
        typed = getattr(self, "cleaned_data", {})
        return read_out(
            self.row,
            language=self["language"].value() or self.initial["language"],
            until=typed.get("until") or self.initial["until"],
        )


def _agreed(consent):
    """Her earlier yes in words: the officer who chooses it confirms them."""
    return gettext("Yes: agreed on %(given)s, until %(until)s, to: %(what)s") % {
        "given": date_format(localtime(consent.given_at), "j M Y"),
        "until": date_format(consent.until, "j M Y"),
        "what": ", ".join(map(str, consent.category_labels)),
    }
