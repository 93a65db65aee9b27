"""Two hand-overs told by hand: one comes home from Doha and waits, one has moved to Kaski."""

from datetime import timedelta

from helpdesk.cases import actions as cases
from helpdesk.clients import actions as clients
from referrals import actions as referrals

from .stories import uid
from .world import World

# name, sex, from, who offers, to, days ago, destination, case, category, why, note
FROM_DOHA = (
    *("Sunil Tharu", "male", "DOH", "farida", "KTM", 2, "QA"),
    *("End of service money not paid", "G5", "return"),
    "Flies home on Sunday with his brother. The company promised to pay in Kathmandu.",
)
TO_KASKI = (
    *("Kamala B.K.", "female", "KTM", "officer", "KAS", 9, "MY"),
    *("Wants to open a tea shop", "I3", "closer"),
    "Lives in Pokhara with her sister now; the way to us is a day by bus.",
)


def handover_stories(world: World):
    """The stories, each by itself."""
    return [_offered(world, FROM_DOHA, None), _offered(world, TO_KASKI, "pasang")]


def _offered(world, story, who_takes):
    name, sex, giver, officer, receiver, ago, abroad, title, category, why, note = story
    rng, calendar, network = world.dice("hand-over", name), world.calendar, world.network
    by, centre = network.people[officer], network.centres[giver]
    yield calendar.moment(ago + 12, rng)
    client = clients.register(
        centre, by=by, submission_id=uid(rng), name=name, sex=sex, nationalities=["NP"]
    )
    facts = {"stage": "return", "destination": abroad, "returned_on": calendar.day(ago + 13)}
    journey = clients.add_journey(client, by=by, submission_id=uid(rng), **facts)
    about = {"title": title, "category": category, "stage": "return", "urgency": "normal"}
    case = cases.open(
        client, centre, by=by, submission_id=uid(rng), journey=journey, officer=by, **about
    )
    world.told.update(clients=1, cases=1)
    yield calendar.moment(ago, rng, (10, 12))
    until = calendar.day(ago) + timedelta(days=180)
    made = referrals.propose_handover(
        client,
        by=by,
        submission_id=uid(rng),
        from_centre=centre,
        to_centre=network.centres[receiver],
        why=why,
        note=note,
        going={case: None},
        consent={"how": "spoken", "given_by": None, "language": "ne", "until": until},
    )
    world.told["hand-overs"] += 1
    if who_takes:
        yield calendar.moment(ago - 1, rng, (13, 15))
        referrals.accept_handover(made, by=network.people[who_takes], take=True)
