"""Maya moves to Pokhara: Sarita in Kathmandu offers her there, and Pasang answers."""

import uuid
from datetime import timedelta

import pytest

from helpdesk.core import per_request
from helpdesk.core.clock import today
from helpdesk.notices.models import Notice
from referrals import actions
from referrals.models import Handover
from tests import make

YES = {"how": "spoken", "language": "ne", "given_by": None}


@pytest.fixture
def yes():
    """Maya's yes, spoken and in Nepali, for half a year."""
    return {**YES, "until": today() + timedelta(days=180)}


@pytest.fixture
def doha(kathmandu):
    return make.make_centre("Doha desk", "DOH", country="QA", time_zone="Asia/Qatar")


@pytest.fixture
def omar(doha):
    return make.make_user("Omar Haddad", teams=[doha.officers])


@pytest.fixture
def offer(maya, case, kathmandu, pokhara, sarita, pasang, yes):
    """`offer()` hands Maya and her case over to Pokhara; facts say otherwise."""

    def offer(*cases, to=pokhara, by=sarita, consent=yes, named=None, **said):
        going = {one: named if one.restricted else None for one in cases or (case,)}
        said = {"why": "moved", "note": "She lives at the lake now.", **said}
        return actions.propose_handover(
            maya,
            by=by,
            submission_id=uuid.uuid4(),
            from_centre=kathmandu,
            to_centre=to,
            going=going,
            consent=consent,
            **said,
        )

    return offer


@pytest.fixture
def take():
    """`take(handover, pasang)` accepts it and forgets what was looked up."""

    def take(handover, by, **said):
        made = actions.accept_handover(fetch(handover), by=by, **said)
        per_request.forget()
        return made

    return take


def fetch(handover):
    """The hand-over as it stands in the database."""
    return Handover.objects.for_listing().get(pk=handover.pk)


@pytest.fixture
def told():
    """`told(kind)`: the names of those who were owed this notice."""

    def told(kind):
        rows = Notice.objects.filter(kind=kind).select_related("recipient")
        return sorted(notice.recipient.name for notice in rows)

    return told
