"""Employers and agents that stand in many cases, money that is claimed of them, and last days."""

from helpdesk.cases.finding_parties import keys_of

from .batch import moment
from .people import DAY, day_of

PARTIES = 12  # of each batch: so some stand in many of its cases
FIRST = [
    *("Gulf", "Everest", "Desert", "Pearl", "Himal", "Falcon"),
    *("Horizon", "Crescent", "Lotus", "Skyline", "Delta", "Summit"),
]
SECOND = ["Manpower", "Cleaning", "Construction", "Hospitality", "Overseas", "Facilities"]
KINDS = {"Manpower": "recruiter", "Overseas": "recruiter"}
MONEY = {"A1": "fees", "A2": "fees", "B1": "wages", "B2": "wages", "B5": "end_of_service"}
MONEY |= {"B7": "compensation", "E1": "insurance", "G1": "welfare", "G2": "insurance"}
CURRENCIES = ("QAR", "SAR", "AED", "KWD", "MYR")


def claim(matter) -> None:
    """Who is on the other side, what is claimed of them, and by when it lapses."""
    rng, batch = matter.rng, matter.batch
    if matter.restricted or matter.category not in MONEY or rng.random() < 0.3:
        return
    at = matter.at + 1800
    party = _a_party(batch, rng, at, matter)
    role = KINDS.get(party["word"], "employer")
    facts = {"case_id": matter.row["id"], "by_id": matter.by}
    row = batch.new("cases.caseparty", matter.key, role=role, party_id=party["id"], **facts)
    row["added_at"] = moment(at)
    batch.keep("cases.caseparty", row, moment(at))
    matter.change("added_party", at, role=role, party=party["id"])
    _sums(matter, party, at + 60, facts)
    if rng.random() < 0.3:
        _deadline(matter, at + 120, facts)


def _a_party(batch, rng, at, matter):
    """One of the batch's; the first cases make them."""
    parties = batch.__dict__.setdefault("parties", [])
    if len(parties) >= PARTIES:
        return rng.choice(parties)
    word, key = rng.choice(SECOND), batch.key()
    name = f"{rng.choice(FIRST)} {word} {rng.choice(('Pvt. Ltd.', 'W.L.L.', 'Co.'))}"
    kind = KINDS.get(word, "employer")
    licence = rng.choice(("valid", "valid", "unknown", "suspended", "revoked"))
    facts = {"kind": kind, "country": "QA", "licence": licence, "made_at": moment(at)}
    row = batch.new("cases.party", key, seal={"name": name}, version=1, **facts)
    row["code"] = f"P-{batch.code(row['id'])}"
    batch.keep("cases.party", row, moment(at))
    for blind in sorted(keys_of(name)):
        batch.new("cases.partykey", key=blind, party_id=row["id"])
    parties.append({"id": row["id"], "word": word})
    return parties[-1]


def _sums(matter, party, at, facts):
    rng, batch = matter.rng, matter.batch
    claimed = rng.randint(4, 120) * 100
    agreed = claimed * rng.choice((4, 6, 8, 10)) // 10 if matter.is_over else None
    status = "prepared" if agreed is None else "paid"
    row = batch.new(
        "cases.claim",
        matter.person.key,
        client_id=matter.person.id,
        party_id=party["id"],
        kind=MONEY[matter.category],
        currency=rng.choice(CURRENCIES),
        claimed=f"{claimed}.000",
        agreed=None if agreed is None else f"{agreed}.000",
        status=status,
        made_at=moment(at),
        version=1,
        **facts,
    )
    batch.keep("cases.claim", row, moment(at))
    if agreed:
        day = day_of(min(at + 20 * DAY, matter.now))
        sums = {"amount": f"{agreed}.000", "received_on": day, "by_id": matter.by}
        receipt = batch.new("cases.receipt", claim_id=row["id"], made_at=moment(at), **sums)
        batch.keep("cases.receipt", receipt, moment(at))
    matter.change("added_claim", at, claim=row["id"], kind=row["kind"])


def _deadline(matter, at, facts):
    """A year after she came: some lie behind, most ahead."""
    batch, over = matter.batch, matter.is_over
    row = batch.new(
        "cases.deadline",
        matter.key,
        seal={"text": "Lodge the claim before it lapses"},
        client_id=matter.person.id,
        from_on=day_of(matter.at - 20 * DAY),
        due_on=day_of(matter.at + 345 * DAY),
        made_at=moment(at),
        done_at=moment(at + 60) if over else None,
        done_by_id=matter.by if over else None,
        **facts,
    )
    batch.keep("cases.deadline", row, moment(at))
    if not over:
        matter.plan_day(row["due_on"], "Lodge the claim before it lapses")
    matter.change("added_deadline", at, deadline=row["id"])
