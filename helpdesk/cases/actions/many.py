"""Opening many cases at once, as a register brings them: the same rows as one by one."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction

from helpdesk.access.sight import demand
from helpdesk.audit.trail import Deed, record_many, save_many
from helpdesk.clients.models import Client, Journey
from helpdesk.core.clock import now
from helpdesk.core.codes import new_codes
from helpdesk.vault.models import DataKey

from ..models import Case, CasePerson
from . import timing, urgency
from .life import random_case_code


@dataclass
class Matter:
    """A first case of someone whom the centre serves already, with nobody assigned to it."""

    submission_id: UUID
    client: Client
    journey: Journey
    facts: dict[str, Any]  # title, category; urgency, if not by the rules


@transaction.atomic
def open_many(centre, matters: list[Matter], *, by) -> list[Case]:
    """New matters at a centre, each of one client."""
    demand(by, "open", centre)
    if not matters:
        return []
    cases = _cases(centre, matters, by)
    saved = save_many(cases)
    people = save_many(
        [
            CasePerson(case=case, client=matter.client, journey=matter.journey)
            for case, matter in zip(cases, matters, strict=True)
        ]
    )
    deeds = [
        Deed("opened", case, [row, person], [matter.client], _detail(case))
        for case, matter, row, person in zip(cases, matters, saved, people, strict=True)
    ]
    record_many(deeds, by=by)
    return cases


def _cases(centre, matters, by):
    codes = new_codes(Case, len(matters), lambda: random_case_code(centre))
    keys = DataKey.make_many(len(matters))
    cases = [
        Case(
            code=code,
            data_key=key,
            centre=centre,
            opened_by=by,
            opened_at=now(),
            submission_id=matter.submission_id,
            stage=matter.journey.stage,
            **matter.facts,
        )
        for matter, code, key in zip(matters, codes, keys, strict=True)
    ]
    for case, matter in zip(cases, matters, strict=True):
        known = urgency.at_opening(case, [matter.client], [matter.journey])
        urgency.decide(case, known, matter.facts.get("urgency"))
        timing.start(case)
    return cases


def _detail(case):
    return {"category": case.category, "urgency": case.urgency}
