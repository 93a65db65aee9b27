"""A world with one thing of each kind and one person of each role: for tests of every page."""

import uuid
from datetime import timedelta
from decimal import Decimal
from types import SimpleNamespace

from django.db import transaction
from django.test.utils import override_settings

from helpdesk.access import actions as access
from helpdesk.cases import actions as cases
from helpdesk.clients import actions as clients
from helpdesk.clients.spelling import add_spellings
from helpdesk.contacts.sessions import actions as sessions
from helpdesk.core import clock
from helpdesk.core.clock import now, today
from helpdesk.dashboards.reports import actions as reports
from helpdesk.dashboards.reports import steps
from helpdesk.desk import actions as desk
from helpdesk.desk import exporting
from helpdesk.desk.importing import actions as importing
from helpdesk.jobs import running
from helpdesk.jobs.draft_actions import keep
from helpdesk.jobs.filter_actions import save_filter
from helpdesk.jobs.models import Job
from helpdesk.notices.actions import notify
from helpdesk.notices.models import Notice
from referrals import actions as referrals
from services import actions as services
from tests import make


def make_world():
    """One thing of each kind, and one person of each role."""
    centre = make.make_centre("Kathmandu desk", "KDK")
    other_centre = make.make_centre("Pokhara desk", "PDK", parent=centre)
    partner, other_partner = make.make_partner(), make.make_partner("Other partner")
    teams = {
        "disabled": centre.officers,
        "officer": centre.officers,
        "other_officer": other_centre.officers,
        "supervisor": centre.supervisors,
        "partner": partner.staff,
        "other_partner": other_partner.staff,
        "dpo": centre.protectors,
        "administrator": centre.administrators,
    }
    people = {
        role: make.make_user(role.replace("_", " ").capitalize(), teams=[team])
        for role, team in teams.items()
    }
    client = make.make_client(centre, people["officer"])
    case = make.make_case(client, people["officer"], officer=people["officer"])
    world = SimpleNamespace(
        centre=centre,
        other_centre=other_centre,
        partner=partner,
        other_partner=other_partner,
        people=people,
        client=client,
        case=case,
        journey=make.make_journey(client, people["officer"]),
        service=make.make_service(partner),
        agreement=make.make_agreement(partner, centre),
        phone=clients.add_phone(client, by=people["officer"], number="+9779841000001"),
        document=clients.add_document(client, by=people["officer"], kind="passport"),
        relation=make.make_relation(client, people["officer"]),
        task=cases.add_task(
            case, by=people["officer"], submission_id=uuid.uuid4(), text="Call", due_at=now()
        ),
        location=services.make_location(
            partner, by=people["administrator"], name="Office", address="Thapathali"
        ),
        focal=services.name_contact(
            partner, by=people["administrator"], role="focal", name="Mina Lama", phone="01-555 0100"
        ),
        fresh_agreement=services.make_agreement(
            partner,
            other_centre,
            by=people["administrator"],
            kinds=["legal"],
            starts_on=today(),
            ends_on=None,
        ),
    )
    services.attach_scan(world.agreement, by=people["administrator"], content=b"%PDF-1.7")
    world.suspended_agreement = services.suspend(
        make.make_agreement(make.make_partner("Resting partner"), centre),
        by=people["administrator"],
        why="Moves house",
    )
    administrator = people["administrator"]
    world.tie = services.tie(world.service, world.location, by=administrator)
    world.term = services.make_term(
        services.make_taxonomy(by=administrator, name="Terms"), by=administrator, name="A term"
    )
    world.cost = services.make_cost(world.service, by=administrator, option="Fee")
    world.accessibility = services.make_accessibility(
        world.location, by=administrator, description="No steps"
    )
    money_and_days(world)
    world.fee = make.make_fee(world.journey, people["officer"])
    make_a_plan(world)
    world.contact = make.make_contact(centre, people["officer"], name="Ram")
    world.help_given = make.make_help(world.contact, people["officer"])
    expect(world)
    sort_the_case(world)
    world.file = make.make_file(case, people["officer"])
    world.twin = make.make_client(centre, people["officer"], "Maya Tamang")
    world.merge = merge(
        make.make_client(centre, people["officer"], "Sita Thapa"),
        make.make_client(centre, people["officer"], "Seeta Thapa"),
        people["officer"],
    )
    keep_secret(world)
    world.asked = desk.ask_access(client, other_centre, by=people["other_officer"], why="calls")
    world.draft = make_draft(world, world.service)
    world.referral = send(world, make_draft(world, make.make_service(partner, name="Another desk")))
    world.accepted = send(world, make_draft(world, make.make_service(partner, name="Third desk")))
    referrals.accept(world.accepted, by=people["partner"])
    world.appointment = referrals.make_appointment(
        world.accepted,
        by=people["partner"],
        submission_id=uuid.uuid4(),
        at=now() + timedelta(days=2),
        place="Office",
    )
    world.incoming = referrals.refer_in(
        partner,
        centre,
        by=people["partner"],
        submission_id=uuid.uuid4(),
        name="Binod",
        kind="legal",
        asks_for="Wages",
        urgency="normal",
        consent="spoken",
    )
    world.signpost = referrals.signpost(
        world.service,
        by=people["officer"],
        submission_id=uuid.uuid4(),
        centre=centre,
        client=client,
        case=case,
    )
    world.signed, world.on_paper = sign(world), sign(world)
    referrals.attach_paper(world.on_paper, by=people["officer"], content=b"%PDF-1.7 signed")
    world.spellings = add_spellings(
        by=people["administrator"], submission_id=uuid.uuid4(), spellings="Diallo, Jaló"
    )
    world.failed_notice = make_failed_notice(world)
    world.handover = hand_over(world)
    world.batch = make_batch(world)
    world.export = make_export(world)
    world.job = exporting.job_of(world.export)
    make_reports(world)
    review_a_case(world)
    ask_to_close(world)
    return world


def ask_to_close(world):
    """The officer wants to close a case, and a supervisor is to approve it."""
    officer, administrator = world.people["officer"], world.people["administrator"]
    client = make.make_client(world.centre, officer, "Dawa Lama")
    case = make.make_case(client, officer, officer=officer, title="Almost over")
    access.change_centre(world.centre, by=administrator, version=1, closing_approved=True)
    cases.close(case, by=officer, outcomes={client.pk: "fully"})
    world.closing = case.closing_requests.get()


def review_a_case(world):
    """A closed case of the officer's was drawn and judged, and waits for an answer."""
    officer, by = world.people["officer"], world.people["supervisor"]
    client = make.make_client(world.centre, officer, "Nima Sherpa")
    closed = make.make_case(client, officer, officer=officer, title="A closed matter")
    cases.close(closed, by=officer, outcomes={client.pk: "fully"})
    day = today()
    world.review = cases.draw_review(
        world.centre, by=by, submission_id=uuid.uuid4(), size=1, since=day, until=day
    )
    verdicts = dict.fromkeys(world.review.points, "yes")
    world.reviewed = cases.judge_case(
        world.review.cases.get(), by=by, version=1, verdicts=verdicts, comment="Well done"
    )


def make_reports(world):
    """The supervisor's report, which the administrator reads, its template, and open statistics."""
    by, administrator = world.people["supervisor"], world.people["administrator"]
    what = {"name": "Quarterly", "indicators": ["contacts", "cases_opened"], "splits": ["sex"]}
    what |= {"readers": [administrator], "centre": world.centre}
    world.report_template = reports.save_template(by=by, period="last_month", **what)
    period = reports.period_of("this_month", world.centre)
    world.report = reports.make_report(by=by, submission_id=uuid.uuid4(), period=period, **what)
    world.open_set = reports.publish(
        by=administrator, submission_id=uuid.uuid4(), period=period, centres=[world.centre]
    )
    few = {"indicators": what["indicators"], "splits": what["splits"]}  # a world is quickly made
    type(world.open_set).objects.filter(pk=world.open_set.pk).update(**few)
    for report in (world.report, world.open_set):
        count_at_once(report)


def count_at_once(report):
    """What the worker would do, without waiting for one."""
    job = Job.objects.get(kind=steps.KIND, about=report.pk)
    with override_settings(JOB_PAUSE=0, JOB_SECONDS=600):
        running.run(job.pk, job.alive_at.isoformat())
    job.refresh_from_db()
    assert job.status == Job.Status.DONE, job.failure


def sort_the_case(world):
    """The case has a tag and is snoozed; a list is shared, and a form is half filled in."""
    officer = world.people["officer"]
    world.tag = cases.make_tag(world.centre, by=officer, name="Airport group")
    cases.tag(world.case, by=officer, tag=world.tag)
    cases.snooze(world.case, by=officer, until=today() + timedelta(days=3))
    world.saved_filter = save_filter("list=team", by=officer, name="Ours", centre=world.centre)
    world.typed_draft = keep(
        "/clients/register/", {"name": ["Sita"]}, by=officer, title="Register a client"
    )


def expect(world):
    """The client is expected the day after tomorrow; a session was held, and she came."""
    officer = world.people["officer"]
    world.visit = make.make_visit(world.client, officer, case=world.case)
    world.session = make.make_session(world.centre, officer)
    world.enrolled = sessions.enrol(world.session, world.client, by=officer)
    world.held = make.make_session(world.centre, officer)
    world.came = sessions.enrol(world.held, world.client, by=officer)
    with clock.at(world.held.starts_at):
        sessions.take_attendance(
            world.held,
            by=officer,
            version=1,
            asked={world.came.pk},
            present={world.came.pk},
            heads={("female", ""): 12},
        )


def keep_secret(world):
    """A case that only the officer and the supervisor see; a colleague opened it in an emergency.

    Its person was assessed, and screened as a possible victim of trafficking.
    """
    officer, supervisor = world.people["officer"], world.people["supervisor"]
    new = {"by": officer, "client": world.client}
    world.secret = make.make_case(world.client, officer, officer=officer, title="A secret")
    make.make_assessment(world.secret, **new)
    make.make_screening(world.secret, people=[supervisor], **new)
    world.glass = cases.break_glass(
        world.secret.code,
        by=make.make_user("Colleague", teams=[world.centre.officers]),
        submission_id=uuid.uuid4(),
        ground="danger",
        reason="She called from the bus station",
    )


def money_and_days(world):
    """An employer, a claim against it, a deadline and an assessment of the case; a rule."""
    officer = world.people["officer"]
    new = {"by": officer, "submission_id": uuid.uuid4()}
    world.party = cases.make_party(
        world.case, role="employer", kind="employer", name="Gulf Star Cleaning", **new
    )
    world.case_party = world.party.roles.get()
    world.claim = make.make_claim(world.case, officer, party=world.party)
    world.party_merge = merged_parties(world, officer)
    world.receipt = received(make.make_claim(world.case, officer, kind="fees", agreed=100), officer)
    world.deadline = make.make_deadline(world.case, officer)
    world.assessment = make.make_assessment(world.case, officer)
    world.rule = make.make_rule(world.people["administrator"])


def make_a_plan(world):
    """A plan with a goal and a step; a skill, and what was saved."""
    officer = world.people["officer"]
    world.plan = make.make_plan(world.client, officer)
    world.goal = world.plan.goals.get()
    world.step = make.make_step(world.plan, officer)
    world.skill = make.make_skill(world.client, officer)
    world.prospects = make.make_prospects(world.client, officer)


def merged_parties(world, by):
    """Two records of one agent that were merged."""
    kept, lost = (make.make_party(world.case, by, name) for name in ("An agent", "The agent"))
    return cases.merge_party(kept, lost, by=by)


def received(claim, by):
    """Something came of the claim."""
    facts = {"submission_id": uuid.uuid4(), "amount": Decimal(50), "received_on": today()}
    return cases.receive(claim, by=by, **facts)


def merge(kept, lost, by):
    return desk.merge(
        kept,
        lost,
        by=by,
        submission_id=uuid.uuid4(),
        reason="One person",
        facts={},
        standing={},
        version_kept=kept.version,
        version_lost=lost.version,
    )


def hand_over(world):
    """The twin is offered to the other centre, which has not answered yet."""
    yes = {"how": "spoken", "language": "ne", "until": today() + timedelta(days=100)}
    return referrals.propose_handover(
        world.twin,
        by=world.people["officer"],
        submission_id=uuid.uuid4(),
        from_centre=world.centre,
        to_centre=world.other_centre,
        why="moved",
        going={},
        consent=yes,
    )


def make_draft(world, service):
    """Drafted by the officer: the desk has it, the partner does not see it yet."""
    return referrals.draft(
        world.case,
        by=world.people["officer"],
        submission_id=uuid.uuid4(),
        client=world.client,
        service=service,
        asks_for="Wages",
        urgency="normal",
    )


def send(world, draft):
    """With the client's yes: the partner has it from now on."""
    until = today() + timedelta(days=100)
    return referrals.agree_and_send(
        draft, by=world.people["officer"], how="spoken", language="ne", until=until
    )


def sign(world):
    """A yes on paper."""
    return referrals.record_consent(
        world.client,
        by=world.people["officer"],
        partner=world.other_partner,
        purpose="health",
        categories=["identity"],
        how="signed",
        language="ne",
        until=today() + timedelta(days=100),
    )


def make_batch(world):
    """A register that was uploaded and waits for its columns to be named."""
    return importing.upload(
        world.centre,
        by=world.people["officer"],
        submission_id=uuid.uuid4(),
        name="register.csv",
        content=b"Name,Sex,Stage\nMaya,F,return\n",
    )


def make_export(world):
    """The officer's list of clients; its job waits for a worker."""
    return exporting.export(
        "clients",
        by=world.people["officer"],
        submission_id=uuid.uuid4(),
        narrowed={},
        form="csv",
        purpose="quality",
        words="To check spellings",
    )


@transaction.atomic
def make_failed_notice(world):
    notify([world.people["officer"]], Notice.Kind.CASE_ASSIGNED, world.case)
    notice = Notice.objects.latest("id")
    Notice.objects.filter(pk=notice.pk).update(quarantined_at=now(), attempts=5)
    return notice
