"""The embassy and a partner each send someone to Kathmandu; a partner's day with a client."""

from referrals import actions
from referrals.models import Referral
from referrals.models.life import Status
from services.models import Partner

from .world import World, uid


def incoming_story(world: World):
    """One is written down by the desk, one sent by the law clinic; neither is answered yet."""
    rng, calendar, network = world.dice("incoming"), world.calendar, world.network
    centre, officer = network.centres["KTM"], network.people["officer"]
    yield calendar.moment(4, rng)
    actions.log_incoming(
        centre,
        by=officer,
        submission_id=uid(rng),
        sender="Embassy of Nepal, Doha",
        sender_contact="Labour attaché, on weekdays until two",
        name="Binod Chaudhary",
        phone="+9779841555310",
        sex="male",
        stage="return",
        facts="Flies home on Thursday. Speaks Maithili, some Nepali.",
        kind="legal",
        asks_for="Four months of wages are unpaid. He has the contract and the pay slips.",
        done="A complaint was lodged with the labour court in Doha.",
        urgency="normal",
        consent="spoken",
        channel="email",
    )
    yield calendar.moment(1, rng)
    roshan = network.people["partner"]
    partner = Partner.objects.of_worker(roshan).get()
    actions.refer_in(
        partner,
        centre,
        by=roshan,
        submission_id=uid(rng),
        name="Sunita B.K.",
        phone="+9779841555311",
        sex="female",
        stage="pre_departure",
        kind="documents",
        asks_for="An agent keeps her passport. She wants to travel next month.",
        urgency="high",
        consent="signed",
        sender_contact=roshan.name,
    )
    world.told["incoming"] += 2
    _appointment(world, partner, roshan, rng)


def _appointment(world, partner, roshan, rng):
    """Roshan takes a referral that the clinic has accepted, and sets a day."""
    taken = Referral.objects.filter(partner=partner, status=Status.ACCEPTED)
    for referral in taken.select_related("partner", "worker").order_by("-pk")[:1]:
        actions.allot(referral, by=roshan, worker=roshan)
        actions.make_appointment(
            referral,
            by=roshan,
            submission_id=uid(rng),
            at=world.calendar.by(2, 11),
            place="Himal Law Clinic, Thapathali, second floor",
            note="Please bring the contract and the pay slips.",
        )
