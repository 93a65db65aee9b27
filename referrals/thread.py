"""The thread: every referral that was asked for one need, how each ended, and the living one."""

from dataclasses import dataclass
from typing import Any

from .models import Feedback, Referral, Step
from .models.referral import Status

FAILED = {Status.DECLINED, Status.NO_RESPONSE, Status.NOT_DELIVERED}
ASKED, ANSWERED = Status.INFORMATION_REQUESTED, Status.ACKNOWLEDGED


@dataclass
class Said:
    """One turn of a conversation: a partner's question or the desk's answer."""

    who: Any
    step: Step
    asks: bool


@dataclass
class Thread:
    """All that one need led to, the first asked first; read once."""

    referrals: list[Referral]
    questions: list[Said]
    feedback: list[Feedback]

    @property
    def is_long(self) -> bool:
        return len(self.referrals) > 1


def thread_of(referral, user) -> Thread:
    """The thread as far as the user's desk may see it, with its questions and what was said."""
    seen = Referral.objects.of_desk(user).filter(thread=referral.thread)
    referrals = list(seen.select_related("partner", "service", "centre").order_by("pk"))
    by_pk = {one.pk: one for one in referrals}
    return Thread(
        referrals=referrals,
        questions=[_turn(step, by_pk[step.referral_id]) for step in _turns(referrals)],
        feedback=list(Feedback.objects.filter(referral=referral).for_listing()),
    )


def failed(referral, feedback) -> bool:
    """It came to nothing for the client: someone else is to be asked."""
    no_help = any(one.helped == Feedback.Helped.NO for one in feedback[:1])
    return referral.status in FAILED or (referral.status == Status.CLOSED and no_help)


def _turns(referrals):
    steps = Step.objects.of_seen(referrals).moves().for_listing().order_by("at", "id")
    return [
        step
        for step in steps
        if step.after == ASKED or (step.before == ASKED and step.after == ANSWERED)
    ]


def _turn(step, referral):
    asks = step.after == ASKED
    return Said(referral.partner if asks else referral.centre, step, asks)
