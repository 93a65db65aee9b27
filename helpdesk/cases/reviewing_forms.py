"""What a review asks: of the supervisor each point, of the officer one answer."""

from django import forms
from django.utils.translation import gettext_lazy as _

from helpdesk.core.forms import ActionForm, ChangingForm

from . import actions
from .assessing_forms import words
from .checklist import POINTS
from .models import Finding


class JudgeCase(ChangingForm):
    """Yes, no or not applicable on each point of the review, and a comment."""

    plain_labels = True
    comment = words(
        _("Comment"),
        required=False,
        help_text=_("The officer reads it. What went well is worth a word too."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for code, question in self.row.review.asked():
            self.fields[f"point_{code}"] = forms.ChoiceField(
                label=question,
                choices=Finding.Verdict.choices,
                widget=forms.RadioSelect,
                error_messages={"required": _("Answer yes, no, or not applicable.")},
            )

    def values_of(self, row):
        verdicts = {f"point_{one.point}": one.verdict for one in row.findings.all()}
        return {"comment": row.comment, **verdicts}

    def points(self):
        """The fields of the points, for the page."""
        return [self[f"point_{code}"] for code in POINTS if f"point_{code}" in self.fields]

    def perform(self, by):
        said = self.cleaned_data
        return actions.judge_case(
            self.row,
            by=by,
            version=said["version"],
            comment=said["comment"],
            verdicts={code: said[f"point_{code}"] for code, _words in self.row.review.asked()},
        )


class AnswerReview(ActionForm):
    """What the officer says to it, once."""

    plain_labels = True
    text = words(
        _("Your answer"),
        help_text=_("You can answer once. The supervisor reads it."),
        error_messages={"required": _("Write your answer.")},
    )

    def __init__(self, *args, reviewed, **kwargs):
        self.reviewed = reviewed
        super().__init__(*args, **kwargs)

    def perform(self, by):
        return actions.answer_review(self.reviewed, by=by, text=self.cleaned_data["text"])
