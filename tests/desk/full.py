"""A client and a case that hold at least one of everything that their pages show."""

import uuid

from helpdesk.cases import actions as cases
from helpdesk.clients import actions as clients
from helpdesk.contacts.sessions import actions as sessions
from helpdesk.core.clock import now
from helpdesk.desk.actions.counter import ask_access
from referrals import actions as referrals
from referrals.models import Referral
from tests import make
from tests.desk.long_way import walk
from tests.desk.merging import merge
from tests.referrals.incoming import logged


def fill(maya, kathmandu, pokhara, sarita, pasang):
    """Maya with all of it; her fullest case."""
    made, _sent = walk(maya, kathmandu, sarita)
    case = made["Seven months of wages"]
    fill_more(case, maya, kathmandu, sarita, times=1)
    make.make_step(make.make_plan(maya, sarita), sarita)
    ask_access(maya, pokhara, by=pasang, why="calls")
    return case


def fill_more(case, maya, kathmandu, sarita, times=3):
    """So many more of nearly everything."""
    for _time in range(times):
        number = str(uuid.uuid4().int)[:7]
        _of_case(case, maya, sarita, number)
        _of_client(maya, kathmandu, sarita, number)
        _sent_here(case, maya, kathmandu, sarita)


def _of_case(case, maya, sarita, number):
    new = {"by": sarita, "submission_id": uuid.uuid4()}
    cases.note(case, text="Slept badly", **new)
    cases.add_task(case, text="Call back", due_at=now(), **new)
    cases.add_need(case, client=maya, kind="legal", **new)
    make.make_file(case, sarita, content=f"Paid: {number}".encode())
    make.make_contact(case.centre, sarita, case=case, client=maya)
    make.make_help(case, sarita)
    make.make_visit(maya, sarita, case=case)
    make.make_deadline(case, sarita)
    make.make_assessment(case, sarita)
    make.make_screening(case, sarita, result="not_victim")
    party = make.make_party(case, sarita, f"Employer {number}")
    make.make_claim(case, sarita, party=party)
    cases.tag(case, by=sarita, tag=cases.make_tag(case.centre, by=sarita, name=f"Tag {number}"))
    service = Referral.objects.filter(case=case).first().service
    referrals.signpost(service, centre=case.centre, client=maya, case=case, **new)


def _of_client(maya, kathmandu, sarita, number):
    clients.add_phone(maya, by=sarita, number=f"984{number}")
    clients.add_document(maya, by=sarita, kind="passport", number=f"PA{number}")
    make.make_file(maya, sarita, content=f"Hers: {number}".encode())
    sister = make.make_client(kathmandu, sarita, "Sita Tamang")
    make.make_relation(maya, sarita, other=sister)
    make.make_relation(sister, sarita, other=maya)
    sessions.enrol(make.make_session(kathmandu, sarita), maya, by=sarita)
    merge(maya, make.make_client(kathmandu, sarita, "Maya Tamang"), sarita)


def _sent_here(case, maya, kathmandu, sarita):
    incoming = referrals.accept_incoming(logged(kathmandu, sarita), by=sarita)
    referrals.tie_incoming(incoming, by=sarita, client=maya, case=case)
