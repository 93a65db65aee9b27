"""A case of many: its people added from a list, and outcome and money of each in one table."""

from collections import Counter
from dataclasses import dataclass, field
from uuid import uuid5

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from helpdesk.cases import actions
from helpdesk.cases.actions.settling import Money
from helpdesk.cases.claim_forms import currencies
from helpdesk.cases.forms import OfCase
from helpdesk.cases.models import CasePerson, Claim, Party
from helpdesk.cases.money import MoneyField, in_currency
from helpdesk.clients.form_parts.fields import DayField
from helpdesk.core.clock import today
from helpdesk.core.forms import CreatingForm
from helpdesk.core.keyset import number_in

from .. import actions as desk
from ..one_by_one import one_by_one
from ..reading_people import Line, read_lines

PAGE = 100  # people on one page of the table
SUMS = ("claimed", "agreed", "received")


class AddPeople(OfCase, CreatingForm):
    """Many at once: by their codes, or by name and sex, who are then registered."""

    people = forms.CharField(
        label=_("One person on each line"),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=_(
            "A code, such as C-7K4-M2A; or, for someone who is not registered yet, the name and"
            " the sex: “Ram Bahadur Thapa, M”. Numbers in front do not matter."
        ),
        error_messages={"required": _("Write at least one person.")},
    )
    is_new = forms.BooleanField(
        label=_("Register those who look like someone known all the same"), required=False
    )

    def __init__(self, *args, user, **kwargs):
        self.user = user
        super().__init__(*args, **kwargs)

    def perform(self, by):
        said = self.cleaned_data
        lines = {line.label: line for line in read_lines(said["people"], by)}
        return one_by_one(list(lines), lines, lambda line: self._take(line, by))

    def _take(self, line: Line, by):
        if line.client:
            return actions.add_person(self.case, by=by, client=line.client)
        return desk.register_into(
            self.case,
            by=by,
            submission_id=uuid5(self.cleaned_data["submission_id"], line.label),
            name=line.name,
            sex=line.sex,
            known_apart=self.cleaned_data["is_new"],
        )


@dataclass
class Row:
    """One person's row of the table, and what came of saving it."""

    person: CasePerson
    claim: Claim | None
    fields: dict = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)
    saved: bool = False


class Narrow(forms.Form):
    """Which claims the table shows: one kind, one currency, against one party."""

    kind = forms.ChoiceField(label=_("Kind"), choices=Claim.Kind.choices)
    currency = forms.ChoiceField(label=_("Currency"), choices=lambda: currencies()[1:])
    party = forms.ChoiceField(label=_("Against"), required=False)

    def __init__(self, *args, parties, **kwargs):
        super().__init__(*args, **kwargs)
        names = [(str(party.pk), party.name) for party in parties.values()]
        self.fields["party"].choices = [("", _("Nobody named")), *names]


class GroupTable(CreatingForm):
    """Outcome and money of each person, saved in one go; a refusal costs its own row alone."""

    plain_labels = True
    received_on = DayField(label=_("Money that is new here came on"), initial=today)

    def __init__(self, *args, case, chosen, people, claims, **kwargs):
        self.case, self.chosen = case, chosen
        self.people, self.claims = people, claims
        super().__init__(*args, **kwargs)
        for person in people:
            self._add_row(person, claims.get(person.client_id))

    def _add_row(self, person, claim):
        name, pk = person.client.display_name, person.pk
        labels = {"claimed": _("Claimed"), "agreed": _("Agreed"), "received": _("Received")}
        outcome = forms.ChoiceField(
            label=_("Outcome"), choices=[("", "–"), *CasePerson.Outcome.choices], required=False
        )
        row = {"outcome": outcome, **{n: MoneyField(label=labels[n], required=False) for n in SUMS}}
        for key, one in row.items():
            one.widget.attrs["aria-label"] = f"{one.label}: {name}"
            self.fields[f"{key}_{pk}"] = one
        self.fields[f"seen_{pk}"] = forms.IntegerField(required=False, widget=forms.HiddenInput)
        self.fields[f"had_{pk}"] = forms.CharField(required=False, widget=forms.HiddenInput)
        self.initial[f"outcome_{pk}"] = self.initial[f"had_{pk}"] = person.outcome
        self.initial[f"seen_{pk}"] = claim.version if claim else 0
        for key in SUMS if claim else ():
            self.initial[f"{key}_{pk}"] = getattr(claim, key)

    @cached_property
    def rows(self):
        return [self._row(person) for person in self.people]

    def _row(self, person):
        names = ("outcome", *SUMS, "seen", "had")
        row = Row(person, self.claims.get(person.client_id))
        row.fields = {name: self[f"{name}_{person.pk}"] for name in names}
        row.errors = [e for name in names for e in self.errors.get(f"{name}_{person.pk}", ())]
        return row

    def clean(self):
        said = super().clean()
        names = [f"{name}_{person.pk}" for person in self.people for name in SUMS]
        in_currency(self, self.chosen["currency"], *names)
        return said

    def save_rows(self, by) -> str:
        """Save each row by itself; the report in words. What was refused stands at its row."""
        self.rows  # noqa: B018 - fields are bound before rows are judged
        by_code = {row.person.client.code: row for row in self.rows if not row.errors}
        report = one_by_one(list(by_code), by_code, lambda row: self._save(row, by))
        for row, changed in report.done:
            row.saved = changed
        for code, why in report.refused:
            by_code[code].errors.append(str(why))
        return self._words(sum(row.saved for row in self.rows))

    def _save(self, row, by):
        said = {name: self.cleaned_data[f"{name}_{row.person.pk}"] for name in row.fields}
        money = Money(
            **self.chosen,
            **{name: said[name] for name in SUMS},
            received_on=self.cleaned_data["received_on"] or today(),
            seen=said["seen"] or 0,
            submission_id=uuid5(self.cleaned_data["submission_id"], str(row.person.pk)),
        )
        outcomes = {"outcome": said["outcome"], "had": said["had"]}
        return actions.settle(row.person, by=by, money=money, **outcomes)

    def _words(self, saved):
        words = ngettext("%(n)s row saved.", "%(n)s rows saved.", saved) % {"n": saved}
        left = sum(bool(row.errors) for row in self.rows)
        if not left:
            return words
        refused = ngettext(
            "%(n)s row is not saved: what is wrong stands below it.",
            "%(n)s rows are not saved: what is wrong stands below each.",
            left,
        )
        return f"{words} {refused % {'n': left}}"

    def look_again(self, claims):
        """After a save: what was saved is shown as it stands, the rest as it was typed."""
        self.data = self.data.copy()
        for row in self.rows:
            claim = claims.get(row.person.client_id)
            if row.saved or claim is None:
                self.data[f"seen_{row.person.pk}"] = claim.version if claim else 0
            if row.saved:
                self.data[f"had_{row.person.pk}"] = self.cleaned_data[f"outcome_{row.person.pk}"]


def chosen_of(asked, parties, claims):
    """Which claims the table shows: as asked, else those that most of the case's people have."""
    form = Narrow(asked if "kind" in asked else None, parties=parties)
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        return form, {**said, "party": parties.get(number_in(said["party"]))}
    counts = Counter((claim.kind, claim.currency, claim.party_id) for claim in claims)
    only = next(iter(parties)) if len(parties) == 1 else None
    kind, currency, party = (counts.most_common(1) or [(("wages", "USD", only), 0)])[0][0]
    form = Narrow(initial={"kind": kind, "currency": currency, "party": party}, parties=parties)
    return form, {"kind": kind, "currency": currency, "party": parties.get(party)}


class Table:
    """The page: which claims, whose, the form over them, and what came of saving it."""

    def __init__(self, case, asked, data):
        self.case = case
        parties = Party.objects.filter(roles__case=case).for_listing().distinct().order_by("pk")
        parties = {party.pk: party for party in parties}
        claims = self._all_claims()
        self.narrow, self.chosen = chosen_of(asked, parties, claims)
        self.start = min(number_in(asked.get("from")) or 0, 1_000_000)
        everyone = case.people.all()  # prefetched
        self.people = list(everyone[self.start : self.start + PAGE])
        self.more = self.start + PAGE if len(everyone) > self.start + PAGE else None
        for person in self.people:
            person.case = case
        self.said, self.status = "", 200
        self.claims = self._shown(claims)
        self.form = GroupTable(
            data, case=case, chosen=self.chosen, people=self.people, claims=self.claims
        )

    def save(self, by) -> bool:
        """Whether all rows are saved; else what is wrong stands at its row."""
        form = self.form
        if form.is_valid() or not {"received_on", "submission_id"} & form.errors.keys():
            self.said = form.save_rows(by)
            if not any(row.errors for row in form.rows):
                return True
            self.claims = self._shown(self._all_claims())
            form.look_again(self.claims)
        self.status = 422 if form.errors else 409
        return False

    def _all_claims(self):
        claims = Claim.objects.of_seen([self.case.pk]).with_received()
        return list(claims.exclude(status=Claim.Status.WRITTEN_OFF).order_by("-id"))

    def _shown(self, claims):
        """The claim of each person that the table speaks of: the first one, as settle() finds it"""
        chosen = self.chosen
        people = {person.client_id for person in self.people}
        return {
            claim.client_id: claim
            for claim in claims
            if (claim.kind, claim.currency) == (chosen["kind"], chosen["currency"])
            and (not chosen["party"] or claim.party_id == chosen["party"].pk)
            and claim.client_id in people
        }

    @property
    def totals(self):
        """Sums of one currency: what the people of the page claim, and what came."""
        claims = self.claims.values()
        return {name: sum(getattr(claim, name) or 0 for claim in claims) for name in SUMS}
