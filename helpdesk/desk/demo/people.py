"""Clients as the counter learns to know them, with their papers and journeys."""

from datetime import date, timedelta
from random import Random

from helpdesk.clients import actions

from .matters import DESTINATIONS, PLACES
from .names import a_name
from .trades import STANDARD, WORK

SAFE = ["yes"] * 5 + ["at_times"] * 3 + ["unknown", "no"]
SAFE_NOTES = [
    "10:00 to 13:00 only; no text messages",
    "After the night shift, from 9:00",
    "Fridays only",
    "Say that it is about the bank",
    "Only when the children are at school",
    "Let it ring twice, then wait",
    "No messages: the phone is shared",
    "Evenings, after prayer",
]
ANSWERS = [
    "her sister, who knows",
    "his wife",
    "a roommate",
    "the mother-in-law, not to be told",
    "the neighbour",
]
ADDRESSES = [
    "Ward 4, near the school",
    "Ward 7, below the temple",
    "Ward 2, beside the mill",
    "Ward 9, upper village",
    "Ward 1, next to the health post",
    "Camp 3, room 12",
    "Ward 5, at the bus stop",
    "Ward 11, by the river",
]
HOME = {
    "KTM": [
        "Kathmandu",
        "Lalitpur",
        "Bhaktapur",
        "Kavrepalanchok",
        "Nuwakot",
        "Dhanusha",
        "Jhapa",
        "Rolpa",
        "Sarlahi",
    ],
    "BAG": ["Makwanpur", "Chitwan", "Dhading", "Rautahat", "Bara"],
    "SIN": ["Sindhupalchok", "Dolakha", "Rasuwa"],
    "GAN": ["Kaski", "Syangja", "Tanahun", "Lamjung", "Gorkha"],
    "KAS": ["Kaski", "Parwat", "Myagdi"],
    "TIA": ["Siraha", "Saptari", "Morang", "Dang", "Kailali", "Ilam", "Banke", "Mahottari"],
    "DOH": ["Dhanusha", "Siraha", "Jhapa", "Nawalpur", "Rupandehi"],
    "RAY": ["Mahottari", "Sunsari", "Khotang", "Bardiya"],
}
HOLDERS = ["self"] * 4 + ["employer"] * 5 + ["agent", "family", "lost", "authorities"]


def a_person(rng: Random, centre, areas, day: date) -> dict:
    """All that register() asks, more of one and less of another."""
    sex = rng.choice(["female"] * 9 + ["male"] * 10 + (["other"] if rng.random() < 0.1 else []))
    name, local_name, languages = a_name(rng, sex)
    facts = {
        "name": name,
        "local_name": local_name,
        "sex": sex,
        "languages": languages,
        "nationalities": ["NP"],
        "area": areas[rng.choice(HOME[centre.code])],
        "birth": a_birth(rng, day),
        "needs_interpreter": languages[0] != "ne" and rng.random() < 0.2,
    }
    if rng.random() < 0.6:
        facts["address"] = rng.choice(ADDRESSES)
    if rng.random() < 0.85:
        facts["phone"] = a_phone(rng, centre)
    return facts


def a_birth(rng: Random, day: date) -> dict | None:
    """Known to the day, the month, the year, about, or not at all."""
    year = day.year - rng.choice([17, *range(19, 52), *range(20, 40)])
    month, number = rng.randint(1, 12), rng.randint(1, 28)
    iso, chance = f"{year}-{month:02}-{number:02}", rng.random()
    if chance < 0.42:
        return {"text": iso, "date": iso, "year": year, "precision": "day"}
    if chance < 0.55:
        return {"text": iso[:7], "date": iso[:7], "year": year, "precision": "month"}
    if chance < 0.75:
        return {"text": str(year), "date": str(year), "year": year, "precision": "year"}
    if chance < 0.92:
        return {
            "text": f"about {day.year - year}",
            "date": str(year),
            "year": year,
            "precision": "about",
        }
    return None


def a_phone(rng: Random, centre) -> dict:
    """A number from ranges that no operator uses, and how it may be called."""
    abroad = centre.country == "QA"
    number = (
        f"+974 9{rng.randint(1000000, 9999999)}"
        if abroad
        else f"+977 99{rng.randint(10000000, 99999999)}"
    )
    safe = rng.choice(SAFE)
    phone = {
        "number": number,
        "safe": safe,
        "messenger": rng.choice(["", "", "WhatsApp", "Viber", "imo"]),
    }
    if safe in ("at_times", "no"):
        phone["safe_note"] = rng.choice(SAFE_NOTES)
    if rng.random() < 0.3:
        phone["answered_by"] = rng.choice(ANSWERS)
    return phone


def give_papers(client, by, rng: Random, day: date, stage):
    """A passport and who holds it; now and then another paper."""
    holder = "self" if stage == "pre_departure" and rng.random() < 0.8 else rng.choice(HOLDERS)
    if rng.random() < 0.6:
        actions.add_document(
            client,
            by=by,
            kind="passport",
            number=f"PA{rng.randint(1000000, 9999999)}",
            country="NP",
            expires_on=day + timedelta(days=rng.randint(-200, 2500)),
            held_by=holder,
        )
    if rng.random() < 0.35:
        kind = rng.choice(["citizenship", "permit", "contract"])
        number = (
            f"{rng.randint(10, 77)}-{rng.randint(100000, 999999)}"
            if kind == "citizenship"
            else None
        )
        actions.add_document(client, by=by, kind=kind, number=number, country="NP", held_by="self")


def journey_facts(rng: Random, client, centre, stage, day: date) -> list[dict]:
    """The earlier journeys, then the present one in its stage."""
    facts = [_present(rng, client, centre, stage, day)]
    for _ in range(rng.choice([0] * 13 + [1] * 6 + [2] * 2)):
        later = facts[0].get("prepared_on") or facts[0].get("departed_on")
        returned = later - timedelta(days=rng.randint(90, 700))
        departed = returned - timedelta(days=rng.randint(300, 1100))
        facts.insert(
            0,
            {
                **_where(rng, client, None),
                "stage": "return",
                "departed_on": departed,
                "returned_on": returned,
                "prepared_on": departed - timedelta(days=rng.randint(20, 120)),
            },
        )
    return facts


def _present(rng, client, centre, stage, day):
    facts = {**_where(rng, client, "QA" if centre.country == "QA" else None), "stage": stage}
    ended = day
    if stage == "return":
        ended = facts["returned_on"] = day - timedelta(days=rng.randint(1, 120))
    if stage == "pre_departure":
        return {**facts, "prepared_on": day - timedelta(days=rng.randint(4, 90))}
    facts["departed_on"] = ended - timedelta(days=rng.randint(90, 1200))
    return {**facts, "prepared_on": facts["departed_on"] - timedelta(days=rng.randint(20, 120))}


def _where(rng, client, country):
    country = country or rng.choice(DESTINATIONS)
    sex = client.sex if client.sex in WORK else "female"
    place, work = rng.choice(PLACES[country][1]), rng.choice(WORK[sex])
    occupation, sector = STANDARD[work]
    return {
        "destination": country,
        "place": place,
        "work": work,
        "occupation": occupation,
        "sector": sector,
        "origin": client.area,
        "channel": rng.choice(["regular"] * 7 + ["visit", "visit", "irregular", "unknown"]),
    }
