"""What the clock does by itself: a late referral goes up the ladder, each rung once.

Partner reminded → officer told → supervisor told → no response. A referral that was accepted ends
with the supervisor, on the chase list. A partner's question that waits for the centre begins with
the officer and ends with the supervisor. After an outage the rungs that were missed come in order,
each once, in one mail per person; and a partner still has a last call before it is called silent.
"""

import logging

from django.db import transaction

from helpdesk.access.models import User
from helpdesk.access.sight import members_of, named_on
from helpdesk.audit.trail import record
from helpdesk.core.clock import now
from helpdesk.notices.actions import notify
from helpdesk.notices.models import Notice

from ..models import Referral, Step
from ..models.referral import LIVE, Rung
from .moving import Status, keep_step, lock_whole, move
from .timing import next_rung_at

AT_ONCE = 500
Kind = Notice.Kind
STEPS = {
    Rung.PARTNER: Step.Kind.REMINDED,
    Rung.OFFICER: Step.Kind.OFFICER_TOLD,
    Rung.SUPERVISOR: Step.Kind.SUPERVISOR_TOLD,
}
NOTICES = {Rung.OFFICER: Kind.REFERRAL_SILENT, Rung.SUPERVISOR: Kind.REFERRAL_ESCALATED}
FIRST = {"reply": Rung.OFFICER}  # the clock on which not the partner is late

log = logging.getLogger(__name__)


def expire() -> int:
    """Every late referral goes up the rungs that are due. Returns how many are no response now.

    Safe to run twice, or by two workers; a referral that fails costs the others nothing.
    """
    by = User.objects.system("clock")
    ended = 0
    for pk in _due():
        try:
            ended += _climb(pk, by)
        except Exception:  # one row that cannot be moved must not silence the rest
            log.exception("Referral %s could not go up its ladder", pk)
    return ended


def _due():
    """Those that have become late, and those whose next rung is due."""
    fresh = Referral.objects.filter(status__in=LIVE, rung=None, due_at__lte=now())
    higher = Referral.objects.filter(next_rung_at__lte=now())
    return [
        *fresh.order_by("due_at").values_list("pk", flat=True)[:AT_ONCE],
        *higher.order_by("next_rung_at").values_list("pk", flat=True)[:AT_ONCE],
    ]


@transaction.atomic
def _climb(pk, by) -> bool:
    """All rungs of one referral that are due by now; True if the last one ended it."""
    referral = lock_whole(pk)
    while _is_due(referral):
        if referral.rung == Rung.SUPERVISOR and not referral.is_under_way:
            _end(referral, by)
            return True
        _step_up(referral, by)
    return False


def _is_due(referral) -> bool:
    """Asked again under the lock: it may have been answered, or another worker was faster."""
    at = referral.due_at if referral.rung is None else referral.next_rung_at
    return referral.is_live and at is not None and at <= now()


def _step_up(referral, by):
    if referral.rung == Rung.SUPERVISOR:  # the first contact is still missing, and now the report
        referral.due_at, referral.rung = referral.report_due, None
    first = FIRST.get(referral.clock, Rung.PARTNER)
    referral.rung = Rung(referral.rung + 1) if referral.rung else first
    referral.rung_at = now()
    people = _to_tell(referral)
    referral.next_rung_at = next_rung_at(referral, referral.rung, referral.due_at)
    if not people and referral.rung == Rung.PARTNER:
        referral.next_rung_at = now()  # there is nobody to wait for
    referral.save(update_fields=["due_at", "rung", "rung_at", "next_rung_at"])
    kind = STEPS[referral.rung]
    keep_step(referral, referral.status, by=by, kind=kind)
    record(kind.value, referral, by=by, clock=referral.clock, people=len(people))
    key = f"{kind}:{referral.pk}:{referral.clock}:{int(referral.due_at.timestamp())}"
    notify(people, _notice(referral), referral, by=by, key=key)


def _notice(referral):
    if referral.clock == "reply":
        return Kind.QUESTION_WAITS
    if referral.rung in NOTICES:
        return NOTICES[referral.rung]
    if referral.clock == "review":
        return Kind.REVIEW_DUE
    return Kind.REPORT_DUE if referral.is_under_way else Kind.REFERRAL_LATE


def _end(referral, by):
    """Nobody answered: it is over there, and the officer asks someone else."""
    move(
        referral,
        Status.NO_RESPONSE,
        "no_response",
        by=by,
        reason=Referral.Reason.NO_ANSWER,
        tell=[*officers_of(referral), *referral.partner.team()],
        notice=Kind.NO_RESPONSE,
    )


def _to_tell(referral):
    if referral.rung == Rung.PARTNER:
        team = list(referral.partner.team())
        return team if team and _sees_as_partner(team[0], referral) else []
    if referral.rung == Rung.OFFICER:
        return officers_of(referral)
    return supervisors_of(referral)


def officers_of(referral) -> list:
    """The officer who sent it; where she has left, or sees it no more, the supervisors."""
    officer = referral.officer
    sees = officer.is_active and _sees_as_desk(officer, referral)
    return [officer] if sees else supervisors_of(referral)


def supervisors_of(referral) -> list:
    """Those who oversee it, from its centre up; of a restricted case those who are named on it."""
    for centre in reversed(list(referral.centre.with_those_above())):
        people = [p for p in members_of(centre.supervisors_id) if _sees_as_desk(p, referral)]
        if people:
            return people
    named = [person for person in named_on(referral.case, "cases.view_case") if person.is_active]
    return named or [referral.officer]


def _sees_as_desk(person, referral):
    return Referral.objects.of_desk(person).filter(pk=referral.pk).exists()


def _sees_as_partner(person, referral):
    return Referral.objects.of_partner(person).filter(pk=referral.pk).exists()
