"""The other centre answers: it takes the client over, or it does not."""

from datetime import timedelta

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from helpdesk.access.sight import demand
from helpdesk.audit.trail import record
from helpdesk.cases import actions as cases
from helpdesk.cases.models import Case
from helpdesk.clients.actions import serve
from helpdesk.clients.models import Client, Serving
from helpdesk.core import per_request
from helpdesk.core.clock import now
from helpdesk.core.refusal import Refused
from helpdesk.notices.actions import notify
from helpdesk.notices.models import Notice

from ..leaving import is_covered, kept_of_case, kept_of_referral, needs_consent
from ..models import Handover, HandoverReferral, Referral
from ..models.referral import LIVE, REPORTED
from .handing_over import Status, Then, answered, where
from .moving import lock_whole as lock_referral
from .moving import move as move_referral

GONE: list = []  # (handover, client, by=): what apps above keep at the giver; they add


@transaction.atomic
def accept_handover(handover, *, by, take=False, uncovered=None):
    """The client is this centre's from now on, with the cases and referrals that were offered.

    `take`: who accepts takes the cases too. `uncovered`: {referral's id: "stays" or "withdrawn"}
    for each whose partner has no agreement with this centre. The giver still reads what went.
    """
    _demand(by, "accept_handover", handover)
    handover = answered(handover, Status.ACCEPTED, by)
    _check_consent(handover)
    handover.overlap_until = now() + timedelta(days=settings.HANDOVER["overlap_days"])
    client = Client.objects.for_listing().get(pk=handover.client.as_kept().pk)
    givers = _givers(handover)
    _add_new_referrals(handover)
    _decide_referrals(handover, uncovered or {})
    if not handover.restricted:
        serve(client, handover.to_centre, Serving.Why.HANDOVER)
    _move_cases(handover, client, by, take)
    _move_referrals(handover, by)
    _let_go(handover, client)
    for follow in GONE:
        follow(handover, client, by=by)
    handover.save(update_fields=["status", "answered_at", "answered_by", "overlap_until"])
    record("accepted_handover", handover, by=by, **where(handover))
    notify(givers, Notice.Kind.HANDOVER_ACCEPTED, handover, by=by)
    per_request.forget()
    return handover


@transaction.atomic
def decline_handover(handover, *, by, refusal, answer=None):
    """This centre does not take the client over, and says why; nothing has moved."""
    _demand(by, "decline_handover", handover)
    handover = answered(handover, Status.DECLINED, by)
    if refusal == Handover.Refusal.OTHER and not answer:
        raise Refused(_("Say in a few words what the other reason is."), field="answer")
    handover.refusal, handover.answer = refusal, answer or None
    handover.save(update_fields=["status", "answered_at", "answered_by", "refusal", "answer"])
    record("declined_handover", handover, by=by, why=refusal, **where(handover))
    notify(_givers(handover), Notice.Kind.HANDOVER_DECLINED, handover, by=by)
    return handover


def _demand(by, verb, handover):
    demand(by, verb, handover.to_centre)
    if not Handover.objects.visible_to(by).filter(pk=handover.pk).exists():
        raise PermissionDenied(verb)


def _check_consent(handover):
    asked = needs_consent(handover.from_centre, handover.to_centre)
    if (asked or handover.how) and not handover.has_consent:
        raise Refused(
            _("The client’s consent no longer holds. Ask %(centre)s to ask the client again.")
            % {"centre": handover.from_centre}
        )


def _add_new_referrals(handover):
    """What was sent after the offer goes along where it may, and goes on there; else it stays."""
    offered = handover.referrals.values("referral")
    rows = Referral.objects.filter(
        case__in=handover.cases.going().values("case"), status__in=[*LIVE, *REPORTED]
    ).exclude(pk__in=offered)
    for referral in rows.select_related("service", "partner").order_by("pk"):
        kept = kept_of_referral(referral, handover.categories)
        goes = not kept and is_covered(referral, handover.to_centre)
        then = Then.GOES if goes else Then.STAYS
        HandoverReferral(handover=handover, referral=referral, then=then).save()


def _decide_referrals(handover, uncovered):
    """Those that may not go on here stay or are withdrawn, as whoever accepts says."""
    for row in handover.referrals.filter(then=Then.GOES).select_related(
        "referral__service", "referral__partner"
    ):
        if is_covered(row.referral, handover.to_centre):
            continue
        if uncovered.get(row.referral_id) not in (Then.STAYS, Then.WITHDRAWN):
            raise Refused(
                _("%(partner)s has no agreement with this centre. Say what happens to %(code)s.")
                % {"partner": row.referral.partner, "code": row.referral.code},
                field=f"referral_{row.referral_id}",
            )
        row.then = uncovered[row.referral_id]
        row.save(update_fields=["then"])


def _move_cases(handover, client, by, take):
    team = set(handover.to_centre.team())
    for row in handover.cases.going().select_related("case", "named").order_by("pk"):
        _check_unchanged(row, handover, team)
        cases.give_to_centre(
            row.case,
            handover.to_centre,
            by=by,
            client=client,
            until=handover.overlap_until,
            officer=by if take else None,
            named=row.named,
        )


def _check_unchanged(row, handover, team):
    """Refuse a case that is elsewhere now, was restricted since, or may no longer leave."""
    if row.case.centre_id != handover.from_centre_id:
        raise Refused(
            _("Something of this offer is no longer at %(centre)s. Ask for a new one.")
            % {"centre": handover.from_centre}
        )
    is_for_nobody = row.case.restricted and row.named not in team
    if is_for_nobody or kept_of_case(row.case, handover.categories):
        raise Refused(
            _("A case of this offer has changed since and may not go like this. Ask for a new one.")
        )


def _move_referrals(handover, by):
    """Referrals of the cases that went follow them, but those that stay with the giver.

    Of those that are over, or not sent yet, those stay that tell what may not leave the country.
    """
    then = dict(handover.referrals.values_list("referral", "then"))
    went = Referral.objects.filter(case__in=handover.cases.going().values("case"))
    for referral in went.select_related("service").order_by("pk"):
        decided = then.get(referral.pk)
        if decided is None and kept_of_referral(referral, handover.categories):
            continue
        if decided != Then.STAYS:
            _move_referral(lock_referral(referral.pk), handover, by, decided)


def _move_referral(referral, handover, by, then):
    team = referral.partner.team()
    if then == Then.WITHDRAWN and referral.is_live:
        move_referral(
            referral,
            Referral.Status.WITHDRAWN,
            "withdrawn",
            by=by,
            reason=Referral.Reason.AREA,
            due_at=None,
            tell=team,
            notice=Notice.Kind.REFERRAL_WITHDRAWN,
        )
    was_open = not referral.has_ended
    referral.centre = handover.to_centre
    referral.officer = by if was_open else referral.officer
    referral.version += 1
    referral.save(update_fields=["centre", "officer", "version"])
    record("handed_over", referral, by=by, **where(handover))
    if referral.status in LIVE:
        notify(team, Notice.Kind.HANDOVER_ACCEPTED, referral, by=by)


def _let_go(handover, client):
    """Where nothing of hers stays, the giver serves her no more and only reads."""
    if handover.restricted or _keeps_some(handover, client):
        return
    until = handover.overlap_until
    cases.give_client_to_centre(client, handover.from_centre, handover.to_centre, until=until)


def _keeps_some(handover, client) -> bool:
    """Does the giver keep a case or a referral of hers, so that it serves her on?"""
    here = Case.objects.filter(centre=handover.from_centre, restricted=False).about(client)
    stay = handover.referrals.filter(then=Then.STAYS, referral__status__in=LIVE)
    return here.exists() or stay.exists()


def _givers(handover):
    """Who is told of the answer: who offered, and who had the cases."""
    rows = handover.cases.going().select_related("case__officer")
    return [handover.proposed_by, *(row.case.officer for row in rows)]
