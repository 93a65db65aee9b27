"""The desk's moves after sending."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from helpdesk.core.clock import now
from helpdesk.core.refusal import Refused
from helpdesk.notices.models import Notice

from ..models import Consent, Feedback, Referral
from .hearing import keep_feedback
from .moving import Status, locked, move, need_words
from .timing import resumed, to_report

Kind = Notice.Kind


@transaction.atomic
def answer(referral, *, by, text):
    """The desk answers the partner's question; the partner's clock runs on with what was left."""
    referral = locked(referral, "answer", by)
    return _tell_partner(
        referral,
        Status.ACKNOWLEDGED,
        "answered",
        Kind.QUESTION_ANSWERED,
        by,
        text=text,
        **resumed(referral),
    )


@transaction.atomic
def withdraw(referral, *, by, reason, text=None):
    """The desk takes the referral back; the partner's sight ends at once."""
    referral = locked(referral, "withdraw", by)
    need_words(reason, text)
    return _tell_partner(
        referral,
        Status.WITHDRAWN,
        "withdrawn",
        Kind.REFERRAL_WITHDRAWN,
        by,
        reason=reason,
        text=text,
    )


@transaction.atomic
def confirm(referral, *, by, text=None, **said):
    """The client or the desk confirms what the partner reported: the referral is closed.

    `said`: by whom, reached, helped, satisfied; then `text` is their remark. A need is met unless
    they say that nothing helped.
    """
    referral = locked(referral, "confirm", by)
    if said := keep_feedback(referral, by=by, remark=text, **said):
        text = None
    no_help = said and said.helped == Feedback.Helped.NO
    if referral.need_id and referral.status == Status.COMPLETED and not no_help:
        referral.need.met_at = now()
        referral.need.save(update_fields=["met_at"])
    return _tell_partner(
        referral, Status.CLOSED, "closed", Kind.REFERRAL_CLOSED, by, text=text, closed_at=now()
    )


@transaction.atomic
def dispute(referral, *, by, text, **said):
    """The client says otherwise: it is not done, and the partner goes on with `text`."""
    referral = locked(referral, "dispute", by)
    _check_may_go_on(referral)
    keep_feedback(referral, by=by, **said)
    try:
        with transaction.atomic():
            return _tell_partner(
                referral,
                Status.IN_PROGRESS,
                "disputed",
                Kind.REFERRAL_REOPENED,
                by,
                text=text,
                reported_at=None,
                **to_report(referral),
            )
    except IntegrityError:  # a twin was sent at this moment
        raise Refused(_IS_ASKED_ANEW) from None


def _check_may_go_on(referral):
    """Refuse to give back what the partner would not see, or what was sent anew meanwhile."""
    if not Consent.objects.live().filter(pk=referral.consent_id).exists():
        raise Refused(
            _(
                "The client’s consent no longer holds, so the partner cannot go on. Close this "
                "one; for help that is still needed ask the client, and refer again."
            )
        )
    if not Referral.objects.with_cover().filter(pk=referral.pk).exists():
        raise Refused(
            _(
                "No agreement with %(partner)s is in force, so it cannot go on. Close this one, "
                "and ask someone else."
            )
            % {"partner": referral.partner}
        )
    if Referral.objects.live().filter(client=referral.client, service=referral.service).exists():
        raise Refused(_IS_ASKED_ANEW)


_IS_ASKED_ANEW = _(
    "Another referral of this client to the same service is under way. Close this one: "
    "what is missing goes on there."
)


@transaction.atomic
def enter_in_error(referral, *, by, text):
    """It should never have been sent; the reason stays."""
    referral = locked(referral, "enter_in_error", by)
    return _tell_partner(
        referral,
        Status.ENTERED_IN_ERROR,
        "entered_in_error",
        Kind.REFERRAL_WITHDRAWN,
        by,
        text=text,
    )


def _tell_partner(referral, status, verb, notice, by, **facts):
    return move(referral, status, verb, by=by, tell=referral.partner.team(), notice=notice, **facts)
