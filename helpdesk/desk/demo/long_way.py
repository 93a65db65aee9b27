"""Gita, whose page holds the whole product: three journeys, eight cases, four partners, a secret.

Twice to Malaysia and once to Qatar; each time something else went wrong, and most of it was mended.
"""

from datetime import timedelta
from decimal import Decimal

from guardian.shortcuts import assign_perm

from helpdesk.audit.trail import record
from helpdesk.cases import actions as cases
from helpdesk.cases.models import Claim
from helpdesk.clients import actions as clients
from referrals import actions as referrals

from .claiming import a_party
from .leading import refer_to
from .stories import uid
from .world import World

RECRUITER = ("Sunrise Overseas Pvt. Ltd.", "recruiter", "NP", "suspended")
GLOVES = ("Evergreen Gloves Sdn. Bhd.", "employer", "MY", "unknown")
HOTEL = ("Pearl Sands Hotel Services", "employer", "QA", "unknown")
# (opened, closed or 0, number of the journey, title, category, urgency, how it ended)
MATTERS = [
    (612, 548, 1, "Paid twice what the law allows for Malaysia", "A1", "normal", "partly"),
    (606, 531, 1, "Overtime of fourteen months unpaid", "B2", "normal", "fully"),
    (598, 571, 1, "Passport kept by the factory", "B4", "high", "fully"),
    (296, 221, 2, "Hurt her hand at the moulding line", "B7", "high", "fully"),
    (288, 240, 2, "Ticket home after the injury", "G1", "critical", "fully"),
    (38, 0, 3, "Five months of wages from the hotel", "B1", "high", ""),
    (31, 0, 3, "Debt for three journeys", "I1", "normal", ""),
]
HIDDEN = "A man of the recruiter comes to her house"


def gita_story(world: World):
    """She comes back for the first time, and goes on to tell the rest as it happens."""
    rng, calendar, network = world.dice("gita"), world.calendar, world.network
    by, centre = network.people["officer"], network.centres["KTM"]
    yield calendar.moment(614, rng, (10, 11))
    gita = clients.register(
        centre,
        by=by,
        submission_id=uid(rng),
        name="Gita Kumari Pun",
        local_name={"text": "गीता कुमारी पुन", "lang": "ne"},
        sex="female",
        languages=["ne"],
        nationalities=["NP"],
        birth={"text": "1991", "date": "1991", "year": 1991, "precision": "year"},
        area=network.areas["Sindhupalchok"],
        phone={
            "number": "+977 9900000318",
            "safe": "at_times",
            "messenger": "",
            "safe_note": "Mornings, when her husband is at the mill",
        },
    )
    world.told["clients"] += 1
    journeys = {1: _journey(world, gita, by, rng, 1)}
    for matter in MATTERS:
        world.timeline.add(_matter(world, gita, by, journeys, matter))
    for number, ago in ((2, 297), (3, 42)):
        yield calendar.moment(ago, rng, (10, 11))
        journeys[number] = _journey(world, gita, by, rng, number)
    world.timeline.add(_secret(world, gita, by, journeys))


# number → (left, came back, in days ago), and what is known of it
JOURNEYS = {
    1: (
        (1490, 640),
        {"destination": "MY", "place": "Shah Alam", "channel": "regular", "sector": "C"},
        {"return_reason": "contract_ended", "recruiter": RECRUITER[0], "employer": GLOVES[0]},
    ),
    2: (
        (520, 301),
        {"destination": "MY", "place": "Klang", "channel": "regular", "sector": "C"},
        {"return_reason": "health", "turn": "repeat", "employer": GLOVES[0]},
    ),
    3: (
        (205, 44),
        {"destination": "QA", "place": "Doha", "channel": "regular", "sector": "I"},
        {
            "return_reason": "unpaid",
            "turn": "repeat",
            "recruiter": RECRUITER[0],
            "employer": HOTEL[0],
            "promised_job": "Housekeeping in a hotel",
            "given_job": "Laundry of a labour camp",
            "promised_wage": Decimal(1800),
            "promised_currency": "QAR",
            "given_wage": Decimal(1000),
            "given_currency": "QAR",
            "promised_hours": 48,
            "given_hours": 84,
            "debt": Decimal(310_000),
            "debt_currency": "NPR",
            "debt_to": "Two neighbours and the savings group",
        },
    ),
}


def _journey(world, gita, by, rng, number):
    """As she tells it when she is back."""
    (left, back), where, more = JOURNEYS[number]
    days = {
        "departed_on": world.calendar.today - timedelta(days=left),
        "returned_on": world.calendar.today - timedelta(days=back),
    }
    facts = {"stage": "return", "origin": gita.area, **where, **more, **days}
    journey = clients.add_journey(gita, by=by, submission_id=uid(rng), **facts)
    fee = {"kind": "agent", "amount": Decimal(60_000 * number), "currency": "NPR"}
    clients.add_fee(journey, by=by, submission_id=uid(rng), receipt="none", **fee)
    return journey


def _matter(world, gita, by, journeys, matter):
    opened, closed, number, title, category, urgency, outcome = matter
    rng, calendar = world.dice("gita", category, opened), world.calendar
    yield calendar.moment(opened, rng, (11, 15))
    case = cases.open(
        gita,
        gita.centre,
        by=by,
        submission_id=uid(rng),
        journey=journeys.get(number),
        officer=by,
        title=title,
        category=category,
        stage="return",
        urgency=urgency,
    )
    world.told["cases"] += 1
    if category in MONEY:
        world.timeline.add(_money(world, case, gita, by, MONEY[category], opened, closed))
    if category in HELP:
        yield from _help(world, case, gita, by, rng, *HELP[category])
    if category == "I1":
        _to_do(world, case, by, rng)
    if closed:
        yield calendar.moment(closed, rng, (14, 15))
        cases.close(case, by=by, outcomes={gita.pk: outcome})


# category → (kind, currency, claimed, agreed, received, against)
MONEY = {
    "A1": ("fees", "NPR", 120_000, 60_000, 60_000, RECRUITER),
    "B2": ("wages", "MYR", 6_400, 6_400, 6_400, GLOVES),
    "E1": ("insurance", "NPR", 400_000, 280_000, 280_000, GLOVES),
    "B1": ("wages", "QAR", 5_000, 3_600, 1_200, HOTEL),
}
# category → (service, what is asked, days ago, who takes it on)
HELP = {
    "B1": (
        "Wage claims desk",
        "Five months unpaid, QAR 5,000; the hotel offers 3,600 in three parts.",
        30,
        "partner",
    ),
    "I1": (
        "Debt advice",
        "She owes NPR 310,000 from three journeys and has no work yet.",
        12,
        "",
    ),
}


def _money(world, case, gita, by, sums, opened, closed):
    kind, currency, claimed, agreed, came, against = sums
    rng, calendar = world.dice("gita money", kind, currency), world.calendar
    yield calendar.moment(opened - 1, rng, (10, 12))
    party = a_party(world, case, by, rng, against)
    facts = {"kind": kind, "currency": currency, "claimed": Decimal(claimed), "party": party}
    claim = cases.add_claim(case, by=by, submission_id=uid(rng), client=gita, **facts)
    days = opened - 1 - closed
    yield calendar.moment(closed + days // 2, rng, (10, 12))
    claim = cases.change_claim(claim, by=by, version=claim.version, agreed=Decimal(agreed))
    yield calendar.moment(closed + days // 4, rng, (10, 12))
    day = calendar.day(closed + days // 4)
    if not closed:  # the sum was misread, and put right at once
        wrong = _receive(claim, by, rng, came * 2, day)
        cases.take_back_receipt(wrong, by=by, mistake="amount")
    _receive(claim, by, rng, came, day)


def _receive(claim, by, rng, amount, day):
    claim = Claim.objects.select_related("data_key", "client", "case__centre").get(pk=claim.pk)
    facts = {"amount": Decimal(amount), "received_on": day}
    return cases.receive(claim, by=by, submission_id=uid(rng), **facts)


def _help(world, case, gita, by, rng, service, asks, ago, who):
    yield world.calendar.moment(ago, rng, (11, 13))
    sent = refer_to(world, case, gita, by, rng, service, asks, language="ne")
    if who:
        yield world.calendar.moment(ago - 3, rng, (15, 16))
        text = "We write to the hotel and to the embassy in Doha."
        referrals.accept(sent, by=world.network.people[who], text=text)
        when = {"due_on": world.calendar.today + timedelta(days=16), "client": gita}
        text = "File with the labour court in Doha, through the embassy"
        cases.add_deadline(case, by=by, submission_id=uid(rng), text=text, **when)


def _to_do(world, case, by, rng):
    due_at = world.calendar.by(3, 11)
    text = "Go through the debts with Gita, the dearest first"
    cases.add_task(case, by=by, submission_id=uid(rng), text=text, due_at=due_at)


def _secret(world, gita, by, journeys):
    """What only the officer and her supervisor see."""
    rng, calendar = world.dice("gita", "secret"), world.calendar
    yield calendar.moment(36, rng, (13, 14))
    case = cases.open(
        gita,
        gita.centre,
        by=by,
        submission_id=uid(rng),
        journey=journeys[3],
        officer=by,
        need_kind="shelter",
        title=HIDDEN,
        category="D2",
        stage="return",
        urgency="critical",
        high_risk=True,
        restricted=True,
    )
    for person in (by, world.network.supervisors["KTM"]):
        assign_perm("cases.view_case", person, case)
        record("shared", case, by=by, person=person.pk)
    world.told["cases"] += 1
    text = "He asks for the papers that she brought us. She wants nobody at home to know."
    cases.note(case, by=by, submission_id=uid(rng), kind="walk_in", text=text)
    yield calendar.moment(35, rng, (10, 11))
    asks = "A safe bed for some nights; please speak to nobody who calls."
    stay = refer_to(world, case, gita, by, rng, "Emergency shelter", asks, "high", "ne")
    yield calendar.moment(35, rng, (12, 13))
    referrals.accept(stay, by=world.network.people["rita"], text="The bed is ready.")
    yield calendar.moment(28, rng, (10, 11))
    asks = "She starts at every knock. A woman to talk to, in the mornings."
    refer_to(world, case, gita, by, rng, "Counselling with a woman counsellor", asks, language="ne")
