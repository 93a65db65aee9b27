"""A client and a case that hold at least one of everything their pages show."""

import uuid
from datetime import timedelta

from helpdesk.cases import actions as cases
from helpdesk.clients import actions as clients
from helpdesk.contacts.sessions import actions as sessions
from helpdesk.core.clock import now, today
from helpdesk.desk.actions.counter import ask_access
from referrals import actions as referrals
from tests import make
from tests.desk.long_way import walk
from tests.desk.merging import merge

MATTER = "Seven months of wages"


def fill(maya, kathmandu, pokhara, sarita, pasang):
    """Maya with all of it; her fullest case."""
    made, sent = walk(maya, kathmandu, sarita)
    case = made[MATTER]
    of_case(case, maya, sarita, sent)
    of_client(maya, kathmandu, pokhara, sarita, pasang)
    return case


def of_case(case, maya, sarita, sent, times=1):
    centre = case.centre
    service = sent["Himal Law Clinic"].service
    for n in range(times):
        new = {"by": sarita, "submission_id": uuid.uuid4()}
        cases.note(case, text=f"Note {n}", **new)
        cases.add_task(case, text=f"Task {n}", due_at=now(), **new)
        cases.add_need(case, client=maya, kind="legal", **new)
        make.make_file(case, sarita, content=f"Paid: {n}".encode())
        make.make_contact(centre, sarita, case=case, client=maya)
        make.make_help(case, sarita)
        make.make_visit(maya, sarita, case=case, at=make.tomorrow(days=3 + n))
        make.make_deadline(case, sarita, days=30 + n)
        make.make_assessment(case, sarita)
        make.make_screening(case, sarita, result="not_victim")
        make.make_party(case, sarita, f"Employer {n}")
        make.make_claim(case, sarita)
        tag = cases.make_tag(centre, by=sarita, name=f"Tag {n}")
        cases.tag(case, by=sarita, tag=tag)
        about = {"centre": centre, "client": maya, "case": case}
        referrals.signpost(service, by=sarita, submission_id=uuid.uuid4(), **about)


def of_client(maya, kathmandu, pokhara, sarita, pasang, times=1, start=0):
    for n in range(start, start + times):
        clients.add_phone(maya, by=sarita, number=f"98415523{n:02}")
        clients.add_document(maya, by=sarita, kind="passport", number=f"PA{n}0000")
        make.make_file(maya, sarita, content=f"Hers: {n}".encode())
        sister = make.make_client(kathmandu, sarita, f"Sister {n}")
        make.make_relation(maya, sarita, other=sister)
        make.make_relation(sister, sarita, other=maya)
        session = make.make_session(kathmandu, sarita)
        sessions.enrol(session, maya, by=sarita)
        merge(maya, make.make_client(kathmandu, sarita, f"Maya {n}"), sarita)
        maya.refresh_from_db()
    if not start:
        plan = make.make_plan(maya, sarita)
        make.make_step(plan, sarita)
        ask_access(maya, pokhara, by=pasang, why="came")
