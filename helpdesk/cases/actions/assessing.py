"""How one person of a case stands, judged again and again; and whether she may be trafficked."""

from django.db import transaction
from django.utils.translation import gettext as _

from helpdesk.access.sight import demand
from helpdesk.audit.trail import record
from helpdesk.core.clock import now, today
from helpdesk.core.refusal import Refused
from helpdesk.core.submissions import lock, one_per_submission

from ..models import Assessment, Restriction, Screening
from .life import _lock_open, _save
from .naming import supervisors_over
from .restricting import keep_to
from .urgency import press


@one_per_submission(Assessment)
def assess(case, *, by, submission_id, client, happened_on, words, **judged):
    """One person's vulnerability on that day. `judged`: judgement, risks, strengths (codes);
    `words` by level, and "overall"."""
    demand(by, "assess", case)
    case = _lock_open(case)
    _demand_part(case, client)
    _refuse_future(happened_on, "happened_on")
    words = {level: text for level, text in words.items() if text}
    if not (judged["risks"] or judged["strengths"] or words):
        raise Refused(_("Tick what endangers and what protects, or say it in your own words."))
    assessment = Assessment(
        case=case,
        data_key=case.data_key,
        client=client,
        by=by,
        words=words or None,
        happened_on=happened_on,
        written_at=now(),
        submission_id=submission_id,
        **judged,
    )
    assessment.save()
    _save(case)
    record("assessed", case, by=by, clients=[client], judgement=assessment.judgement)
    return assessment


@transaction.atomic
def enter_assessment_in_error(assessment, *, by, reason):
    """It is about someone else, or was never made: it is compared with nothing any more."""
    demand(by, "enter_in_error", assessment.case)
    case = _lock_open(assessment.case)
    assessment = lock(assessment)
    if assessment.in_error_at:
        return assessment
    assessment.in_error_at, assessment.correction = now(), reason
    assessment.save(update_fields=["in_error_at", "correction"])
    _save(case)
    record("took_out_assessment", case, by=by, clients=[assessment.client])
    return assessment


@one_per_submission(Screening)
def screen(case, *, by, submission_id, client, decided_on, people=(), **decided):
    """Whether one person may be a victim of trafficking. Possible or confirmed: the case is kept,
    in the same moment, to `by`, its officer and these supervisors, and is of high risk.

    `decided`: result, indicators (codes), reasons, decided_by, decider. The entry is about the
    screening: it stands in no history that others read.
    """
    demand(by, "screen", case)
    case = _lock_open(case)
    _demand_part(case, client)
    _refuse_future(decided_on, "decided_on")
    screening = Screening(
        case=case,
        data_key=case.data_key,
        client=client,
        by=by,
        decided_on=decided_on,
        written_at=now(),
        submission_id=submission_id,
        **decided,
    )
    screening.save()
    record("screened", screening, by=by, clients=[client])
    if screening.restricts:
        _protect(case, people, by)
    return screening


def _protect(case, people, by):
    """Restricted and of high risk from this moment, whatever it was before."""
    if case.restricted:
        if not case.high_risk:
            changed = press(case)
            _save(case, *changed)
            record("changed", case, by=by, fields=sorted(changed))
        return
    over = list(supervisors_over(case.centre))
    if over and not {by, *people} & set(over):
        raise Refused(
            _("Choose the supervisor who oversees this case: nobody else would."), field="people"
        )
    keep_to(case, Restriction.Ground.TRAFFICKING, people, by=by, high_risk=True)


def _demand_part(case, client):
    if not case.people.filter(client=client).exists():
        raise Refused(_("This client is not part of the case. Add the person first."))


def _refuse_future(day, field):
    if day > today():
        raise Refused(_("This day is still to come. Check the day."), field=field)
