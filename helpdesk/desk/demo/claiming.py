"""Money and last days: who owes it, what is claimed, what came, and what lapses when."""

from datetime import timedelta
from decimal import Decimal

from helpdesk.cases import actions as cases
from helpdesk.cases.models import Claim, Party

from .matters import PLACES
from .world import World, uid

# (name, kind, country, licence): several stand in many cases, as they do in life.
KNOWN = [
    ("Al Noor Facilities W.L.L.", "employer", "QA", "unknown"),
    ("Desert Rose Contracting Co.", "employer", "SA", "unknown"),
    ("Blue Lagoon Hospitality", "employer", "AE", "unknown"),
    ("Evergreen Gloves Sdn. Bhd.", "employer", "MY", "unknown"),
    ("Sunrise Overseas Pvt. Ltd.", "recruiter", "NP", "suspended"),
    ("Himalayan Manpower Services", "recruiter", "NP", "valid"),
    ("Ram Prasad Bhandari", "agent", "NP", "none"),
]
KINDS = {"A1": "fees", "A2": "fees", "A3": "fees", "B1": "wages", "B2": "wages"}
KINDS |= {"B5": "end_of_service", "B7": "compensation", "E1": "insurance", "G1": "welfare"}


def claiming_story(world: World, plan, case, client, officer, journey):
    """Soon after it was opened the other side is named, and what it owes is claimed."""
    rng = world.dice("claims", plan.number)
    last = plan.closed or 0
    if plan.category not in KINDS or plan.opened - last < 3 or rng.random() < 0.35:
        return
    yield world.calendar.moment(plan.opened - 1, rng, (11, 14))
    party = a_party(world, case, officer, rng, rng.choice(_fitting(plan.category, journey)))
    claim = _claim(case, client, officer, party, rng, KINDS[plan.category], journey)
    if plan.category in ("B7", "E1", "G1"):
        _deadline(world, case, client, officer, rng)
    days = plan.opened - 1 - last
    if plan.closed and days > 4 and rng.random() < 0.7:
        yield world.calendar.moment(last + days // 3, rng)
        agreed = claim.claimed * rng.choice((5, 6, 8, 10)) / 10
        claim = cases.change_claim(claim, by=officer, version=claim.version, agreed=agreed)
        yield world.calendar.moment(last + 1, rng, (10, 12))
        came = claim.agreed if rng.random() < 0.6 else claim.agreed / 2
        _receive(claim, officer, rng, came, world.calendar.day(last + 1))


def _fitting(category, journey):
    """Recruiters for what went wrong before, the employers of her country for the rest."""
    group = category[0] == "A"
    there = [row for row in KNOWN if (row[1] != "employer") is group]
    of_country = [row for row in there if row[2] == str(journey.destination)]
    return of_country or there


def a_party(world, case, officer, rng, row):
    """The one of this name: new in the first case, found again in the others."""
    name, kind, country, licence = row
    known = world.parties
    if name in known:
        party = Party.objects.for_listing().get(pk=known[name])
        cases.add_party(case, by=officer, party=party, role=_role(kind))
        return party
    facts = {"kind": kind, "country": country, "licence": licence}
    if licence != "unknown":
        facts["licence_on"] = case.opened_at.date()
    party = cases.make_party(
        case, by=officer, submission_id=uid(rng), role=_role(kind), name=name, **facts
    )
    known[name] = party.pk
    return party


def _role(kind):
    return "employer" if kind == "employer" else "recruiter" if kind == "recruiter" else "agent"


def _claim(case, client, officer, party, rng, kind, journey) -> Claim:
    currency = "NPR" if kind in ("fees", "welfare", "insurance") else _paid_in(journey)
    each = {"NPR": 5000, "KWD": 25}.get(currency, 100)
    sums = {"currency": currency, "claimed": Decimal(rng.randint(8, 90) * each)}
    return cases.add_claim(
        case, by=officer, submission_id=uid(rng), client=client, kind=kind, party=party, **sums
    )


def _paid_in(journey):
    return PLACES.get(str(journey.destination), PLACES["QA"])[2]


def _receive(claim, officer, rng, amount, day):
    claim = Claim.objects.select_related("data_key", "client", "case__centre").get(pk=claim.pk)
    cases.receive(claim, by=officer, submission_id=uid(rng), amount=amount, received_on=day)


def _deadline(world, case, client, officer, rng):
    """The welfare fund's year, counted from some weeks before she came."""
    happened = case.opened_at.date() - timedelta(days=rng.randint(20, 330))
    rule = world.rule("NP", "welfare", "incident")
    cases.add_deadline(
        case,
        by=officer,
        submission_id=uid(rng),
        client=client,
        rule=rule,
        text="Lodge the welfare claim",
        from_on=happened,
        due_on=None,
    )


def mayas_claims(world: World, case, maya, officer, rng):
    """Seven months of wages in Riyadh: 10,500 claimed, and the agent's fee in rupees."""
    family = a_party(world, case, officer, rng, ("Household of Al Harbi", "employer", "SA", "none"))
    wages = {"kind": "wages", "currency": "SAR", "claimed": Decimal(10500), "party": family}
    cases.add_claim(case, by=officer, submission_id=uid(rng), client=maya, **wages)
    agent = a_party(world, case, officer, rng, KNOWN[-1])
    fees = {"kind": "fees", "currency": "NPR", "claimed": Decimal(85000), "party": agent}
    cases.add_claim(case, by=officer, submission_id=uid(rng), client=maya, **fees)
    cases.add_deadline(
        case,
        by=officer,
        submission_id=uid(rng),
        client=maya,
        text="Lodge the wage claim with the embassy",
        due_on=world.calendar.today + timedelta(days=24),
    )
