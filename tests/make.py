"""Makers of test people and things. Each goes through the product's own actions."""

import itertools
import uuid
from datetime import timedelta
from decimal import Decimal
from functools import cache
from zoneinfo import ZoneInfo

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from django.db import transaction

from helpdesk.access import actions as access
from helpdesk.access.models import Centre, User
from helpdesk.audit.trail import record
from helpdesk.cases import actions as cases
from helpdesk.clients import actions as clients
from helpdesk.clients import relating
from helpdesk.contacts import actions as contacts
from helpdesk.contacts.appointments import actions as appointing
from helpdesk.contacts.sessions import actions as sessions
from helpdesk.core.clock import now, today
from helpdesk.core.files import checked

PASSWORD = "correct-horse-battery"
_numbers = itertools.count(1)


@cache
def _hashed(password):
    """Argon2 is slow on purpose: once for all test people."""
    return make_password(password)


@transaction.atomic
def make_user(name="Someone", *, teams=(), email=None):
    """Someone who may log in with PASSWORD, in these teams."""
    user = User(name=name, email=email or f"person{next(_numbers)}@desk.test")
    user.password = _hashed(PASSWORD)
    user.save()
    record("invited", user, by=user)
    user.groups.add(*teams)
    return user


def make_centre(name="Kathmandu centre", code="KTM", *, parent=None, country="NP", **facts):
    """A centre, opened by the system's own user; below `parent` by its administrator."""
    root = Centre.objects.filter(depth=1).first()
    by = _administrator_of(root) if root else User.objects.system("setup")
    if root and parent is None:
        return access.open_centre(
            by=by, parent=root, name=name, code=code, country=country, **facts
        )
    return access.open_centre(by=by, parent=parent, name=name, code=code, country=country, **facts)


def _administrator_of(centre):
    return centre.administrators.user_set.first() or make_user(
        "Root administrator", teams=[centre.administrators]
    )


def a_file(content=b"Paid in full: nothing.", name="receipt.txt"):
    """A file as the desk has looked into it."""
    return checked(content, name)


def make_file(owner, by, *, content=b"Paid in full: nothing.", name="receipt.txt", **facts):
    """A file of a case or a client; a text unless said otherwise."""
    facts = {"kind": "payslip", "submission_id": uuid.uuid4(), **facts}
    return cases.add_files(owner, by=by, files=[a_file(content, name)], **facts)[0]


def make_client(centre, by, name="Maya Kumari Tamang", **facts):
    """A registered client of the centre."""
    return clients.register(
        centre, by=by, submission_id=uuid.uuid4(), **{"name": name, "sex": "female", **facts}
    )


def make_fee(journey, by, **facts):
    """A payment for a journey."""
    paid = {"kind": "agent", "amount": Decimal(180_000), "currency": "NPR", "receipt": "none"}
    return clients.add_fee(journey, by=by, submission_id=uuid.uuid4(), **{**paid, **facts})


def make_journey(client, by, stage="return", **facts):
    """A journey in that stage."""
    return clients.add_journey(client, by=by, submission_id=uuid.uuid4(), stage=stage, **facts)


def make_plan(client, by, goals=(("business", "A small kitchen"),), **facts):
    """A plan in use, with one goal and not agreed yet."""
    facts = {"kind": "reintegration", "officer": by, **facts}
    return clients.draw_up_plan(client, by=by, submission_id=uuid.uuid4(), goals=goals, **facts)


def make_step(plan, by, text="Look at the room near the bus stop", **facts):
    """A step of the plan, the client's own."""
    facts = {"owner": "client", **facts}
    return clients.add_step(plan, by=by, submission_id=uuid.uuid4(), text=text, **facts)


def make_skill(client, by, text="Cooks for twenty people", **facts):
    """Something that the client can do."""
    return clients.add_skill(client, by=by, submission_id=uuid.uuid4(), text=text, **facts)


def make_prospects(client, by, **facts):
    """What the client saved, as told today."""
    facts = {"savings": Decimal(50_000), "savings_currency": "NPR", **facts}
    return clients.add_prospects(client, by=by, submission_id=uuid.uuid4(), **facts)


def make_relation(client, by, kind="sibling", **facts):
    """Someone who belongs to the client."""
    return relating.add_relation(
        client, by=by, submission_id=uuid.uuid4(), kind=kind, **{"name": "Hari Tamang", **facts}
    )


def make_case(client, by, *, centre=None, title="Unpaid wages", **facts):
    """An open case of the client."""
    return cases.open(
        client,
        centre or client.centre,
        by=by,
        submission_id=uuid.uuid4(),
        **{"title": title, "category": "B1", "stage": "return", **facts},
    )


def make_party(case, by, name="Gulf Star Cleaning", *, role="employer", **facts):
    """A new party with a role in the case."""
    facts = {"kind": "employer", **facts}
    return cases.make_party(case, by=by, submission_id=uuid.uuid4(), name=name, role=role, **facts)


def make_claim(case, by, **facts):
    """A claim of the case's first person."""
    facts = {"kind": "wages", "currency": "QAR", "claimed": Decimal(9000), **facts}
    client = facts.pop("client", None) or case.people.first().client
    return cases.add_claim(case, by=by, submission_id=uuid.uuid4(), client=client, **facts)


def make_deadline(case, by, days=60, text="Lodge the welfare claim", **facts):
    """A last day, so many days from now."""
    facts = {"due_on": today() + timedelta(days=days), **facts}
    return cases.add_deadline(case, by=by, submission_id=uuid.uuid4(), text=text, **facts)


def make_assessment(case, by, client=None, judgement="high", risks=("i_danger",), **facts):
    """What endangers and protects a person of the case, as of today."""
    facts = {"strengths": ["h_backing"], "words": {}, "happened_on": today(), **facts}
    return cases.assess(
        case,
        by=by,
        submission_id=uuid.uuid4(),
        client=client or case.people.first().client,
        judgement=judgement,
        risks=list(risks),
        **facts,
    )


def make_screening(case, by, client=None, result="possible", people=(), **facts):
    """Whether a person of the case may be a victim of trafficking: possible unless said so."""
    facts = {"indicators": ["m_papers"], "reasons": "He keeps her passport", **facts}
    facts = {"decided_by": "centre", "decider": None, "decided_on": today(), **facts}
    return cases.screen(
        case,
        by=by,
        submission_id=uuid.uuid4(),
        client=client or case.people.first().client,
        result=result,
        people=list(people),
        **facts,
    )


def make_rule(by, **facts):
    """A rule in force: a year from the incident, in Nepal."""
    usual = {"country": "NP", "kind": "wages", "counts_from": "incident", "unit": "years"}
    usual |= {"length": 1, "source": "The labour act", "active": True}
    return cases.add_rule(by=by, submission_id=uuid.uuid4(), **{**usual, **facts})


def make_contact(centre, by, **facts):
    """A contact of today; anonymous unless told otherwise."""
    return contacts.log(
        centre,
        by=by,
        submission_id=uuid.uuid4(),
        **{"topics": ["J"], "happened_on": today(), **facts},
    )


def make_help(about, by, kind="counselling", **facts):
    """Help that the centre gave at a contact or on a case."""
    return contacts.give_help(about, by=by, submission_id=uuid.uuid4(), kind=kind, **facts)


def make_partner(name="Himal Law Clinic", *, country="NP", **facts):
    """A partner with its two teams."""
    from services import actions as services

    by = _administrator_of(Centre.objects.filter(depth=1).first())
    facts = {"time_zone": "UTC", **facts}  # as if nobody had set one
    return services.make_partner(by=by, name=name, country=country, **facts)


def make_service(partner, kind="legal", name="Wage claims desk", **facts):
    """A service that the partner offers."""
    from services import actions as services

    by = _administrator_of(Centre.objects.filter(depth=1).first())
    return services.make_service(partner, by=by, kind=kind, name=name, **facts)


def make_agreement(partner, centre, kinds=("legal",), **facts):
    """A signed agreement, in force since a month."""
    from services import actions as services

    by = _administrator_of(Centre.objects.get_root(centre))
    facts = {
        "starts_on": today() - timedelta(days=30),
        "ends_on": today() + timedelta(days=365),
        **facts,
    }
    agreement = services.make_agreement(partner, centre, by=by, kinds=list(kinds), **facts)
    return services.sign(agreement, by=by)


def team(group_id):
    """A team by its id."""
    return Group.objects.get(pk=group_id)


def tomorrow(hour=10, days=1, zone="Asia/Kathmandu"):
    """That hour of a day to come, where the centre is."""
    there = now().astimezone(ZoneInfo(zone)) + timedelta(days=days)
    return there.replace(hour=hour, minute=0, second=0, microsecond=0)


def make_visit(client, by, *, centre=None, **facts):
    """An appointment with the centre's own people, the day after tomorrow."""
    return appointing.appoint(
        client,
        centre or client.centre,
        by=by,
        submission_id=uuid.uuid4(),
        **{"at": tomorrow(days=2), **facts},
    )


def make_session(centre, by, **facts):
    """A session of tomorrow, from 10 to 12."""
    usual = {"kind": "orientation", "topic": "Before you go to Qatar"}
    usual |= {"starts_at": tomorrow(10), "ends_at": tomorrow(12)}
    return sessions.set_up(centre, by=by, submission_id=uuid.uuid4(), **{**usual, **facts})
