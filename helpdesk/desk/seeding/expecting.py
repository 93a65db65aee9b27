"""Appointments of open cases, in the weeks around today: most of those past are over."""

from .batch import moment
from .people import DAY
from .touches import TOPICS, log

HOUR = 3600
ENDS = (("kept", "missed", "set"), (68, 17, 15))  # of those past: `set`, nobody said how it went
TO_BRING = (
    None,
    None,
    "Bring the contract and the passport.",
    "Bring all papers of the agent.",
    "An interpreter comes.",
    "Will come with a sister.",
)


def expect(matter):
    """The client of one open case in three has an appointment with its officer, some today."""
    rng, now = matter.rng, matter.now
    if rng.random() > 0.35:
        return
    at = (now // DAY + int(rng.triangular(-6, 12, 0))) * DAY + rng.randint(8, 21) * HOUR / 2
    made = max(matter.at + HOUR, min(now - HOUR, at - rng.randint(1, 9) * DAY))
    if made >= min(at, now):
        return
    row = _appoint(matter, at, made)
    end = rng.choices(*ENDS)[0] if at < now // DAY * DAY else "set"
    if end != "set":
        _end(matter, row, at + HOUR, end)


def _appoint(matter, at, made):
    batch, rng, on = matter.batch, matter.rng, moment(made)
    row = batch.new(
        "contacts.appointment",
        matter.person.key,
        seal={"note": rng.choice(TO_BRING), "place": None},
        centre_id=matter.place.id,
        client_id=matter.person.id,
        case_id=matter.row["id"] if rng.random() < 0.75 else None,  # made from her page
        officer_id=matter.by,
        at=moment(at),
        way=rng.choice(("walk_in", "walk_in", "phone")),
        topic=rng.choices(*TOPICS)[0],
        by_id=matter.by,
        made_at=on,
        changed_by_id=matter.by,
        changed_at=on,
    )
    code = batch.code(row["id"])
    row["code"] = f"A-{code[:3]}-{code[3:]}"
    batch.keep("contacts.appointment", row, on)
    _entry(matter, "made_appointment", row, on)
    return row


def _end(matter, row, at, end):
    on = moment(at)
    if end == "kept":
        facts = {"sex": matter.person.known["sex"], "stage": matter.person.stage}
        facts |= {"client_id": matter.person.id, "case_id": row["case_id"]}
        facts |= {"channel": row["way"], "topics": f",{row['topic']},"}
        contact = log(matter.batch, matter.place, at, [matter.person.uid], facts)
        row["contact_id"] = contact["id"]
    row |= {"state": end, "changed_at": on, "version": 2}
    matter.batch.keep("contacts.appointment", row, on, "~")
    _entry(matter, f"{end}_appointment", row, on)


def _entry(matter, verb, row, on):
    uids = [matter.person.uid]
    matter.batch.entry(verb, "contacts.appointment", row, matter.by, on, uids)
