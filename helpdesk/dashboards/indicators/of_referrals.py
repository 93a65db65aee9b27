"""Indicators of referrals: of those sent in the period, what became of them to this day."""

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from referrals.models import Consent, Feedback, Referral, Step

from .indicator import Indicator

Status = Referral.Status


def _stepped(status):
    reached = Step.objects.filter(referral=OuterRef("pk"), kind="", after=status)
    return lambda asked: asked.during("sent_at") & Q(Exists(reached))


def _sent(condition=None):
    return lambda asked: asked.during("sent_at") & (condition or Q())


def _heard(**said):
    return _sent(Q(Exists(Feedback.objects.filter(referral=OuterRef("pk"), **said))))


REFERRALS = [
    Indicator(
        "referrals_sent",
        "referrals",
        "referrals",
        _("Referrals sent"),
        _(
            "Referrals sent to partners in the period, each to one service. One that replaces "
            "another counts too."
        ),
        _sent(),
    ),
    Indicator(
        "referrals_acknowledged",
        "referrals",
        "referrals",
        _("… acknowledged"),
        _("Of the referrals sent in the period: the partner said that it has it, to this day."),
        _sent(Q(acknowledged_at__isnull=False)),
        of="referrals_sent",
    ),
    Indicator(
        "referrals_accepted",
        "referrals",
        "referrals",
        _("… accepted"),
        _("Of the referrals sent in the period: accepted by the partner at any time, to this day."),
        _stepped(Status.ACCEPTED),
        of="referrals_sent",
    ),
    Indicator(
        "referrals_declined",
        "referrals",
        "referrals",
        _("… declined"),
        _("Of the referrals sent in the period: declined by the partner."),
        _sent(Q(status=Status.DECLINED)),
        of="referrals_sent",
    ),
    Indicator(
        "referrals_waitlisted",
        "referrals",
        "referrals",
        _("… put on a waiting list"),
        _("Of the referrals sent in the period: put on the partner’s waiting list at any time."),
        _stepped(Status.WAITLISTED),
        of="referrals_sent",
    ),
    Indicator(
        "referrals_no_response",
        "referrals",
        "referrals",
        _("… without any answer"),
        _("Of the referrals sent in the period: ended because the partner did not answer."),
        _sent(Q(status=Status.NO_RESPONSE)),
        of="referrals_sent",
    ),
    Indicator(
        "referrals_completed",
        "referrals",
        "referrals",
        _("… completed"),
        _(
            "Of the referrals sent in the period: the partner reported help in full, in part or "
            "as advice."
        ),
        _sent(Q(status__in=[Status.COMPLETED, Status.CLOSED]) & ~Q(outcome="")),
        of="referrals_sent",
    ),
    Indicator(
        "referrals_own_word",
        "referrals",
        "referrals",
        _("… on the client’s own consent"),
        _(
            "Of the referrals sent in the period: sent on the consent of the client or of who may "
            "act for the client, not on a duty or a vital interest."
        ),
        _sent(~Q(consent__how=Consent.How.OVERRIDE)),
        of="referrals_sent",
    ),
    Indicator(
        "referrals_heard",
        "referrals",
        "referrals",
        _("Referrals with a word on the result"),
        _(
            "Of the referrals sent in the period: the client, the family or the desk said whether "
            "the partner’s help was of use."
        ),
        _heard(),
        of="referrals_sent",
    ),
    Indicator(
        "referrals_helped",
        "referrals",
        "referrals",
        _("… it helped, fully or partly"),
        _(
            "Of the referrals with a word on the result: it was said to have helped fully or "
            "partly."
        ),
        _heard(helped__in=["fully", "partly"]),
        of="referrals_heard",
    ),
    Indicator(
        "referrals_satisfied",
        "referrals",
        "referrals",
        _("… the client was satisfied"),
        _("Of the referrals with a word on the result: the client was satisfied."),
        _heard(satisfied="yes"),
        of="referrals_heard",
    ),
    Indicator(
        "days_to_acknowledge",
        "referrals",
        "referrals",
        _("Days until the partner has it"),
        _(
            "Of the referrals sent in the period: calendar days from sending to the partner’s "
            "acknowledgement."
        ),
        _sent(Q(acknowledged_at__isnull=False)),
        days=("sent_at", "acknowledged_at"),
    ),
    Indicator(
        "days_to_decide",
        "referrals",
        "referrals",
        _("Days until the partner’s decision"),
        _("Of the referrals sent in the period: calendar days from sending to yes or no."),
        _sent(Q(decided_at__isnull=False)),
        days=("sent_at", "decided_at"),
    ),
]
