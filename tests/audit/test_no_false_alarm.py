"""Whatever people do, in any order, the trail goes on agreeing with the tables."""

import random
import uuid

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction

from helpdesk.access import actions as access
from helpdesk.audit import chain
from helpdesk.audit.models import Entry
from helpdesk.audit.trail import record_read
from helpdesk.audit.verify import verify
from helpdesk.cases import actions as cases
from helpdesk.cases.models import Case
from helpdesk.clients import actions as clients
from helpdesk.clients.models import Client
from helpdesk.core.clock import now
from helpdesk.core.refusal import Refused
from tests import make


def some(model, dice):
    return dice.choice(list(model.objects.for_listing()))


def acts(dice, centre, people):
    """Things that happen at a centre, good and bad."""
    client, case, by = some(Client, dice), some(Case, dice), dice.choice(people)
    return [
        lambda: make.make_client(centre, by, name=f"Name {dice.random()}"),
        lambda: clients.change(client, by=by, version=client.version, name=f"Name {dice.random()}"),
        lambda: clients.change(client, by=by, version=1, address=f"Ward {dice.random()}"),
        lambda: clients.add_phone(client, by=by, number=f"+97798410{dice.randrange(10000, 99999)}"),
        lambda: make.make_journey(client, by, stage="employment"),
        lambda: make.make_case(client, by),
        lambda: cases.change(
            case, by=by, version=case.version, urgency=dice.choice(["low", "high"])
        ),
        lambda: cases.note(case, by=by, submission_id=uuid.uuid4(), text="x"),
        lambda: cases.add_task(case, by=by, submission_id=uuid.uuid4(), text="x", due_at=now()),
        lambda: cases.take(case, by=by),
        lambda: cases.close(
            case, by=by, outcomes={p.client_id: "fully" for p in case.people.all()}
        ),
        lambda: cases.reopen(case, by=by, reason="x"),
        lambda: access.set_language(by, dice.choice(["en", "ar"]), by=by),
        lambda: record_read("read", client, by=by),
        chain.link_entries,
    ]


@pytest.mark.parametrize(
    ("seed", "count"),
    [(0, 60), (1, 60), (2, 60), pytest.param(3, 3000, marks=pytest.mark.slow)],
)
def test_random_acts_and_no_alarm(
    seed, count, case, kathmandu, sarita, dipesh, bimala, pasang, settings, tmp_path
):
    settings.CHECKPOINT_DIR = str(tmp_path)
    dice, refused = random.Random(seed), 0
    for _ in range(count):
        act = dice.choice(acts(dice, kathmandu, [sarita, dipesh, bimala, pasang]))
        try:
            with transaction.atomic():
                act()
        except (Refused, PermissionDenied):
            refused += 1
    position, _, note = chain.make_note()
    chain.write_note(position, note)
    report = verify()
    assert refused
    assert report.links == report.entries == Entry.objects.count() > 30
    assert [str(problem) for problem in report.problems] == []
