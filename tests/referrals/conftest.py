"""Maya's wage claim: Himal has an agreement with Kathmandu, and Sarita refers her there."""

import uuid
from datetime import timedelta

import pytest

from helpdesk.core import per_request
from helpdesk.core.clock import at, today
from helpdesk.notices.models import Notice
from referrals import actions
from referrals.models import Referral
from tests import make

from .paths import BY, LEGAL, SAID


@pytest.fixture
def agreement(himal, kathmandu):
    return make.make_agreement(himal, kathmandu)


@pytest.fixture
def desk(himal, agreement):
    """The service: Himal's wage claims desk."""
    return make.make_service(himal, name="Wage claims desk")


@pytest.fixture
def asha(kathmandu):
    """Another partner, with an agreement and a service of the same kind."""
    partner = make.make_partner("Asha Counselling House")
    make.make_agreement(partner, kathmandu)
    make.make_service(partner, name="Legal evening")
    return partner


@pytest.fixture
def rita(asha):
    return make.make_user("Rita Shakya", teams=[asha.staff])


@pytest.fixture
def draft(desk):
    """`draft(case, sarita)` prepares a referral of the case's person to the wage claims desk."""

    def draft(case, by, service=desk, client=None, **facts):
        facts = {"asks_for": "Seven months of wages unpaid.", "urgency": "normal", **facts}
        client = client or case.people.select_related("client__data_key").first().client
        return actions.draft(
            case, by=by, submission_id=uuid.uuid4(), client=client, service=service, **facts
        )

    return draft


@pytest.fixture
def send(draft):
    """`send(case, sarita)` drafts, has the client agree, and sends."""

    def send(case, by, **facts):
        return actions.agree_and_send(draft(case, by, **facts), by=by, **YES())

    return send


def YES(**facts):
    """The client's yes, spoken and in Nepali, for half a year."""
    return {"how": "spoken", "language": "ne", "until": today() + timedelta(days=180), **facts}


@pytest.fixture
def draft_referral(draft, case, sarita):
    return draft(case, sarita)


@pytest.fixture
def sent_referral(send, case, sarita, roshan):
    return send(case, sarita)


@pytest.fixture
def in_status(send, draft, case, sarita, roshan):
    """`in_status("accepted")` is Maya's referral, led there by the acts of those whose they are."""

    def in_status(status):
        referral = draft(case, sarita) if status in ("draft", "discarded") else send(case, sarita)
        for verb in LEGAL[status]:
            referral = act(referral, verb, sarita=sarita, roshan=roshan)
        assert referral.status == status
        return fetch(referral)

    return in_status


def act(referral, verb, *, sarita, roshan):
    """One act by whoever may, with plausible words."""
    per_request.forget()
    if verb == "expire":
        long_ago = referral.sent_at - timedelta(days=30)  # the whole ladder lies behind it
        Referral.objects.filter(pk=referral.pk).update(
            due_at=long_ago, rung=Referral.Rung.SUPERVISOR, next_rung_at=long_ago
        )
        actions.expire()
        return fetch(referral)
    if verb == "withdraw_consent":
        actions.withdraw_consent(referral.consent, by=sarita)
        return fetch(referral)
    return getattr(actions, verb)(
        referral, by={"sarita": sarita, "roshan": roshan}[BY[verb]], **SAID.get(verb, {})
    )


def time_goes_on(referral):
    """The clock looks at each moment at which something is due, until nothing is.

    Returns the moments, as (when, rung after it).
    """
    seen = []
    while (referral := fetch(referral)).is_live:
        at_ = referral.due_at if referral.rung is None else referral.next_rung_at
        if at_ is None:
            break
        with at(at_ + timedelta(seconds=1)):
            actions.expire()
        seen.append((at_, fetch(referral).rung))
    return seen


def fetch(referral):
    """The referral as it stands in the database."""
    return (
        Referral.objects.for_listing()
        .select_related("consent", "packet__data_key")
        .get(pk=referral.pk)
    )


@pytest.fixture
def told():
    """`told()`: who was owed which notice since the last call, as (name, kind)."""
    seen = set()

    def told():
        fresh = Notice.objects.exclude(pk__in=seen).select_related("recipient").order_by("pk")
        rows = [(notice.recipient.name, notice.kind) for notice in fresh]
        seen.update(fresh.values_list("pk", flat=True))
        return rows

    return told
