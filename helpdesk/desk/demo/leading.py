"""Stories told by hand: Maya, whom the pictures of the desk show, and two restricted cases."""

# ruff: noqa: E501 - sentences and rows stay whole

from datetime import timedelta

from helpdesk.cases import actions as cases
from helpdesk.cases.models import Need
from helpdesk.clients import actions as clients
from referrals import actions as referrals
from services.models import Service

from . import agreeing, protecting
from .claiming import mayas_claims
from .journeys import maya_journeys
from .planning import mayas_plan
from .stories import uid
from .world import World


def maya_story(world: World):
    """Three journeys, seven months of wages unpaid: legal help accepted, counselling silent, shelter closed."""
    rng, calendar, network = world.dice("maya"), world.calendar, world.network
    sarita, centre = network.people["officer"], network.centres["KTM"]
    yield calendar.moment(22, rng, (14, 15))
    day = calendar.day(22)
    maya = clients.register(
        centre,
        by=sarita,
        submission_id=uid(rng),
        name="Maya Kumari Tamang",
        local_name={"text": "माया कुमारी तामाङ", "lang": "ne"},
        sex="female",
        languages=["taj", "ne"],
        nationalities=["NP"],
        birth={"text": "Mangsir 2053", "date": "1996-12", "year": 1996, "precision": "month"},
        area=network.areas["Sindhupalchok"],
        address="Ward 4, above the monastery",
        phone={
            "number": "+977 9900000204",
            "safe": "at_times",
            "messenger": "",
            "safe_note": "10:00 to 13:00 only; say “Sarita from the bank”; no text messages",
            "answered_by": "her mother-in-law, who is not to be told",
        },
    )
    clients.add_document(
        maya,
        by=sarita,
        kind="passport",
        number="PA0004417",
        country="NP",
        held_by="employer",
        expires_on=calendar.today + timedelta(days=442),
    )
    clients.add_document(
        maya, by=sarita, kind="citizenship", number="23-000417", country="NP", held_by="self"
    )
    riyadh = maya_journeys(maya, sarita, rng, day)
    world.told["clients"] += 1
    world.timeline.add(_wages(world, maya, riyadh, sarita))
    world.timeline.add(_start_again(world, maya, riyadh, sarita))
    world.timeline.add(mayas_plan(world, maya, riyadh, sarita))


def _wages(world, maya, journey, sarita):
    rng, calendar = world.dice("maya", "wages"), world.calendar
    yield calendar.moment(22, rng, (15, 16))
    case = cases.open(
        maya,
        maya.centre,
        by=sarita,
        submission_id=uid(rng),
        journey=journey,
        officer=sarita,
        need_kind="legal",
        title="Unpaid wages, passport kept",
        category="B1",
        stage="return",
        urgency="high",
        high_risk=True,
    )
    for kind, text in (
        ("shelter", "Somewhere to sleep until my sister comes"),
        ("psychosocial", "A woman I can talk to"),
    ):
        cases.add_need(case, by=sarita, submission_id=uid(rng), client=maya, kind=kind, text=text)
    _note(
        case,
        sarita,
        rng,
        "walk_in",
        "Came straight from the airport desk. Seven months without wages, SAR 10,500 in all. "
        "The agent threatened her if she complains. Risk set to high together with Bimala.",
    )
    world.timeline.add(_shelter(world, case, maya, sarita))
    world.timeline.add(protecting.assessed_story(world, case, maya, sarita))
    world.told["cases"] += 1
    yield calendar.moment(19, rng)
    _note(case, sarita, rng, "note", "Wrote to the employer through the embassy.")
    yield calendar.moment(8, rng, (11, 12))
    _note(
        case,
        sarita,
        rng,
        "message",
        "Employer offers SAR 6,000 for the rest, by e-mail through the embassy.",
    )
    for text, days, hour in (
        ("Call about the employer’s offer", -4, 13),
        ("Send the last payslip to Himal Law Clinic", 0, 17),
        ("Ask the embassy where the passport is", 5, 12),
    ):
        cases.add_task(
            case, by=sarita, submission_id=uid(rng), text=text, due_at=calendar.by(days, hour)
        )
    mayas_claims(world, case, maya, sarita, world.dice("mayas claims"))
    yield calendar.moment(6, rng, (12, 13))
    _note(
        case,
        sarita,
        rng,
        "phone",
        "Phoned Maya, twelve minutes. She slept badly and asks for a woman counsellor.",
    )
    asks = (
        "Seven months of wages are unpaid (SAR 10,500, of which 2,000 came). We wrote to the employer through the "
        "embassy; he offers SAR 6,000 for the rest. Maya wants advice before she answers."
    )
    legal = refer_to(world, case, maya, sarita, rng, "Wage claims desk", asks)
    refer_to(
        world,
        case,
        maya,
        sarita,
        rng,
        "Counselling with a woman counsellor",
        "She sleeps badly since she came home and asks for a woman to talk to. Mornings are best.",
    )
    roshan = world.network.people["partner"]
    yield calendar.moment(6, rng, (15, 16))
    referrals.acknowledge(legal, by=roshan)
    yield calendar.moment(4, rng, (15, 16))
    referrals.accept(legal, by=roshan, text="Please send the last payslip when you can.")
    yield calendar.moment(3, rng, (11, 12))
    agreeing.changed(legal, sarita)
    agreeing.said_no(maya, sarita)


def _shelter(world, case, maya, sarita):
    rng, calendar = world.dice("maya", "shelter"), world.calendar
    yield calendar.moment(22, rng, (16, 17))
    stay = refer_to(
        world,
        case,
        maya,
        sarita,
        rng,
        "Emergency shelter",
        "Came from the airport with nowhere to go. Three nights, until her sister can come.",
        "high",
    )
    rita = world.network.people["rita"]
    yield calendar.moment(22, rng, (17, 18))
    referrals.accept(stay, by=rita, text="A bed is ready. Please call when she is on her way.")
    yield calendar.moment(19, rng)
    referrals.complete(
        stay, by=rita, outcome="full", delivered="Three nights; left with her sister."
    )
    yield calendar.moment(18, rng, (10, 11))
    referrals.confirm(stay, by=sarita, text="Maya says so too: she slept, and was well received.")


def _start_again(world, maya, journey, sarita):
    rng, calendar = world.dice("maya", "again"), world.calendar
    yield calendar.moment(15, rng)
    case = cases.open(
        maya,
        maya.centre,
        by=sarita,
        submission_id=uid(rng),
        journey=journey,
        officer=sarita,
        need_kind="business",
        title="Start again at home",
        category="I3",
        stage="return",
        urgency="low",
    )
    _note(
        case,
        sarita,
        rng,
        "walk_in",
        "Cooked for twelve people in Riyadh. Would like a small kitchen near the bus stop.",
    )
    world.told["cases"] += 1
    text = "Agree the plan, one month after return"
    cases.add_task(case, by=sarita, submission_id=uid(rng), text=text, due_at=calendar.by(8))


def restricted_story(world: World, code, login, category, ago, title, note):
    """A case that only those see who are named."""
    rng, calendar = world.dice("restricted", code), world.calendar
    officer, centre = world.network.people[login], world.network.centres[code]
    yield calendar.moment(ago, rng)
    client = clients.register(
        centre, by=officer, submission_id=uid(rng), name="", sex="female", languages=["ne"]
    )
    facts = {"stage": "return", "destination": "SA", "returned_on": calendar.day(ago + 3)}
    journey = clients.add_journey(client, by=officer, submission_id=uid(rng), **facts)
    case = cases.open(
        client,
        centre,
        by=officer,
        submission_id=uid(rng),
        journey=journey,
        officer=officer,
        need_kind="shelter",
        title=title,
        category=category,
        stage="return",
        urgency="critical",
        high_risk=True,
    )
    supervisor = world.network.supervisors[code]
    case = protecting.keep_to_few(world, case, client, officer, supervisor)
    world.told.update(clients=1, cases=1)
    _note(case, officer, rng, "note", note)
    if code == "KTM":
        colleague = world.network.people["dipesh"]
        world.timeline.add(protecting.glass_story(world, case, colleague))
        agreeing.without_asking(world, case, client, officer, supervisor, rng)
    yield calendar.moment(max(1, ago - 2), rng)
    cases.add_task(
        case,
        by=officer,
        submission_id=uid(rng),
        text="Call at the safe time",
        due_at=calendar.by(2, 11),
    )


def _note(case, by, rng, kind, text):
    cases.note(case, by=by, submission_id=uid(rng), kind=kind, text=text)


def refer_to(world, case, client, by, rng, service, asks_for, urgency="normal", language="taj"):
    service = Service.objects.select_related("partner").get(
        name=service, partner__email__endswith="@demo.test"
    )
    need = Need.objects.select_related("data_key").filter(case=case, kind=service.kind).first()
    referral = referrals.draft(
        case,
        by=by,
        submission_id=uid(rng),
        client=client,
        service=service,
        asks_for=asks_for,
        urgency=urgency,
        need=need,
    )
    until = world.calendar.today + timedelta(days=160)
    world.told["referrals"] += 1
    return referrals.agree_and_send(referral, by=by, how="spoken", language=language, until=until)
