"""What a counter is busy with most: people who come once, and help that is given on the spot."""

# ruff: noqa: E501 - sentences and rows stay whole

from datetime import timedelta
from random import Random

from helpdesk.cases.models import Need
from helpdesk.clients.models import Client
from helpdesk.contacts import actions as contacts

from .matters import DESTINATIONS
from .names import a_name
from .world import uid

CONTACTS = {"KTM": 150, "BAG": 34, "GAN": 30, "SIN": 22, "KAS": 18, "TIA": 60, "DOH": 46, "RAY": 12}
CHANNELS = ["walk_in"] * 11 + ["phone"] * 8 + ["messenger"] * 4 + ["outreach"] * 2 + ["email"]
TOPICS = ["J"] * 12 + ["A"] * 5 + ["B"] * 5 + ["C", "C", "F", "G", "G", "H", "I", "I", "I"]
ON_THE_SPOT = {
    "J": ["information"], "A": ["information", "contract"], "B": ["counselling", "complaint"],
    "C": ["consular"], "F": ["shelter", "information"], "G": ["claim"], "H": ["psychosocial"],
    "I": ["counselling", "literacy", "plan"],
}  # fmt: skip
ON_CASES = {
    "A": ["contract", "complaint", "mediation"], "B": ["complaint", "mediation", "legal"],
    "C": ["consular", "legal"], "D": ["counselling", "psychosocial"], "E": ["remains", "claim"],
    "F": ["shelter", "consular"], "G": ["claim", "certificate"], "H": ["psychosocial", "tracing"],
    "I": ["plan", "literacy", "credit", "placement", "skills"],
}  # fmt: skip
NOTES = {
    "J": ["Which papers are needed for Malaysia?", "Asked for the labour office's opening hours", "Wants to know what the insurance covers", "How does one check an agent's licence?"],
    "A": ["Agent asks for money before the contract is shown", "Brought the offer letter; the wage is not written in it"],
    "B": ["Two months without pay, calls from a friend's phone", "May not leave the camp after work"],
    "C": ["Passport is with the employer, the visa ends soon"],
    "F": ["Stranded with four others, no ticket"],
    "G": ["Which office takes the welfare form?"],
    "H": ["Has not heard from her husband since the festival"],
    "I": ["Came back last week, looks for work near home", "Asks about a loan for a small shop"],
}  # fmt: skip
ORIENTATION = "Talk in the ward hall before the festival; cards with our number given out"


def counter_story(world, code, scale):
    """The contacts of one centre, one after the other."""
    rng = world.dice("counter", code)
    days = sorted((_ago(rng) for _ in range(max(2, round(CONTACTS[code] * scale)))), reverse=True)
    for ago in days:
        yield world.calendar.moment(ago, rng)
        _contact(world, code, rng, world.calendar.day(ago))


def _ago(rng: Random) -> int:
    """More of late than long ago: the desk became known."""
    return min(int(rng.expovariate(1 / 110)), 735)


def _contact(world, code, rng, day):
    centre, topic = world.network.centres[code], rng.choice(TOPICS)
    known = _someone_known(centre, rng) if rng.random() < 0.2 else None
    facts = {"note": rng.choice(NOTES[topic]) if rng.random() < 0.45 else None}
    if known is None and rng.random() < 0.18:
        facts |= {"name": a_name(rng, rng.choice(["female", "male"]))[0]}
    channel = rng.choice(CHANNELS)
    if channel == "outreach" and known is None:
        facts = {"people": rng.choice([12, 18, 25, 40]), "note": ORIENTATION}
    contacts.log(
        centre,
        by=world.someone_at(code, rng),
        submission_id=uid(rng),
        client=known,
        channel=channel,
        topics=[topic],
        happened_on=day - timedelta(days=rng.random() < 0.08),
        sex=known.sex if known else rng.choice(["female", "female", "male", "male", "not_said"]),
        stage=rng.choice(["pre_departure", "employment", "return", ""]),
        destination=rng.choice([*DESTINATIONS, "", "", ""]),
        minutes=rng.choice([None, None, 5, 10, 15, 20, 40]),
        helps=[rng.choice(ON_THE_SPOT[topic])] if rng.random() < 0.8 else [],
        **facts,
    )
    world.told["contacts"] += 1


def _someone_known(centre, rng):
    here = Client.objects.filter(centre=centre).for_listing().order_by("id")
    count = here.count()
    return here[rng.randrange(count)] if count else None


def help_story(world, plan, case, officer):
    """What the centre itself does on a case; now and then that is all that was needed."""
    rng = world.dice("help", plan.number)
    until = plan.closed or 1
    times = rng.choice([0, 1, 1, 2])
    days = sorted(
        (rng.randint(min(until, plan.opened), plan.opened) for _ in range(times)), reverse=True
    )
    for ago in days:
        yield world.calendar.moment(ago, rng, (13, 15))
        need = _open_need(case) if ago == days[-1] and plan.closed and not plan.threads else None
        contacts.give_help(
            case,
            by=officer,
            submission_id=uid(rng),
            kind=rng.choice(ON_CASES[plan.category[0]]),
            client=case.lead,
            minutes=rng.choice([None, 15, 20, 30, 45, 60]),
            need=need,
        )
        world.told["help given"] += 1


def _open_need(case):
    return Need.objects.filter(case=case, met_at=None).select_related("data_key", "case").first()
