"""Two records of one person, with one of everything each; and how rows are compared."""

import uuid
from datetime import timedelta

from helpdesk.cases import actions as cases
from helpdesk.clients import actions as clients
from helpdesk.clients.models import Client
from helpdesk.core.clock import now, today
from helpdesk.desk import actions
from helpdesk.desk.actions.moving import relations
from referrals import actions as referrals
from tests import make

YES = {"how": "spoken", "language": "ne"}


def fill(client, by, service, centre=None, **case):
    """A phone, a document, a journey, a case with a need, a task and a referral, with consent."""
    clients.add_phone(
        client, by=by, number=f"98415{client.pk:05}", safe="yes", safe_note="Mornings"
    )
    clients.add_document(client, by=by, kind="passport", number=f"PA{client.pk:05}")
    journey = make.make_journey(client, by, place="Riyadh")
    case = make.make_case(client, by, centre=centre, officer=by, journey=journey, **case)
    cases.add_task(case, by=by, submission_id=uuid.uuid4(), text="Call", due_at=now())
    cases.add_need(
        case, by=by, submission_id=uuid.uuid4(), client=client, kind="legal", text="Her wages"
    )
    draft = draft_for(case, client, by, service)
    referrals.agree_and_send(draft, by=by, until=today() + timedelta(days=90), **YES)
    return case


def draft_for(case, client, by, service):
    return referrals.draft(
        case,
        by=by,
        submission_id=uuid.uuid4(),
        client=client,
        service=service,
        asks_for="Seven months of wages",
        urgency="normal",
    )


def merge(kept, lost, by, **said):
    """As the form would send it, with the versions as they stand."""
    kept, lost = fresh(kept), fresh(lost)
    facts = {
        "submission_id": uuid.uuid4(),
        "reason": "Same passport, same voice",
        "facts": {},
        "standing": {},
        "version_kept": kept.version,
        "version_lost": lost.version,
    }
    return actions.merge(kept, lost, by=by, **{**facts, **said})


def fresh(row):
    return type(row)._base_manager.select_related("data_key").get(pk=row.pk)


def everything():
    """Every row that belongs to any client, column by column and opened: what a merge touches."""
    models = {relation.related_model for relation in relations().values()} | {Client}
    return {
        f"{model._meta.label_lower} {row.pk}": _opened(row)
        for model in models
        if model._meta.label_lower not in ("clients.matchkey", "clients.merge")
        for row in _with_keys(model)
    }


def _with_keys(model):
    has_key = any(field.name == "data_key" for field in model._meta.fields)
    rows = model._base_manager
    return rows.select_related("data_key") if has_key else rows.all()


def _opened(row):
    names = [f.attname.removesuffix("_sealed") for f in row._meta.concrete_fields]
    return {name: getattr(row, name) for name in names if name != "version"}


def keys():
    """Who is found where, by what."""
    from helpdesk.clients.models import MatchKey

    return set(MatchKey.objects.values_list("key", "centre", "client"))


def differences(before, after):
    """Rows that are not the same, and how."""
    return {
        name: (before.get(name), after.get(name))
        for name in before.keys() | after.keys()
        if before.get(name) != after.get(name)
    }
