"""Clients as they come to the counter: registered, with phone, papers and journeys."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache

from helpdesk.clients.described import Described
from helpdesk.clients.matching import keys_of
from helpdesk.desk.demo import people as demo
from helpdesk.desk.demo.matters import PLACES
from helpdesk.desk.demo.trades import STANDARD, WORK
from helpdesk.vault.keyring import blind

from .batch import Batch, Key, moment
from .names import a_name
from .network import Network, Place

DAY = 86_400
TO = {
    "PH": ["SA", "AE", "KW", "QA", "MY"],
    "SN": ["FR", "IT", "ES", "MA"],
    "EC": ["ES", "US", "IT"],
}
TOWNS = {"FR": "Paris", "IT": "Brescia", "ES": "Murcia", "MA": "Casablanca", "US": "Queens"}
PREFIX = {"NP": "+97799", "PH": "+63900", "SN": "+22179", "EC": "+59390", "QA": "+9749"}
DIGITS = {"NP": 8, "PH": 7, "SN": 7, "EC": 7, "QA": 7}


@dataclass
class Person:
    """A client while her story is told."""

    id: int
    uid: str
    code: str
    key: Key
    place: Place
    country: str
    stage: str
    since: float
    known: dict  # her open facts
    phones: list = field(default_factory=list)
    documents: list = field(default_factory=list)
    centres: set[int] = field(default_factory=set)
    journey: int = 0
    destination: str = ""
    family: tuple | None = None
    asked: set[int] = field(default_factory=set)  # services that have a referral of hers


def day_of(at: float) -> str:
    """The day of a moment."""
    return datetime.fromtimestamp(at, UTC).date().isoformat()


def register(batch: Batch, network: Network, place: Place, at: float, relative=None) -> Person:
    """A new client at the centre; `relative`: of the household of someone who came before."""
    rng, key, on = batch.rng, batch.key(), moment(at)
    by = an_officer(rng, place)
    sex = rng.choices(("female", "male", "other", "not_said"), (44, 54, 0.4, 1.6))[0]
    family = relative.family if relative else None
    name, local, spoken, country, family = a_name(rng, place.country, sex, family)
    known = {"name": name, "local_name": local, "birth": a_birth(rng, at), "address": None}
    if relative:
        known["address"] = relative.known["address"]
    elif rng.random() < 0.6:
        known["address"] = f"{rng.choice(demo.ADDRESSES)}, {rng.randint(1, 400)}"
    birth = known["birth"] or {}
    areas = network.areas.get(country) or network.areas["NP"]
    row = batch.new(
        "clients.client",
        key,
        seal=known,
        centre_id=place.id,
        sex=sex,
        birth_year=birth.get("year"),
        birth_precision=birth.get("precision", ""),
        nationalities=country,
        languages=f",{','.join(spoken)},",
        needs_interpreter=rng.random() < 0.04,
        area_id=rng.choice(areas),
        registered_at=on,
        registered_by_id=by,
    )
    code = batch.code(row["id"])
    row["code"] = f"C-{code[:3]}-{code[3:]}"
    batch.keep("clients.client", row, on)
    stage = rng.choices(("pre_departure", "employment", "return"), (45, 18, 37))[0]
    person = Person(
        row["id"], row["uid"], row["code"], key, place, country, stage, at, known, family=family
    )
    person.known |= {"birth_year": row["birth_year"], "area_id": row["area_id"], "sex": sex}
    serve(batch, person, place.id, "home", on)
    _phone(batch, person, on, relative)
    batch.entry("registered", "clients.client", row, by, on, [person.uid])
    _papers(batch, person, row, by, at)
    if not batch.people_only:
        _journeys(batch, person, by, at)
    return person


def an_officer(rng, place) -> int:
    """Someone of the centre; a few do most."""
    return place.officers[min(int(rng.expovariate(0.45)), len(place.officers) - 1)]


def serve(batch, person, centre, why, on):
    """The centre serves her from then on; the entry that follows speaks of it."""
    if centre not in person.centres:
        person.centres.add(centre)
        row = batch.new("clients.serving", client_id=person.id, centre_id=centre, why=why, since=on)
        batch.keep("clients.serving", row, on)


def index(batch, person):
    """Her match keys, exactly those that clients.actions.index makes."""
    known = person.known
    local = known["local_name"]
    described = Described(
        names=[known["name"], local["text"]] if local else [known["name"]],
        birth=known["birth"],
        phones=person.phones,
        documents=[number for _kind, number in person.documents if number],
        address=known["address"] or "",
    )
    keys = {_blind(key) for key in keys_of(described)}
    rows = batch.values.setdefault("clients.matchkey", [])
    for centre in person.centres:
        for key in keys:
            rows.append([batch.id("clients.matchkey"), key, centre, person.id])


@lru_cache(maxsize=500_000)
def _blind(key):
    """The same names come again and again."""
    return blind(*key)


def a_birth(rng, at):
    """When she was born, as exactly as she knows it."""
    born = datetime.fromtimestamp(at, UTC).year - int(rng.triangular(16, 66, 27))
    chance, month = rng.random(), rng.randint(1, 12)
    if chance < 0.5:
        iso = f"{born}-{month:02}-{rng.randint(1, 28):02}"
        return {"text": iso, "date": iso, "year": born, "precision": "day"}
    if chance < 0.58:
        iso = f"{born}-{month:02}"
        return {"text": iso, "date": iso, "year": born, "precision": "month"}
    if chance < 0.95:
        exact = "year" if chance < 0.78 else "about"
        return {"text": str(born), "date": str(born), "year": born, "precision": exact}
    return None


def _phone(batch, person, on, relative):
    rng = batch.rng
    if rng.random() > 0.86:
        return
    number = relative.phones[0] if relative and relative.phones else a_number(rng, person)
    person.phones.append(number)
    safe = rng.choice(demo.SAFE)
    row = batch.new(
        "clients.phone",
        person.key,
        seal={
            "number": number,
            "safe_note": rng.choice(demo.SAFE_NOTES) if safe in ("at_times", "no") else None,
            "answered_by": rng.choice(demo.ANSWERS) if rng.random() < 0.2 else None,
        },
        client_id=person.id,
        safe=safe,
        messenger=rng.choice(("", "", "WhatsApp", "Viber", "imo")),
    )
    batch.keep("clients.phone", row, on)


def a_number(rng, person):
    """From ranges that no operator uses, as E.164."""
    country = person.place.country
    return f"{PREFIX[country]}{rng.randrange(10 ** DIGITS[country]):0{DIGITS[country]}}"


def _papers(batch, person, client, by, at):
    rng = batch.rng
    if rng.random() < 0.62:
        number = f"{rng.choice('ABCEFKLNPX')}{rng.choice('ABCEFKLNPX')}{rng.randrange(10**7):07}"
        _paper(batch, person, client, by, at, "passport", number)
    if rng.random() < 0.3:
        kind = rng.choice(("citizenship", "permit", "contract"))
        number = f"{rng.randint(10, 77)}-{rng.randrange(10**6):06}" if kind != "contract" else None
        _paper(batch, person, client, by, at, kind, number)


def _paper(batch, person, client, by, at, kind, number):
    rng, on = batch.rng, moment(at + 60)
    row = batch.new(
        "clients.document",
        person.key,
        seal={"number": number},
        client_id=person.id,
        kind=kind,
        country=person.country,
        expires_on=day_of(at + rng.randint(-200, 2500) * DAY),
        held_by=rng.choice(demo.HOLDERS),
    )
    batch.keep("clients.document", row, on)
    person.documents.append((kind, number))
    batch.entry("changed", "clients.client", client, by, on, [person.uid], fields=["documents"])


def _journeys(batch, person, by, at):
    """The earlier ones, then the present one in its stage."""
    earlier = batch.rng.choices((0, 1, 2), (72, 23, 5))[0]
    end = at - batch.rng.randint(1, 120) * DAY
    spans = [end]
    for _ in range(earlier):
        spans.insert(0, spans[0] - batch.rng.randint(900, 1800) * DAY)
    for number, ended in enumerate(spans, 1):
        stage = person.stage if number == len(spans) else "return"
        _journey(batch, person, by, at, number, stage, ended)


def _journey(batch, person, by, at, number, stage, ended):
    rng, on = batch.rng, moment(at + 120)
    country = rng.choice(TO.get(person.country) or list(PLACES))
    place = rng.choice(PLACES[country][1]) if country in PLACES else TOWNS[country]
    left = ended - rng.randint(200, 800) * DAY
    work = rng.choice(WORK.get(person.known["sex"], WORK["female"]))
    row = batch.new(
        "clients.journey",
        person.key,
        seal={"place": place, "work": work},
        client_id=person.id,
        number=number,
        stage=stage,
        origin_id=person.known["area_id"],
        destination=country,
        channel=rng.choices(("regular", "visit", "irregular", "unknown"), (70, 18, 8, 4))[0],
        occupation=STANDARD[work][0],
        sector=STANDARD[work][1],
        prepared_on=day_of(ended if stage == "pre_departure" else left - 40 * DAY),
        departed_on=None if stage == "pre_departure" else day_of(left),
        returned_on=day_of(ended) if stage == "return" else None,
    )
    batch.keep("clients.journey", row, on)
    facts = {"code": person.code, "stage": stage}
    batch.entry("added_journey", "clients.journey", row, by, on, [person.uid], **facts)
    person.journey, person.destination = row["id"], country
