"""Someone is sent to a centre: logged by its desk or by the partner, and answered."""

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F, Max, Q
from django.utils.translation import gettext as _

from helpdesk.access.models import Centre, User
from helpdesk.access.sight import demand, members_of
from helpdesk.access.working_week import calendar_of_centre
from helpdesk.audit.trail import record
from helpdesk.core.clock import now
from helpdesk.core.codes import random_code
from helpdesk.core.refusal import Refused
from helpdesk.core.submissions import one_per_submission
from helpdesk.notices.actions import notify
from helpdesk.notices.models import Notice
from helpdesk.vault.models import DataKey
from services.models import Agreement

from ..models import Incoming, IncomingStep
from .moving import need_words

Kind = Notice.Kind
Status = Incoming.Status


@one_per_submission(Incoming)
def log_incoming(centre, *, by, submission_id, partner=None, sender="", **facts):
    """The desk writes down whom another organisation sends: a partner, or any by its name."""
    demand(by, "log_incoming", centre)
    if partner is None and not sender:
        raise Refused(_("Say who sends the person: a partner, or its name."), field="sender")
    sender = "" if partner else sender
    facts = {"partner": partner, "sender": sender, **facts}
    return _receive(centre, by, submission_id, "logged_incoming", facts)


@one_per_submission(Incoming)
def refer_in(partner, centre, *, by, submission_id, **facts):
    """A partner sends someone to a centre with which it has an agreement."""
    demand(by, "refer_in", partner)
    if not centres_of(partner).filter(pk=centre.pk).exists():
        raise Refused(
            _(
                "You have no agreement with this centre now. "
                "Choose another one, or call the centre."
            ),
            field="centre",
        )
    facts = {"partner": partner, "channel": Incoming.Channel.DESK, **facts}
    return _receive(centre, by, submission_id, "referred_in", facts)


def centres_of(partner):
    """The centres to which a partner may send someone: those its agreements in force cover."""
    paths = [a.centre.path for a in _in_force(partner).select_related("centre")]
    wanted = Centre.objects.none()
    for path in paths:
        wanted |= Centre.objects.filter(path__startswith=path)
    return wanted.distinct()


def _in_force(partner):
    return Agreement.objects.in_force().filter(partner=partner)


def _receive(centre, by, submission_id, verb, facts):
    received_at = facts.pop("received_at", None) or now()
    if received_at > now():
        raise Refused(_("This time is still to come. Enter when it came."), field="received_at")
    incoming = Incoming(
        code=_new_code(),
        centre=centre,
        data_key=DataKey.make(),
        by=by,
        submission_id=submission_id,
        received_at=received_at,
        made_at=now(),
        **facts,
    )
    incoming.due_at = incoming_due(incoming, received_at)
    incoming.save()
    _keep_step(incoming, "", by)
    record(verb, incoming, by=by, kind=incoming.kind, partner=incoming.partner_id)
    notify(told_of(incoming), Kind.INCOMING_RECEIVED, incoming, by=by)
    return incoming


def incoming_due(incoming, since):
    """By when the centre should answer, on its own calendar: hours as a partner has them."""
    hours = settings.REFERRAL_ANSWER_HOURS[incoming.urgency]
    return calendar_of_centre(incoming.centre).add(since, hours)


def told_of(incoming):
    """The centre's people who may see it."""
    centre = incoming.centre
    return supervisors_of(centre) if incoming.restricted else centre.team()


def supervisors_of(centre):
    """Its active supervisors, else those of the nearest centre above that has any."""
    for above in reversed(list(centre.with_those_above())):
        if people := list(members_of(above.supervisors_id)):
            return people
    return []


@transaction.atomic
def acknowledge_incoming(incoming, *, by):
    """The centre has it; the answer is still to come."""
    incoming = _locked(incoming, "acknowledge_incoming", by)
    return _turn(incoming, "acknowledged_incoming", by, acknowledged_at=now(), officer=by)


@transaction.atomic
def ask_sender(incoming, *, by, text):
    """The centre asks before it answers; its clock stands still until the sender has replied."""
    incoming = _locked(incoming, "ask_sender", by)
    return _turn(
        incoming, "asked_sender", by, text=text, officer=by, due_at=None, **_seen(incoming)
    )


@transaction.atomic
def answer_incoming(incoming, *, by, text):
    """The sender replied, here or by phone; the centre's clock starts anew."""
    incoming = _locked(incoming, "answer_incoming", by)
    due_at = incoming_due(incoming, now())
    tell = _who_asked(incoming) or told_of(incoming)
    return _turn(incoming, "answered_incoming", by, text=text, tell=tell, due_at=due_at)


def _who_asked(incoming):
    """The officer who asked; nobody where she has left, or sees it no more."""
    officer = incoming.officer
    sees = officer and Incoming.objects.of_desk(officer).filter(pk=incoming.pk).exists()
    return [officer] if sees else []


@transaction.atomic
def accept_incoming(incoming, *, by, text=None):
    """The centre takes the person on; who she is, is looked up and registered next."""
    incoming = _locked(incoming, "accept_incoming", by)
    facts = {"decided_at": now(), "due_at": None, "officer": by, **_seen(incoming)}
    return _turn(incoming, "accepted_incoming", by, text=text, **facts)


@transaction.atomic
def decline_incoming(incoming, *, by, reason, text=None):
    """The centre cannot help, and says why."""
    incoming = _locked(incoming, "decline_incoming", by)
    need_words(reason, text)
    facts = {"decided_at": now(), "due_at": None, "officer": by, **_seen(incoming)}
    return _turn(incoming, "declined_incoming", by, text=text, reason=reason, **facts)


@transaction.atomic
def close_incoming(incoming, *, by, text=None):
    """What the person was sent for is over; the sender learns that, and nothing of the case."""
    incoming = _locked(incoming, "close_incoming", by)
    return _turn(incoming, "closed_incoming", by, text=text, closed_at=now())


@transaction.atomic
def tie_incoming(incoming, *, by, client, case=None):
    """It was this client who was sent, and this case that it became."""
    demand(by, "tie_incoming", incoming)
    incoming = _lock(incoming, "tie_incoming", by)
    if incoming.status != Status.ACCEPTED:
        raise Refused(_("Accept this incoming referral first; then say who the client is."))
    if incoming.client_id not in (None, client.pk):
        raise Refused(
            _(
                "This incoming referral is already tied to another client. "
                "If the two are one person, merge their records."
            )
        )
    case = incoming.case or case
    if (incoming.client_id, incoming.case_id) == (client.pk, case and case.pk):
        return incoming
    incoming.client, incoming.case = client, case
    incoming.version += 1
    incoming.save(update_fields=["client", "case", "version"])
    record("tied", incoming, by=by)
    return incoming


def chase_incoming() -> int:
    """Those that no one answered in time: a supervisor is told, once. Returns how many are late.

    And those whose sender left a question without a reply: whoever asked it calls there.
    """
    by = User.objects.system("clock")
    _chase_senders(by)
    late = list(Incoming.objects.late().select_related("centre").order_by("due_at"))
    with transaction.atomic():
        for incoming in late:
            key = f"incoming-late:{incoming.pk}:{incoming.due_at.isoformat()}"
            notify(supervisors_of(incoming.centre), Kind.INCOMING_LATE, incoming, by=by, key=key)
    return len(late)


@transaction.atomic
def _chase_senders(by):
    """On the centre's calendar, the time that it gives itself for a reply; once for a question."""
    asked = Incoming.objects.filter(status=Status.INFORMATION_REQUESTED)
    asked = asked.annotate(asked_at=Max("steps__at", filter=Q(steps__after=F("status"))))
    for incoming in asked.for_listing().order_by("asked_at"):
        hours = settings.REFERRAL_REPLY_HOURS[incoming.urgency]
        if calendar_of_centre(incoming.centre).add(incoming.asked_at, hours) <= now():
            key = f"incoming-unanswered:{incoming.pk}:{incoming.asked_at.isoformat()}"
            tell = _who_asked(incoming) or told_of(incoming)
            notify(tell, Kind.INCOMING_LATE, incoming, by=by, key=key)


def _locked(incoming, verb, by):
    """It, locked, if `by` may do `verb`, and now."""
    demand(by, verb, incoming)
    incoming = _lock(incoming, verb, by)
    if not incoming.allows(verb):
        incoming.move_to(incoming.TO[verb])  # says which state forbids it
        raise Refused(
            _(
                "This referral is “%(now)s”: that cannot be done now. "
                "Open it again to see what happened."
            )
            % {"now": incoming.get_status_display()}
        )
    incoming.verb = verb
    return incoming


def _lock(incoming, verb, by):
    if not Incoming.objects.visible_to(by).filter(pk=incoming.pk).exists():
        raise PermissionDenied(verb)
    locking = Incoming.objects.select_for_update(of=("self",)).for_listing()
    return locking.get(pk=incoming.pk)


def _turn(incoming, verb, by, *, text=None, tell=None, **facts):
    """Take the step, keep who, when and why, record it, tell the other side."""
    before = incoming.status
    incoming.move_to(incoming.TO[incoming.verb])
    for name, value in facts.items():
        setattr(incoming, name, value)
    incoming.version += 1
    incoming.save(update_fields=["status", "version", *facts])
    _keep_step(incoming, before, by, reason=facts.get("reason", ""), text=text)
    record(verb, incoming, by=by, why=facts.get("reason", ""), before=before)
    if tell is not None:
        notify(tell, Kind.INCOMING_REPLIED, incoming, by=by)
    elif incoming.partner:
        notify(incoming.partner.team(), Kind.INCOMING_ANSWERED, incoming, by=by)
    return incoming


def _seen(incoming):
    """Answering acknowledges, if nobody had."""
    return {} if incoming.acknowledged_at else {"acknowledged_at": now()}


def _keep_step(incoming, before, by, *, reason="", text=None):
    IncomingStep(
        incoming=incoming,
        data_key=incoming.data_key,
        at=now(),
        by=by,
        before=before,
        after=incoming.status,
        reason=reason,
        text=text or None,
    ).save()


def _new_code():
    year = now().strftime("%y")
    while Incoming.objects.filter(code=(code := f"I-{year}-{random_code(5)}")).exists():
        pass
    return code
