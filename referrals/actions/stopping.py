"""An agreement stops: what becomes of each live referral that rests on it is said, and recorded."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from helpdesk.access.models import User
from helpdesk.access.sight import demand, members_of
from helpdesk.audit.trail import record
from helpdesk.core.clock import now, today
from helpdesk.core.refusal import Refused
from helpdesk.notices.actions import notify
from helpdesk.notices.models import Notice
from services import actions as services
from services.models import Agreement

from ..models import LostCover, Referral
from ..models.sight import OF_A_REFERRAL
from .climbing import officers_of
from .moving import Status, lock_whole, move

Kind = Notice.Kind
Choice = LostCover.Choice
ENDED_LATELY = timedelta(days=30)


@transaction.atomic
def end_agreement(agreement, *, by, why, on, for_all, choices=None, until=None):
    """It ends, and for each referral that rests on it is decided what becomes of it.

    `choices` are {referral's id: choice}; the others go as `for_all` says. `until` is the last day
    of those that the partner may finish.
    """
    demand(by, "administer", agreement.centre)
    resting = _resting(agreement)
    ended = services.end(agreement, by=by, why=why, on=on)
    return _decide(ended, resting, by, for_all, choices or {}, until)


@transaction.atomic
def suspend_agreement(agreement, *, by, why, for_all, choices=None, until=None):
    """It rests, and for each referral that rests on it is decided what becomes of it."""
    demand(by, "administer", agreement.centre)
    resting = _resting(agreement)
    suspended = services.suspend(agreement, by=by, why=why)
    return _decide(suspended, resting, by, for_all, choices or {}, until)


def find_lost_cover(limit=500) -> int:
    """Agreements ran out and nobody was asked: officers and supervisors are told which, once."""
    by = User.objects.system("clock")
    lost = Referral.objects.without_cover().annotate(had=_had_covered())
    told = LostCover.objects.filter(referral=OuterRef("pk"), agreement=OuterRef("had"), choice="")
    untold = lost.exclude(had=None).exclude(Exists(told)).order_by("pk")
    return sum(_tell_of_lost(*one, by) for one in untold.values_list("pk", "had")[:limit])


@transaction.atomic
def _tell_of_lost(pk, agreement, by) -> bool:
    referral = lock_whole(pk)
    if not Referral.objects.without_cover().filter(pk=pk).exists():
        return False
    _lost, made = LostCover.objects.get_or_create(
        referral=referral, agreement_id=agreement, choice="", defaults={"by": by, "at": now()}
    )
    if made:
        record("lost_cover", referral, by=by, agreement=agreement)
        supervisors = [] if referral.case.restricted else _supervisors(referral.centre)
        notify([*officers_of(referral), *supervisors], Kind.AGREEMENT_STOPPED, referral, by=by)
    return made


def find_ended_consent(limit=500) -> int:
    """Consents ran out under live referrals: officers are told, once. Returns how many are seen.

    Looked for during ENDED_LATELY, so that no outage hides one.
    """
    by, day = User.objects.system("clock"), today()
    over = Referral.objects.live().filter(
        consent__until__lt=day, consent__until__gte=day - ENDED_LATELY, consent__withdrawn_at=None
    )
    found = over.order_by("-consent__until", "-pk").values_list("pk", flat=True)[:limit]
    return sum(_tell_of_consent(pk, by) for pk in found)


@transaction.atomic
def _tell_of_consent(pk, by) -> bool:
    referral = lock_whole(pk)
    if not referral.is_live:
        return False
    key = f"consent_ended:{referral.pk}:{referral.consent_id}"
    notify(officers_of(referral), Kind.CONSENT_ENDED, referral, by=by, key=key)
    return True


def _had_covered():
    """The agreement that covered it last; where none was made for it, its partner's latest."""
    signed = Agreement.objects.exclude(status=Agreement.Status.DRAFT)
    signed = signed.order_by(F("ends_on").desc(nulls_first=True), "-pk")
    of_partner = signed.filter(partner=OuterRef("partner"))
    return Coalesce(
        Subquery(signed.made_for(**OF_A_REFERRAL).values("pk")[:1]),
        Subquery(of_partner.values("pk")[:1]),
    )


def _resting(agreement):
    return list(Referral.objects.resting_on(agreement).order_by("pk").values_list("pk", flat=True))


def _decide(agreement, resting, by, for_all, choices, until):
    chosen = {pk: choices.get(pk) or for_all for pk in resting}
    if Choice.RUN_OFF in chosen.values() and (until is None or until < today()):
        raise Refused(_("Say until which day the partner may finish."), field="until")
    for pk, choice in chosen.items():
        _settle(lock_whole(pk), agreement, choice, by, until)
    notify(services.concerned(agreement), Kind.AGREEMENT_STOPPED, agreement, by=by)
    return agreement


def _settle(referral, agreement, choice, by, until):
    """One referral: kept for it what was decided, done, and its officer told."""
    runs_off = choice == Choice.RUN_OFF
    if referral.has_ended or not referral.is_live:  # in the meantime
        return
    LostCover(
        referral=referral,
        agreement=agreement,
        choice=choice,
        until=until if runs_off else None,
        by=by,
        at=now(),
    ).save()
    record("decided", referral, by=by, agreement=agreement.pk, choice=choice)
    if runs_off:
        notify(officers_of(referral), Kind.AGREEMENT_STOPPED, referral, by=by)
        return
    move(
        referral,
        Status.WITHDRAWN,
        "withdrawn",
        by=by,
        reason=Referral.Reason.AGREEMENT,
        due_at=None,
        tell=officers_of(referral),
        notice=Kind.AGREEMENT_STOPPED,
    )
    notify(referral.partner.team(), Kind.REFERRAL_WITHDRAWN, referral, by=by)


def _supervisors(centre):
    return members_of(centre.supervisors_id)
