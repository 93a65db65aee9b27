"""Contacts and the help given at them: most ask for information, and half say no name."""

from helpdesk.desk.demo.words import NOTES

from .batch import moment
from .matters import lines
from .people import an_officer, day_of

OF_A_CLIENT = ((0, 1, 2, 4, 9), (38, 34, 17, 9, 2))
OF_NOBODY = ((0, 1, 2, 5), (50, 34, 12, 4))  # for each client who registers
CHANNELS = (("walk_in", "phone", "messenger", "outreach", "email"), (46, 33, 14, 5, 2))
TOPICS = ("J", "B", "A", "C", "I", "G", "F", "H", "D", "E"), (48, 16, 11, 6, 6, 4, 3, 3, 2, 1)
HELPS = (
    ["information", "counselling", "orientation", "contract", "complaint", "legal", "claim"],
    (46, 14, 12, 9, 8, 6, 5),
)
HOW_MANY = ((0, 1, 2, 3), (38, 48, 11, 3))
WORDS = [line for group in NOTES.values() for line in lines(group)]


def come_again(batch, person, now):
    """A client's contacts after she registered: a few come all the time."""
    for _ in range(batch.rng.choices(*OF_A_CLIENT)[0]):
        at = person.since + batch.rng.random() ** 2 * (now - 3600 - person.since)
        facts = {"sex": person.known["sex"], "stage": person.stage, "client_id": person.id}
        log(batch, person.place, at, [person.uid], facts)


def ask_and_go(batch, place, at):
    """Those who came on the same day and gave no name."""
    for _ in range(batch.rng.choices(*OF_NOBODY)[0]):
        sex = batch.rng.choices(("female", "male", "not_said"), (40, 48, 12))[0]
        log(batch, place, at + batch.rng.randint(-3600, 3000), [], {"sex": sex})


def log(batch, place, at, uids, facts):
    """A contact at the centre with the help given at it; what is said of it goes before chance."""
    rng, on = batch.rng, moment(at)
    topic = rng.choices(*TOPICS)[0]
    key = batch.key() if rng.random() < 0.35 else None
    row = batch.new(
        "contacts.contact",
        key,
        seal={"note": rng.choice(WORDS)},
        **{
            "centre_id": place.id,
            "channel": rng.choices(*CHANNELS)[0],
            "topics": f",{topic},",
            "happened_on": day_of(at),
            "minutes": rng.choice((None, 5, 5, 10, 15, 30)),
            "written_at": on,
            "by_id": an_officer(rng, place),
            **facts,
        },
    )
    code = batch.code(row["id"])
    row["code"] = f"W-{code[:3]}-{code[3:]}"
    batch.keep("contacts.contact", row, on)
    for kind in dict.fromkeys(rng.choices(*HELPS, k=rng.choices(*HOW_MANY)[0])):
        _give(batch, row, kind, on)
    facts = {"channel": row["channel"], "topics": row["topics"].strip(",").split(",")}
    batch.entry("logged", "contacts.contact", row, row["by_id"], on, uids, **facts)
    return row


def _give(batch, contact, kind, on):
    same = ("data_key_id", "centre_id", "client_id", "happened_on", "by_id")
    facts = {name: contact[name] for name in same}
    row = batch.new(
        "contacts.helpgiven", contact_id=contact["id"], kind=kind, written_at=on, **facts
    )
    batch.keep("contacts.helpgiven", row, on)
