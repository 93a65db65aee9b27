"""The demo country: two years of invented help desks, told through the product's own actions."""

from collections import Counter
from collections.abc import Callable
from datetime import datetime
from random import Random

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from helpdesk.access.models import Centre
from helpdesk.audit import chain
from helpdesk.audit.models import Entry
from helpdesk.audit.trail import forget_recorded, record
from helpdesk.clients.models import Client
from helpdesk.core import clock
from helpdesk.core.refusal import Refused
from helpdesk.notices.actions import quietly

LOG_INS = [
    ("officer@demo.test", _("Sarita Gurung, desk officer in Kathmandu")),
    ("supervisor@demo.test", _("Bimala Adhikari, national supervisor")),
    ("partner@demo.test", _("Roshan K.C. of Himal Law Clinic")),
    ("dpo@demo.test", _("Nirmala Joshi, data protection officer")),
    ("admin@demo.test", _("Anil Karki, administrator")),
]
LOADED = "loaded"


def is_loaded() -> bool:
    """Whether the demo country is there. It comes whole or not at all: one transaction."""
    return Entry.objects.filter(verb=LOADED, label="access.centre", where="demo").exists()


def log_ins() -> list[str]:
    """Who may log in to look around, a line each."""
    lines = [f"  {email:22}{who}" for email, who in LOG_INS]
    return [*lines, f"  password              {settings.DEMO_PASSWORD}"]


def load(
    scale: float = 1,
    today: datetime | None = None,
    progress: Callable[[str], None] = lambda line: None,
) -> Counter:
    """Tell the country's two years up to `today` (now); returns how much was told.

    `scale` shrinks clients, cases and referrals in proportion; centres and partners stay. Refuses
    where anyone works for real. All in one transaction: what is killed half-way leaves nothing.
    """
    if is_loaded():
        return Counter()
    _refuse_real_desks()
    with transaction.atomic(), quietly():
        told = _tell(scale, today or clock.now(), progress)
    _leave_checkpoint()
    return told


def _refuse_real_desks():
    if Client.objects.exists():
        raise Refused(
            _("There are real clients here. The demo country needs a database of its own.")
        )
    if Centre.objects.exists():
        raise Refused(
            _("This desk has been set up for real. The demo country needs a database of its own.")
        )


def _tell(scale, now, progress):
    from .counter import CONTACTS, counter_story
    from .handing_over import handover_stories
    from .incoming import incoming_story
    from .leading import maya_story, restricted_story
    from .long_way import gita_story
    from .meeting import meeting_stories
    from .plan import make_plan
    from .reviewing import looking_back_stories
    from .stories import client_story, clock_story
    from .timeline import Calendar, Timeline
    from .world import SEED, World

    calendar = Calendar(now)
    timeline = Timeline(calendar)
    network = _found(calendar, progress)
    world = World(network, calendar, timeline)
    for plan in make_plan(scale, Random(SEED)):  # noqa: S311 - the same country each time
        timeline.add(client_story(world, plan))
    for code in CONTACTS:
        timeline.add(counter_story(world, code, scale))
    timeline.add(clock_story(world))
    timeline.add(maya_story(world))
    timeline.add(gita_story(world))
    timeline.add(incoming_story(world))
    for story in handover_stories(world):
        timeline.add(story)
    for story in [*meeting_stories(world), *looking_back_stories(world)]:
        timeline.add(story)
    timeline.add(
        restricted_story(
            world,
            "KTM",
            "officer",
            "D2",
            26,
            "Needs a safe place, husband must not know",
            "Spoke alone with her, door closed. Her sister knows. She comes on market days.",
        )
    )
    timeline.add(
        restricted_story(
            world,
            "SIN",
            "dolma",
            "D3",
            63,
            "Was sold on to a second house",
            "Told it over three visits. She decides what goes further. Her village is not to know.",
        )
    )
    timeline.run(_by_month(progress))
    _finish(network, world.told)
    return world.told


def _found(calendar, progress):
    """The network as it was founded, some weeks before the first client."""
    from helpdesk.cases.actions import begin_with_rules

    from .areas import make_areas
    from .partners import open_directory, sign_agreements
    from .places import open_network
    from .timeline import at_once

    rng = Random(1)  # noqa: S311
    with at_once(calendar.moment(760, rng)):
        network = open_network(make_areas())
        begin_with_rules(by=network.setup)
    with at_once(calendar.moment(750, rng)):
        open_directory(network, calendar.today)
    with at_once(calendar.moment(742, rng)):
        sign_agreements(network, calendar.today)
    progress("Eight centres, eight partners and their people are there.")
    return network


def _by_month(progress):
    said: list[str] = []

    def tell(moment):
        month = f"{moment:%B %Y}"
        if month not in said:
            said.append(month)
            progress(f"  {month}")

    return tell


def _finish(network, told):
    from .timeline import at_once

    with at_once(clock.now()):
        record(LOADED, network.centres["KTM"], by=network.setup, told=dict(told))
    forget_recorded()


def _leave_checkpoint():
    """The chain is linked and vouched for, as the beat will go on doing."""
    position, hash_, note = chain.make_note()
    chain.keep_checkpoint(
        position, hash_, note, ["file"] if chain.write_note(position, note) else []
    )
