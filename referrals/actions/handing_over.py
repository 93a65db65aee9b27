"""One centre offers a client to another one; what the giver does."""

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from helpdesk.access.models import User
from helpdesk.access.sight import demand, members_of
from helpdesk.access.working_week import calendar_of_centre
from helpdesk.audit.trail import record
from helpdesk.cases import actions as cases_actions
from helpdesk.cases.models import Case
from helpdesk.clients.actions import lock_standing
from helpdesk.core import per_request
from helpdesk.core.clock import now, today
from helpdesk.core.codes import random_code
from helpdesk.core.refusal import Refused
from helpdesk.core.submissions import one_per_submission
from helpdesk.notices.actions import notify
from helpdesk.notices.models import Notice

from .. import leaving
from ..models import Consent, Handover, HandoverCase, HandoverReferral, Referral
from ..models.referral import LIVE, REPORTED

Status, Then = Handover.Status, HandoverReferral.Then
Because = HandoverCase.Because
NO_CONSENT = {"how": "", "given_by": None, "language": "", "until": None}


@one_per_submission(Handover)
def propose_handover(
    client, *, by, submission_id, from_centre, to_centre, why, going, consent=None, **said
):
    """Offer a client to another centre; her record stays here until that one accepts.

    `going`: {case: who shall see it there, where it is restricted, else None}. `consent`: how,
    given_by, language, until, or None. `said`: note, referrals (those that go along), by_name
    (kinds of data that the client let go by name), others_agreed (the other people of the cases).
    """
    demand(by, "propose_handover", from_centre)
    client = lock_standing(client)
    across = leaving.crosses(from_centre, to_centre)
    allowed = leaving.may_go(across, said.get("by_name", ()))
    _check_receiver(from_centre, to_centre)
    _check_consent(from_centre, to_centre, consent, allowed)
    for pair in going.items():
        _check_case(*pair, by, from_centre, to_centre, allowed, said.get("others_agreed"))
    restricted = bool(going) and all(case.restricted for case in going)
    if not restricted and not client.servings.filter(centre=from_centre).exists():
        raise PermissionDenied("propose_handover")
    facts = {"why": why, "across": across, "restricted": restricted, "categories": allowed}
    facts |= _of_consent(consent) | {"note": said.get("note") or None}
    made = _make(client, by, submission_id, from_centre, to_centre, **facts)
    _keep_cases(made, going, by, allowed)
    _keep_referrals(made, going, said.get("referrals", ()), allowed)
    record("proposed_handover", made, by=by, **where(made))
    notify(_receivers(made), Notice.Kind.HANDOVER_PROPOSED, made, by=by)
    return made


@transaction.atomic
def withdraw_handover(handover, *, by):
    """The giver takes the offer back before it is answered."""
    demand(by, "withdraw_handover", handover.from_centre)
    handover = answered(handover, Status.WITHDRAWN, by)
    handover.save(update_fields=["status", "answered_at", "answered_by"])
    record("withdrew_handover", handover, by=by, **where(handover))
    notify(_receivers(handover), Notice.Kind.HANDOVER_WITHDRAWN, handover, by=by)
    return handover


@transaction.atomic
def end_overlap(handover, *, by):
    """The giver reads nothing of it any more: before its time on request, or when it is over."""
    if not by.is_system:
        demand(by, "end_overlap", handover.from_centre)
    handover = lock_whole(handover)
    move(handover, Status.ENDED)
    handover.overlap_until = min(handover.overlap_until, now())
    cases_actions.end_overlaps(
        handover.from_centre, handover.to_centre, handover.client.selves(), handover.overlap_until
    )
    handover.save(update_fields=["status", "overlap_until"])
    record("ended_overlap", handover, by=by, **where(handover))
    per_request.forget()
    return handover


def end_overlaps() -> int:
    """The clock's own move: whatever was read long enough is read no more. Returns how many."""
    by = User.objects.system("clock")
    over = Handover.objects.filter(status=Status.ACCEPTED, overlap_until__lte=now())
    return sum(
        bool(end_overlap(handover, by=by)) for handover in over.order_by("overlap_until")[:200]
    )


def remind_of_handovers():
    """An offer that nobody answered in time: the supervisors there are told, once."""
    late = Handover.objects.filter(status=Status.PROPOSED, answer_due__lt=now())
    for handover in late.for_listing().order_by("answer_due"):
        key = f"handover-late:{handover.uid}"
        notify(_supervisors(handover), Notice.Kind.HANDOVER_PROPOSED, handover, key=key)


def lock_whole(handover):
    """The hand-over, locked, with all that an answer asks about."""
    Handover.objects.select_for_update(of=("self",)).get(pk=handover.pk)
    return Handover.objects.for_listing().get(pk=handover.pk)


def move(handover, status):
    """Take one step, or refuse in words."""
    if status not in Handover.NEXT[handover.status]:
        raise Refused(
            _(
                "This hand-over is “%(now)s”: that cannot be done now. "
                "Open it again to see what happened."
            )
            % {"now": handover.get_status_display()}
        )
    handover.status = status


def answered(handover, status, by):
    """The hand-over, locked, with its answer; the caller saves it."""
    handover = lock_whole(handover)
    move(handover, status)
    handover.answered_at, handover.answered_by = now(), by
    return handover


def where(handover):
    return {"before": handover.from_centre.code, "after": handover.to_centre.code}


def _receivers(handover):
    """Who is told of an offer: the team there; of restricted cases those who are named."""
    if handover.restricted:
        return [row.named for row in handover.cases.going().select_related("named")]
    return list(handover.to_centre.team())


def _supervisors(handover):
    if handover.restricted:
        return _receivers(handover)
    here = handover.to_centre
    for centre in [here, *here.with_those_above().exclude(pk=here.pk).order_by("-depth")]:
        if people := list(members_of(centre.supervisors_id)):
            return people
    return []


def _check_receiver(from_centre, to_centre):
    if from_centre.pk == to_centre.pk:
        raise Refused(_("This is the client’s own centre. Choose another one."), field="to_centre")
    if not to_centre.team().exists():
        raise Refused(
            _("Nobody works at %(centre)s who could answer. Choose another centre.")
            % {"centre": to_centre},
            field="to_centre",
        )


def _check_consent(from_centre, to_centre, consent, allowed):
    if leaving.needs_consent(from_centre, to_centre) and not consent:
        raise Refused(
            _("Ask the client first: without consent nobody is handed over to another country.")
            if leaving.crosses(from_centre, to_centre)
            else _("Ask the client first: nobody is handed over without consent."),
            field="how",
        )
    if consent and consent["until"] < today():
        raise Refused(_("Consent must hold at least until today."), field="consent_until")
    if consent and consent["how"] == Consent.How.CAREGIVER and not consent.get("given_by"):
        raise Refused(_("Say who agreed for the client, and why they may."), field="given_by")
    if kept := leaving.kept_of_record(allowed):
        raise Refused(
            _("By the rules of this country this stays here: %(what)s. Ask the client to agree.")
            % {"what": ", ".join(str(leaving.C(code).label) for code in kept)},
            field="by_name",
        )


def _check_case(case, named, by, from_centre, to_centre, allowed, others_agreed):
    if not Case.objects.visible_to(by).filter(pk=case.pk).exists():
        raise PermissionDenied("propose_handover")
    code = {"code": case.code}
    if case.centre_id != from_centre.pk:
        raise Refused(_("%(code)s is at another centre now. Leave it out.") % code, field="cases")
    if leaving.kept_of_case(case, allowed):
        raise Refused(
            _("%(code)s may not leave the country unless the client agrees by name.") % code,
            field="cases",
        )
    if case.restricted and named not in to_centre.team():
        raise Refused(
            _("%(code)s is restricted: choose who shall see it at the other centre.") % code,
            field="cases",
        )
    if not others_agreed and case.people.count() > 1:
        raise Refused(
            _("%(code)s concerns other people too. Ask them as well, or leave the case here.")
            % code,
            field="others_agreed",
        )


def _of_consent(consent):
    said = {**NO_CONSENT, **(consent or {})}
    return {**{k: said[k] for k in ("how", "given_by", "language")}, "consent_until": said["until"]}


def _make(client, by, submission_id, from_centre, to_centre, **facts):
    pair = {"client": client, "from_centre": from_centre, "to_centre": to_centre}
    made = Handover(
        code=_new_code(),
        data_key=client.data_key,
        **pair,
        proposed_by=by,
        proposed_at=now(),
        answer_due=_answer_due(to_centre),
        submission_id=submission_id,
        **facts,
    )
    try:
        with transaction.atomic():
            made.save()
    except IntegrityError:
        waiting = Handover.objects.filter(**pair, status=Status.PROPOSED).first()
        if waiting is None or waiting.submission_id == submission_id:
            raise
        raise Refused(
            _("This client is offered to %(centre)s already. Wait for the answer.")
            % {"centre": to_centre},
            field="to_centre",
        ) from None
    return made


def _answer_due(centre):
    """By when the other centre should answer, on its own calendar."""
    return calendar_of_centre(centre).add(now(), settings.HANDOVER["answer_hours"])


def _keep_cases(made, going, by, allowed):
    """Those that go; and those that the giver keeps, as far as who offers sees them."""
    for case, named in going.items():
        named = named if case.restricted else None
        HandoverCase(handover=made, case=case, goes=True, named=named).save()
    here = Case.objects.visible_to(by).filter(centre=made.from_centre, restricted=False)
    for case in here.about(made.client).exclude(pk__in=[case.pk for case in going]):
        kept = leaving.kept_of_case(case, allowed)
        because = Because.BORDER if kept else Because.CHOSEN
        HandoverCase(handover=made, case=case, goes=False, because=because).save()


def _keep_referrals(made, going, chosen, allowed):
    """Each open referral of a case that goes: along with it, or it stays."""
    chosen = {referral.pk for referral in chosen}
    rows = Referral.objects.filter(case__in=list(going), status__in=[*LIVE, *REPORTED])
    for referral in rows.select_related("service").order_by("pk"):
        goes = referral.pk in chosen and not leaving.kept_of_referral(referral, allowed)
        then = Then.GOES if goes else Then.STAYS
        HandoverReferral(handover=made, referral=referral, then=then).save()


def _new_code():
    while Handover.objects.filter(code=(code := f"H-{random_code(5)}")).exists():
        pass
    return code
