"""Maya with all of it: three journeys in two corridors, eight cases, four partners, one secret."""

import uuid
from datetime import timedelta
from decimal import Decimal

from guardian.shortcuts import assign_perm

from helpdesk.cases import actions as cases
from helpdesk.core import per_request
from helpdesk.core.clock import now, today
from referrals import actions as referrals
from tests import make

PARTNERS = {
    "Himal Law Clinic": ("legal", "Wage claims desk"),
    "Mind and Home": ("psychosocial", "A woman to talk to"),
    "Safe House": ("shelter", "Emergency beds"),
    "Sana Kisan Bank": ("finance", "Small credit"),
}
MATTERS = [  # (journey, title, category, whether it is closed)
    (1, "The first agent kept her fee", "A1", True),
    (1, "Overtime in Kuwait", "B2", True),
    (2, "Fell ill in Salmiya", "E1", True),
    (2, "Ticket home", "G1", True),
    (3, "Seven months of wages", "B1", False),
    (3, "Passport kept in Riyadh", "B4", False),
    (3, "Start again at home", "I3", False),
]
SECRET = "Threatened by the agent"


def walk(maya, kathmandu, sarita):
    """All of it, through the product's own actions; (cases by title, referrals by partner)."""
    _journeys(maya, sarita)
    numbers = {journey.number: journey for journey in maya.journeys.all()}
    made = {}
    for number, title, category, _closed in MATTERS:
        made[title] = make.make_case(
            maya, sarita, title=title, category=category, journey=numbers[number], officer=sarita
        )
    facts = {"journey": numbers[3], "category": "D2", "officer": sarita, "restricted": True}
    made[SECRET] = make.make_case(maya, sarita, title=SECRET, high_risk=True, **facts)
    assign_perm("cases.view_case", sarita, made[SECRET])
    per_request.forget()
    _money(made, sarita)
    sent = _referrals(made, maya, kathmandu, sarita)
    for _number, title, _category, closed in MATTERS:
        if closed:
            cases.close(made[title], by=sarita, outcomes={maya.pk: "fully"})
    return made, sent


def _journeys(maya, by):
    away = [(3400, 2650), (2300, 1500), (960, 30)]
    for (left, back), country in zip(away, ("KW", "KW", "SA"), strict=True):
        more = {"place": "Riyadh"} if country == "SA" else {"place": "Salmiya"}
        if country == "SA":
            more |= {"promised_wage": Decimal(1500), "promised_currency": "SAR"}
            more |= {"given_wage": Decimal(1000), "given_currency": "SAR"}
        days = {
            "departed_on": today() - timedelta(days=left),
            "returned_on": today() - timedelta(days=back),
        }
        make.make_journey(maya, by, destination=country, **days, **more)


def _money(made, by):
    wages = made["Seven months of wages"]
    family = make.make_party(wages, by, "A family in Al Malaz")
    claim = make.make_claim(wages, by, party=family, currency="SAR", claimed=Decimal(10_500))
    cases.change_claim(claim, by=by, version=claim.version, agreed=Decimal(6000))
    facts = {"amount": Decimal(2000), "received_on": today()}
    cases.receive(claim, by=by, submission_id=uuid.uuid4(), **facts)
    make.make_deadline(wages, by, days=12)
    cases.add_task(
        wages,
        by=by,
        submission_id=uuid.uuid4(),
        text="Answer the employer’s offer",
        due_at=now() + timedelta(days=2),
    )
    uncle = make.make_party(made[SECRET], by, "The agent of Chautara", kind="private", role="agent")
    make.make_claim(made[SECRET], by, party=uncle, kind="fees", currency="NPR")
    cases.note(
        made[SECRET], by=by, submission_id=uuid.uuid4(), text="He waits at her door", kind="note"
    )


def _referrals(made, maya, centre, by):
    wages = made["Seven months of wages"]
    on = {"shelter": made[SECRET], "finance": made["Start again at home"]}
    sent = {}
    for name, (kind, service) in PARTNERS.items():
        partner = make.make_partner(name)
        make.make_agreement(partner, centre, kinds=[kind])
        draft = referrals.draft(
            on.get(kind, wages),
            by=by,
            submission_id=uuid.uuid4(),
            client=maya,
            service=make.make_service(partner, kind, service),
            asks_for="Please help",
            urgency="normal",
        )
        until = today() + timedelta(days=90)
        yes = {"how": "spoken", "language": "ne", "until": until}
        sent[name] = referrals.agree_and_send(draft, by=by, **yes)
    lawyer = make.make_user("Roshan", teams=[sent["Himal Law Clinic"].partner.staff])
    referrals.accept(sent["Himal Law Clinic"], by=lawyer)
    return sent
