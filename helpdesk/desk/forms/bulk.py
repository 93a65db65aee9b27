"""One act on many cases of a work list: what is asked once, and done to each by itself."""

import uuid

from django import forms
from django.utils.translation import gettext_lazy as _

from helpdesk.access.models import User
from helpdesk.access.sight import members_of
from helpdesk.cases import actions
from helpdesk.cases.forms import CHOOSE, lines
from helpdesk.cases.models import CasePerson, Note
from helpdesk.cases.sorting_forms import TagFields, UntilField
from helpdesk.core.forms import CreatingForm
from helpdesk.core.refusal import Refused

from ..one_by_one import one_by_one

MOST = 200  # cases at once


class OnMany(CreatingForm):
    """Acts on each ticked case. Subclasses ask for the rest and write `do(case, by)`."""

    title, button, takes_back = "", "", ""
    plain_labels = True

    def __init__(self, *args, codes, cases, **kwargs):
        self.codes, self.cases = codes, cases
        super().__init__(*args, **kwargs)
        self.tags = {}  # case id → tag, for taking it back
        self.begin()

    def begin(self):
        """What is offered follows from the cases."""

    def perform(self, by):
        if len(self.codes) > MOST:
            raise Refused(_("At most %(most)s cases at once.") % {"most": MOST})
        return one_by_one(self.codes, self.cases, lambda case: self.do(case, by))

    def do(self, case, by):
        raise TypeError(f"{type(self).__name__} does nothing")

    def done(self, report) -> str:
        """What is true now, for the message."""
        return f"{self.button}: {report}"


class AssignMany(OnMany):
    title, button, takes_back = _("Give the cases to someone"), _("Assign"), "assign"
    officer = forms.ModelChoiceField(
        User.objects.none(),
        label=_("Give to"),
        empty_label=_("Choose"),
        error_messages={"required": _("Choose who takes the cases.")},
    )

    def begin(self):
        centres = {case.centre_id: case.centre for case in self.cases.values()}
        teams = [pk for c in centres.values() for pk in (c.officers_id, c.supervisors_id)]
        self.fields["officer"].queryset = members_of(*teams)

    def do(self, case, by):
        return actions.assign(case, by=by, officer=self.cleaned_data["officer"])


class TagMany(TagFields, OnMany):
    title, button, takes_back = _("Tag the cases"), _("Tag"), "tag"

    def begin(self):
        self.offer({case.centre_id for case in self.cases.values()})

    def do(self, case, by):
        tag = self.tag_of(case, by)
        made = actions.tag(case, by=by, tag=tag)
        self.tags[case.pk] = tag.pk
        return made


class UntagMany(OnMany):
    title, button, takes_back = _("Remove a tag from the cases"), _("Remove the tag"), "untag"
    name = forms.ChoiceField(
        label=_("Tag"), error_messages={"required": _("Choose the tag to remove.")}
    )

    def begin(self):
        names = {worn.tag.name for case in self.cases.values() for worn in case.case_tags.all()}
        self.fields["name"].choices = [*CHOOSE, *((name, name) for name in sorted(names))]

    def do(self, case, by):
        name = self.cleaned_data["name"]
        worn = [one.tag for one in case.case_tags.all() if one.tag.name == name]
        if not worn:
            raise Refused(_("This case does not have the tag “%(tag)s”.") % {"tag": name})
        made = actions.untag(case, by=by, tag=worn[0])
        self.tags[case.pk] = worn[0].pk
        return made


class SnoozeMany(UntilField, OnMany):
    title, button, takes_back = _("Snooze the cases"), _("Snooze"), "snooze"

    def do(self, case, by):
        return actions.snooze(case, by=by, until=self.cleaned_data["until"])


class NoteMany(OnMany):
    title, button = _("Add a note to the cases"), _("Add the note")
    text = forms.CharField(
        label=_("Note"),
        max_length=4000,
        widget=lines(4),
        help_text=_("The same words go into each case: name nobody."),
        error_messages={"required": _("Write what happened.")},
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=Note.Kind.choices, initial=Note.Kind.NOTE)

    def do(self, case, by):
        said = self.cleaned_data
        once = uuid.uuid5(said["submission_id"], case.code)
        actions.note(case, by=by, submission_id=once, text=said["text"], kind=said["kind"])
        return case


class CloseMany(OnMany):
    title, button, takes_back = _("Close the cases"), _("Close"), "close"
    outcome = forms.ChoiceField(
        label=_("How did it end?"),
        help_text=_("For everyone in these cases. Where it differs, close that case by itself."),
        choices=CasePerson.Outcome.choices,
        widget=forms.RadioSelect(attrs={"class": "ticks"}),
        error_messages={"required": _("Say how it ended.")},
    )

    def do(self, case, by):
        if has_live_referral(case):
            raise Refused(_("It has a live referral. Withdraw that or wait for its outcome."))
        outcome = self.cleaned_data["outcome"]
        ended = {person.client_id: outcome for person in case.people.all()}
        return actions.close(case, by=by, outcomes=ended)

    def done(self, report):
        waiting = [now.code for _was, now in report.done if now.is_open]
        if not waiting:
            return super().done(report)
        words = _("A supervisor is asked to approve the closing, and these stay open until then:")
        return f"{super().done(report)} {words} {', '.join(waiting)}"


def has_live_referral(case) -> bool:
    """Does a partner still have it? Such a case is closed one at a time, knowingly."""
    return case.partners is not None


ACTS = {
    "assign": AssignMany,
    "tag": TagMany,
    "untag": UntagMany,
    "snooze": SnoozeMany,
    "note": NoteMany,
    "close": CloseMany,
}
