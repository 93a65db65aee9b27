import uuid

import pytest
from django.db import transaction
from guardian.shortcuts import assign_perm

from helpdesk.access.models import User
from helpdesk.audit.trail import record
from helpdesk.core import per_request
from helpdesk.core.clock import now, today
from referrals.models import Consent, Referral
from tests import make
from tests.desk.merging import fill


@pytest.fixture
def cast(browse, sarita, dipesh, pasang, bimala, nirmala, anil, roshan, stranger):
    """One browser for each of the cast, and `visitor` for someone who is not logged in."""
    people = {
        "sarita": sarita,
        "dipesh": dipesh,
        "pasang": pasang,
        "bimala": bimala,
        "nirmala": nirmala,
        "anil": anil,
        "roshan": roshan,
        "stranger": stranger,
        "visitor": None,
    }
    return {name: browse(person) for name, person in people.items()}


@pytest.fixture
def officer(browse, sarita):
    """Sarita's browser."""
    return browse(sarita)


@pytest.fixture
def secret(maya, sarita, kathmandu):
    """A restricted case of Maya's, shared with Sarita by name and with nobody else."""
    case = make.make_case(
        maya, sarita, title="Threatened by the agent", officer=sarita, restricted=True
    )
    assign_perm("cases.view_case", sarita, case)
    per_request.forget()
    return case


@pytest.fixture
def refer(himal, kathmandu, sarita):
    """`refer(case, status=…)` makes a referral in that state, as its app would leave it."""
    make.make_agreement(himal, kathmandu)

    @transaction.atomic
    def refer(case, status="sent", due_at=None, service="Wage claims desk"):
        client = case.people.get().client
        consent = Consent(
            client=client,
            data_key=client.data_key,
            partner=himal,
            purpose="legal",
            categories=["identity"],
            how="spoken",
            language="ne",
            until=today(),
            by=sarita,
        )
        consent.save()
        referral = Referral(
            code=f"R-26-{uuid.uuid4().hex[:6].upper()}",
            client=client,
            data_key=client.data_key,
            case=case,
            centre=case.centre,
            officer=sarita,
            service=make.make_service(himal, name=service),
            partner=himal,
            consent=consent,
            status=status,
            asks_for="Wages",
            sent_at=now(),
            due_at=due_at,
        )
        referral.save()
        record("sent", referral, by=User.objects.system("setup"))
        return referral

    return refer


@pytest.fixture
def fresh():
    """`fresh(row)` is the row as it stands now, with its key."""
    return lambda row: type(row)._base_manager.select_related("data_key").get(pk=row.pk)


@pytest.fixture
def desk(himal, kathmandu, pokhara, roshan):
    """A service that both centres may refer to."""
    make.make_agreement(himal, kathmandu)
    make.make_agreement(himal, pokhara)
    return make.make_service(himal)


@pytest.fixture
def maia(kathmandu, sarita):
    """Maya again: registered a second time, with another spelling and more facts."""
    return make.make_client(
        kathmandu,
        sarita,
        "Maia Tamang",
        birth={"text": "1990", "date": "1990", "year": 1990, "precision": "year"},
        address="Behind the school",
        needs_interpreter=True,
    )


@pytest.fixture
def two(maya, maia, sarita, desk, himal):
    """Both with one of everything."""
    fill(maya, sarita, desk)
    fill(maia, sarita, make.make_service(himal, name="Another desk"), title="Passport taken")
    return maya, maia
