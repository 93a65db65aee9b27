"""Before two records of one person become one, and when they part again."""

from django import forms
from django.utils.translation import gettext_lazy as _

from helpdesk.core.forms import ActionForm, CreatingForm

from .. import actions

WHY = {"required": _("Say why: it stays with both records.")}


def why_field(label):
    return forms.CharField(
        label=label, max_length=500, widget=forms.Textarea(attrs={"rows": 2}), error_messages=WHY
    )


class Merge(CreatingForm):
    """Which side stands for each fact that differs, which of two referrals, and why."""

    plain_labels = True
    version_kept = forms.IntegerField(widget=forms.HiddenInput)
    version_lost = forms.IntegerField(widget=forms.HiddenInput)
    reason = why_field(_("Why are they the same person?"))

    def __init__(self, *args, page, **kwargs):
        self.page = page
        super().__init__(*args, **kwargs)
        self.initial.update(version_kept=page.kept.version, version_lost=page.lost.version)
        for fact in page.facts:
            if fact.differs:
                self.fields[f"fact_{fact.name}"] = forms.ChoiceField(
                    label=fact.label,
                    choices=[("kept", fact.kept), ("lost", fact.lost)],
                    initial=fact.side,
                    required=False,  # unsaid, the page's choice stands
                    widget=forms.RadioSelect,
                )
        for mine, theirs in page.pairs:
            self.fields[f"standing_{mine.service_id}"] = forms.ChoiceField(
                label=_("Which referral to %(service)s stands?") % {"service": mine.service},
                help_text=_("The other one is withdrawn, and the partner is told."),
                choices=[(r.code, f"{r.code}: {r.get_status_display()}") for r in (mine, theirs)],
                widget=forms.RadioSelect,
                error_messages={"required": _("Choose which of the two referrals stands.")},
            )

    def facts(self):
        """Each fact, and the two radio buttons where the sides differ."""
        for fact in self.page.facts:
            yield fact, self[f"fact_{fact.name}"].subwidgets if fact.differs else None

    def pairs(self):
        return [self[name] for name in self.fields if name.startswith("standing_")]

    def look_again(self):
        """After a refusal the form holds the versions that the page shows now."""
        self.data = self.data.copy()
        self.data["version_kept"] = self.page.kept.version
        self.data["version_lost"] = self.page.lost.version

    def _said(self, prefix):
        return {
            name.removeprefix(prefix): value
            for name, value in self.cleaned_data.items()
            if name.startswith(prefix)
        }

    def perform(self, by):
        said = self.cleaned_data
        return actions.merge(
            self.page.kept,
            self.page.lost,
            by=by,
            submission_id=said["submission_id"],
            reason=said["reason"],
            facts=self._said("fact_"),
            standing={int(pk): code for pk, code in self._said("standing_").items()},
            version_kept=said["version_kept"],
            version_lost=said["version_lost"],
        )


class UndoMerge(ActionForm):
    """They were two people after all."""

    plain_labels = True
    reason = why_field(_("Why are they not the same person?"))

    def __init__(self, *args, merge, **kwargs):
        self.merge = merge
        super().__init__(*args, **kwargs)

    def perform(self, by):
        return actions.undo_merge(self.merge, by=by, reason=self.cleaned_data["reason"])
