"""Who belongs to the demo's clients, and what else was asked, by a chance of its own."""

from random import Random

from helpdesk.clients import relating
from helpdesk.clients.bikram_sambat import from_gregorian
from helpdesk.clients.birth import parse_birth

from .names import a_name

KINDS = ["spouse"] * 5 + ["sibling"] * 4 + ["parent"] * 3 + ["child", "friend"]
SHOWN = ["Said so here, both present", "Letter with a thumb print", "Paper of the ward office"]
SCHOOLING = ["none", "literacy", "primary", "primary", "lower", "lower", "upper", "university"]


def circumstances(rng: Random, person: dict, number: int) -> dict:
    """The same person with schooling, family status, a paper file; born as Nepalis say it."""
    more = {
        "education": rng.choice(SCHOOLING),
        "marital_status": rng.choice(["single", "married", "married", "married", "widowed"]),
        "children": rng.choice([None, 0, 1, 2, 2, 3]),
    }
    if rng.random() < 0.06:
        more |= {"disability": [rng.choice(["seeing", "hearing", "walking"])]}
    if rng.random() < 0.2:
        more["file_number"] = f"{person['area'].code[-3:]}/2080/{number:04}"
    birth = person.get("birth")
    if birth and birth["precision"] == "day" and rng.random() < 0.5:
        more["birth"] = parse_birth(f"{from_gregorian(birth['date'])} BS")
    return {**person, **more}


def give_family(client, by, rng: Random, submission_id):
    """The next of kin, who sometimes may act for the client, or takes care of a child."""
    minor = client.is_minor
    if not minor and rng.random() < 0.65:
        return
    kind = "parent" if minor else rng.choice(KINDS)
    name = a_name(rng, rng.choice(["female", "male"]))[0] or "Hari Gurung"
    acts = not minor and rng.random() < 0.4
    relating.add_relation(
        client,
        by=by,
        submission_id=submission_id,
        kind=kind,
        name=name,
        next_of_kin=True,
        caregiver=minor,
        in_household=rng.random() < 0.7,
        may_act=acts,
        may_act_shown=rng.choice(SHOWN) if acts else None,
    )
