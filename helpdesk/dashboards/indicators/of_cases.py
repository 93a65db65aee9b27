"""Indicators of cases, of the people in them, and of follow-ups."""

from datetime import timedelta

from django.db.models import F, Q
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from helpdesk.cases.models import CasePerson

from .indicator import Indicator, of_real_cases

Outcome = CasePerson.Outcome


AGEING = [  # code, words, days open at the end of the period: from, up to and with
    ("cases_0_7", _("… open for up to 7 days"), 0, 7),
    ("cases_8_30", _("… open for 8 to 30 days"), 8, 30),
    ("cases_31_90", _("… open for 31 to 90 days"), 31, 90),
    ("cases_91_180", _("… open for 91 to 180 days"), 91, 180),
    ("cases_181_365", _("… open for 181 to 365 days"), 181, 365),
    ("cases_over_year", _("… open for more than a year"), 366, None),
]


def pending(asked):
    return asked.by_its_end("opened_at") & (
        Q(closed_at=None) | Q(closed_at__gte=asked.period.ends_at)
    )


def _closed(asked, where=""):
    return asked.during(f"{where}closed_at") & Q(**{f"{where}status": "closed"})


def _open_for(least, most):
    """Open for so many full days when the period ends."""

    def counts(asked):
        end = asked.period.ends_at
        old = Q(opened_at__lte=end - timedelta(days=least)) if least else Q()
        young = Q(opened_at__gt=end - timedelta(days=most + 1)) if most else Q()
        return pending(asked) & old & young

    return counts


def _outcome(code, label):
    return Indicator(
        f"outcome_{code}",
        "cases",
        "parts",
        format_lazy("… {}", label),
        format_lazy(_("Of the people with an outcome: “{outcome}”."), outcome=label),
        lambda asked: _closed(asked, "case__") & Q(outcome=code),
        of="outcomes",
        part_of="outcomes",
    )


def _ageing(code, words, least, most):
    return Indicator(
        code,
        "cases",
        "cases",
        words,
        _("Of the cases pending at the end of the period: full days since they were opened."),
        _open_for(least, most),
        of="cases_pending",
        part_of="cases_pending",
    )


CASES = [
    Indicator(
        "cases_opened",
        "cases",
        "cases",
        _("Cases opened"),
        of_real_cases(
            _(
                "Cases opened in the period. A case that was opened again counts once, when it was "
                "first opened."
            )
        ),
        lambda asked: asked.during("opened_at"),
    ),
    Indicator(
        "cases_closed",
        "cases",
        "cases",
        _("Cases closed"),
        of_real_cases(_("Cases closed in the period that are closed today.")),
        _closed,
    ),
    Indicator(
        "cases_pending",
        "cases",
        "cases",
        _("Cases pending at the end"),
        of_real_cases(
            _(
                "Cases opened before the period ended and not closed by then. One that was "
                "closed and opened again meanwhile counts as pending."
            )
        ),
        pending,
    ),
    *(_ageing(*band) for band in AGEING),
    Indicator(
        "days_to_close",
        "cases",
        "cases",
        _("Days from opening to closing"),
        _(
            "Of the cases closed in the period: calendar days from opening to closing. Half took "
            "no more than the median, nine of ten no more than the second figure."
        ),
        _closed,
        days=("opened_at", "closed_at"),
    ),
    Indicator(
        "answers_due",
        "cases",
        "cases",
        _("First answers due"),
        of_real_cases(
            _(
                "Cases whose client was to hear from the centre, by the target of their urgency, "
                "at a time in the period."
            )
        ),
        lambda asked: asked.during("answer_due_at"),
    ),
    Indicator(
        "answers_in_time",
        "cases",
        "cases",
        _("… given in time"),
        _("Of the first answers due: the client heard from the centre by that time."),
        lambda asked: asked.during("answer_due_at") & Q(answered_at__lte=F("answer_due_at")),
        of="answers_due",
    ),
    Indicator(
        "days_to_answer",
        "cases",
        "cases",
        _("Days from opening to the first answer"),
        of_real_cases(
            _(
                "Of the cases first answered in the period: calendar days from opening to the "
                "first answer. Half took no more than the median, nine of ten no more than the "
                "second figure."
            )
        ),
        lambda asked: asked.during("answered_at"),
        days=("opened_at", "answered_at"),
    ),
    Indicator(
        "outcomes",
        "cases",
        "parts",
        _("People with an outcome"),
        _(
            "People in cases that were closed in the period, each once in each case. What was "
            "entered in error does not count."
        ),
        lambda asked: _closed(asked, "case__") & ~Q(outcome__in=["", Outcome.IN_ERROR]),
    ),
    *(_outcome(code, label) for code, label in Outcome.choices if code != Outcome.IN_ERROR),
    Indicator(
        "followups_due",
        "cases",
        "tasks",
        _("Follow-ups due"),
        of_real_cases(_("What was to be done on a case by a day in the period.")),
        lambda asked: asked.during("due_at"),
    ),
    Indicator(
        "followups_in_time",
        "cases",
        "tasks",
        _("… done in time"),
        _("Of the follow-ups due: done by the time that was set."),
        lambda asked: asked.during("due_at") & Q(done_at__lte=F("due_at")),
        of="followups_due",
    ),
]
