"""Plans of some who leave and some who are back: goals, steps, reviews, skills and savings."""

from datetime import timedelta
from decimal import Decimal

from helpdesk.clients import actions as clients

from .world import World, uid

MOST = 2  # stories of each kind
# (goal's kind, words, steps: what, who, name, days after which it is due)
BACK = [
    (
        "business",
        "A vegetable stall at the crossing, in my own name",
        [
            ("Look at two places and ask for the rent", "client", None, 14),
            ("Three evenings of the bookkeeping class", "partner", "Municipal training hall", 45),
            ("Ask the cooperative for a first loan", "client", None, 70),
        ],
    ),
    (
        "debt",
        "Pay back the moneylender within two years",
        [("Go through the papers of the debt together", "officer", None, 10)],
    ),
    (
        "family",
        "The children stay in their school",
        [("Talk with the head teacher about the fees", "other", "her mother", 30)],
    ),
]
LEAVING = [
    (
        "departure",
        "Leave with a contract that I have read",
        [
            ("Bring the contract before signing it", "client", None, 10),
            ("Read the contract aloud, line by line", "officer", None, 14),
        ],
    ),
    (
        "savings",
        "Send 20,000 rupees home each month, on an account of my own",
        [("Open an account in one’s own name", "client", None, 20)],
    ),
]


def planning_story(world: World, plan, client, officer, journey):
    """Some weeks after the first visit she says what she wants to reach; later it is reviewed."""
    back = plan.stage == "return"
    told = "reintegration plans" if back else "departure plans"
    is_fit = 60 < plan.registered < 420 and plan.stage != "employment"
    if not is_fit or not plan.cases or world.told[told] >= MOST:
        return
    world.told[told] += 1
    rng, ago = world.dice("plan", plan.number), plan.registered - 20
    yield world.calendar.moment(ago, rng)
    day = world.calendar.day(ago)
    _capacities(client, officer, rng, back)
    facts = {"kind": "reintegration" if back else "departure", "journey": journey}
    goals = BACK if back else LEAVING
    made = _draw_up(client, officer, rng, goals, day, agreed_on=day, **facts)
    yield world.calendar.moment(ago - 15, rng)
    clients.finish_step(_first_step(made), by=officer)
    yield world.calendar.moment(max(2, ago - 35), rng)
    _review(made, officer, rng, world.calendar.day(max(2, ago - 35)))


def mayas_plan(world: World, maya, journey, sarita):
    """Drawn up two weeks ago and not agreed yet: she wants to sleep on it."""
    rng = world.dice("maya", "plan")
    yield world.calendar.moment(14, rng)
    day = world.calendar.day(14)
    for facts in (
        {"text": "Cooks for large families, Nepali and Arab food", "occupation": "5120"},
        {"text": "Speaks Arabic well enough to bargain", "level": "skilled"},
    ):
        new = {"by": sarita, "submission_id": uid(rng), "country": "SA", "learnt": "abroad"}
        clients.add_skill(maya, **new, **{"certificate": "none", **facts})
    clients.add_prospects(
        maya,
        by=sarita,
        submission_id=uid(rng),
        told_on=day,
        savings=Decimal(35_000),
        savings_currency="NPR",
        remittance=Decimal(18_000),
        remittance_currency="NPR",
        intentions=["business", "training"],
        business_idea="A small kitchen near the bus stop, momos and tea",
        training_wanted="Bookkeeping for a small shop",
    )
    goals = [
        (
            "business",
            "A small kitchen near the bus stop",
            [
                ("Ask what the room near the bus stop costs", "client", None, 12),
                ("Find out who lends to women who start alone", "officer", None, 13),
                ("Bookkeeping class, six mornings", "partner", "Sindhu Women’s Cooperative", 40),
            ],
        ),
        (
            "debt",
            "Owe the moneylender nothing more in three years",
            [("List the debt with its interest", "officer", None, 18)],
        ),
        ("mind", "Sleep through the night again", []),
    ]
    facts = {"kind": "reintegration", "journey": journey}
    made = _draw_up(maya, sarita, rng, goals, day, **facts, review_on=day + timedelta(days=30))
    world.told["reintegration plans"] += 1
    yield world.calendar.moment(5, rng)
    clients.finish_step(_first_step(made), by=sarita)


def _draw_up(client, by, rng, goals, day, **facts):
    facts = {"review_on": day + timedelta(days=30), **facts}
    plan = clients.draw_up_plan(
        client,
        by=by,
        submission_id=uid(rng),
        goals=[(kind, words) for kind, words, _steps in goals],
        officer=by,
        **facts,
    )
    for goal, (_kind, _words, steps) in zip(plan.goals.for_listing(), goals, strict=True):
        for text, owner, name, days in steps:
            clients.add_step(
                plan,
                by=by,
                submission_id=uid(rng),
                goal=goal,
                text=text,
                owner=owner,
                officer=by if owner == "officer" else None,
                owner_name=name,
                due_on=day + timedelta(days=days),
            )
    return plan


def _first_step(plan):
    step = plan.steps.open().for_listing().soonest_first().first()
    step.plan = plan
    return step


def _review(plan, by, rng, day):
    clients.review_plan(
        plan,
        by=by,
        submission_id=uid(rng),
        reviewed_on=day,
        findings=[
            (goal, rng.choice(["partly", "reached", "partly", "not"]), None)
            for goal in plan.goals.for_listing()
        ],
        text="Talked it through at the desk. Goes step by step, and wants to keep the plan.",
        review_on=day + timedelta(days=90),
    )


def _capacities(client, by, rng, back):
    skill = {"text": "Electrical wiring of houses", "occupation": "7411", "level": "skilled"}
    if back:
        skill |= {"learnt": "abroad", "country": "QA", "certificate": "held"}
    else:
        skill |= {"learnt": "course", "country": "NP", "certificate": "recognised"}
    clients.add_skill(client, by=by, submission_id=uid(rng), **skill)
    clients.add_prospects(
        client,
        by=by,
        submission_id=uid(rng),
        savings=Decimal(rng.randint(4, 40) * 5000),
        savings_currency="NPR",
        intentions=["business", "save"] if back else ["save", "training"],
    )
