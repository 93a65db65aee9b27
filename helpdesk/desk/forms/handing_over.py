"""Handing a client over: the centre, what goes, and the client's yes; and the answer there."""

from datetime import timedelta

from django import forms
from django.conf import settings
from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from helpdesk.access.models import Centre, User
from helpdesk.cases.forms import CHOOSE, lines
from helpdesk.cases.models import Case
from helpdesk.clients.models.client import LANGUAGES
from helpdesk.core.clock import today
from helpdesk.core.forms import ActionForm, CreatingForm
from helpdesk.core.keyset import number_in
from helpdesk.core.texts import box
from referrals import actions, leaving
from referrals.categories import Category
from referrals.forms.sending import HOW
from referrals.models import Handover, HandoverReferral, Referral
from referrals.models.referral import LIVE, REPORTED

FOUND = 12
CONSENT = ("how", "language", "consent_until")


class ProposeHandover(CreatingForm):
    """Offers a client to another centre. `look` finds centres and asks for nothing yet."""

    plain_labels = True
    look = forms.CharField(
        label=_("Find the centre by name, code or country"), max_length=60, required=False
    )
    to_centre = forms.ModelChoiceField(
        Centre.objects.none(),
        label=_("Hand over to"),
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={"required": _("Find the other centre and choose it.")},
    )
    why = forms.ChoiceField(
        label=_("Why?"),
        choices=[*CHOOSE, *Handover.Why.choices],
        error_messages={"required": _("Choose why.")},
    )
    note = forms.CharField(
        label=_("What the other centre should know"),
        help_text=_("It is read before the other centre answers. Leave out what it may not know."),
        max_length=2000,
        required=False,
        widget=lines(3),
    )
    cases = forms.ModelMultipleChoiceField(
        Case.objects.none(),
        label=_("Cases that go along"),
        to_field_name="code",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("What you leave out stays here, and this centre goes on serving the client."),
    )
    referrals = forms.ModelMultipleChoiceField(
        Referral.objects.none(),
        label=_("Open referrals that go along"),
        to_field_name="code",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("A referral goes only with its case."),
    )
    others_agreed = forms.BooleanField(
        label=_("The other people of these cases have agreed too"), required=False
    )
    how = forms.ChoiceField(
        label=_("How was the yes given?"), choices=HOW, required=False, widget=forms.RadioSelect
    )
    given_by = forms.CharField(
        label=_("Who said it for the client, and why they may"),
        max_length=300,
        required=False,
        help_text=_("Only where someone else said yes."),
    )
    language = forms.ChoiceField(
        label=_("Read to the client in"), choices=LANGUAGES, required=False
    )
    consent_until = forms.DateField(
        label=_("Holds until"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    by_name = forms.MultipleChoiceField(
        label=_("To another country go only by the client’s own word:"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    confirmed = forms.BooleanField(
        label=_("The client heard which centre it is and what it will see, and agreed."),
        required=False,
    )

    def __init__(self, data=None, *, client, giver, user, asked):
        self.client, self.giver, self.user = client, giver, user
        self.looks = data is not None and "look_up" in data
        here = Case.objects.in_care_of(user).filter(centre=giver).about(client)
        self.here = list(here.for_listing().order_by("-status", "id"))
        super().__init__(data, initial=self._first(asked))
        self.fields["to_centre"].queryset = Centre.objects.filter(pk__in=[c.pk for c in self.found])
        self._offer("cases", here.for_listing().order_by("-status", "id"), _case_words)
        self._offer("referrals", self._referrals(), _referral_words)
        rules = leaving.stays_by_rule()
        self.fields["by_name"].choices = [c for c in Category.choices if c[0] in rules]
        if not any(case.people.count() > 1 for case in self.here):
            del self.fields["others_agreed"]
        for case in self.here:
            if case.restricted:
                self.fields[f"named_{case.pk}"] = self._named(case)
        for name in [n for n in ("cases", "referrals") if not self.fields[n].queryset.exists()]:
            del self.fields[name]

    def _first(self, asked):
        case = asked.get("case")
        going = [c.code for c in self.here if c.code == case or (not case and not c.restricted)]
        return {
            "cases": going,
            "referrals": list(self._referrals().values_list("code", flat=True)),
            "how": HOW[0][0],
            "language": next(iter(self.client.languages), "en"),
            "consent_until": today() + timedelta(days=settings.CONSENT_DAYS),
        }

    def _offer(self, name, rows, words):
        self.fields[name].queryset = rows
        self.fields[name].label_from_instance = words

    def _referrals(self):
        seen = Referral.objects.in_care_of(self.user).filter(case__in=[c.pk for c in self.here])
        return seen.filter(status__in=[*LIVE, *REPORTED]).select_related("service", "partner")

    def _named(self, case):
        to_centre = next((c for c in self.found if str(c.pk) == self.chosen), None)
        return forms.ModelChoiceField(
            to_centre.team() if to_centre else User.objects.none(),
            label=gettext("%(code)s is restricted. Who shall see it there?") % {"code": case.code},
            required=False,
            help_text=_("Choose the centre first and press “Find centres”."),
        )

    @property
    def chosen(self) -> str:
        return str(self.data.get("to_centre") or "")

    @cached_property
    def found(self):
        """Centres that fit the words, and the one that is chosen already."""
        if not self.is_bound:
            return []
        centres = Centre.objects.exclude(pk=self.giver.pk)
        fits = Q(pk=number_in(self.chosen))
        if words := box(self.data, "look"):
            fits |= Q(name__icontains=words) | Q(code__iexact=words) | Q(country=words.upper()[:2])
            fits |= Q(country__in=_countries_called(words))
        return list(centres.filter(fits)[:FOUND])

    def full_clean(self):
        super().full_clean()
        if self.looks:
            self._errors = type(self._errors)() if self._errors else self._errors

    def clean(self):
        said = super().clean()
        asked = said.get("to_centre") and leaving.needs_consent(self.giver, said["to_centre"])
        if asked and not said.get("confirmed"):
            self.add_error("confirmed", _("Nobody is handed over before the client has agreed."))
        for name in CONSENT if said.get("confirmed") else ():
            if not said.get(name) and name not in self.errors:
                self.add_error(name, self.fields[name].error_messages["required"])
        return said

    def perform(self, by):
        said = self.cleaned_data
        consent = None
        if said["confirmed"]:
            consent = {name: said[name] for name in ("how", "given_by", "language")}
            consent["until"] = said["consent_until"]
        return actions.propose_handover(
            self.client,
            by=by,
            submission_id=said["submission_id"],
            from_centre=self.giver,
            to_centre=said["to_centre"],
            why=said["why"],
            going={case: said.get(f"named_{case.pk}") for case in said.get("cases", ())},
            consent=consent,
            **{n: said.get(n) for n in ("note", "by_name", "others_agreed")},
            referrals=said.get("referrals", ()),
        )


class AcceptHandover(ActionForm):
    """Takes the client over. Asks about each referral that cannot go on here."""

    plain_labels = True
    take = forms.BooleanField(label=_("I take the cases myself"), required=False)

    def __init__(self, *args, handover, uncovered, **kwargs):
        self.handover, self.uncovered = handover, uncovered
        super().__init__(*args, **kwargs)
        then = HandoverReferral.Then
        for referral in uncovered:
            self.fields[f"referral_{referral.pk}"] = forms.ChoiceField(
                label=gettext("%(partner)s has no agreement with this centre: %(code)s")
                % {"partner": referral.partner, "code": referral.code},
                choices=[(t.value, t.label) for t in (then.STAYS, then.WITHDRAWN)],
                widget=forms.RadioSelect,
                error_messages={"required": _("Say what happens to this referral.")},
            )

    def perform(self, by):
        said = self.cleaned_data
        chosen = {r.pk: said[f"referral_{r.pk}"] for r in self.uncovered}
        return actions.accept_handover(self.handover, by=by, take=said["take"], uncovered=chosen)


class DeclineHandover(ActionForm):
    """Does not take the client over, and says why."""

    plain_labels = True
    refusal = forms.ChoiceField(
        label=_("Why not?"),
        choices=[*CHOOSE, *Handover.Refusal.choices],
        error_messages={"required": _("Choose why not.")},
    )
    answer = forms.CharField(
        label=_("What the other centre should do instead"),
        max_length=1000,
        required=False,
        widget=lines(2),
    )

    def __init__(self, *args, handover, **kwargs):
        self.handover = handover
        super().__init__(*args, **kwargs)

    def perform(self, by):
        return actions.decline_handover(self.handover, by=by, **self.cleaned_data)


def _case_words(case):
    closed = "" if case.is_open else f" · {case.get_status_display()}"
    restricted = f" · {gettext('Restricted')}" if case.restricted else ""
    return f"{case.code} · {case.title} · {case.get_category_display()}{closed}{restricted}"


def _referral_words(referral):
    status = referral.get_status_display()
    return f"{referral.code} · {referral.service} · {referral.partner} · {status}"


def _countries_called(words):
    from django_countries import countries

    return [code for code, name in countries if words.casefold() in str(name).casefold()]
