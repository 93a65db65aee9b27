"""How everything that belongs to one record of a client moves to another, and back.

Each row keeps its own data key and uid, so whatever is sealed opens as before. Every foreign key
to Client stands in HOW; a test fails when a new one appears that does not.
"""

import json
from dataclasses import dataclass, field

from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder
from django.db import IntegrityError, transaction
from django.db.models import Q

from helpdesk.clients.actions import next_journey_number, next_plan_number
from helpdesk.clients.models import Client

CAME = ("attended", "enrolled", "absent", "waiting", "withdrawn")  # what says most, first


@dataclass
class Moved:
    """What a merge did to rows: enough to put each of them back."""

    changed: list = field(default_factory=list)  # [model, id, {column: [before, after]}]
    removed: list = field(default_factory=list)  # [model, {column: value}]

    def change(self, row, **columns):
        """Set these columns of a row, and remember what stood there."""
        before = {name: getattr(row, name) for name in columns}
        _set(row, columns)
        label = row._meta.label_lower
        self.changed.append([label, row.pk, {n: [before[n], columns[n]] for n in columns}])

    def remove(self, row):
        """Take a row away, and remember it whole."""
        values = {f.attname: f.value_from_object(row) for f in row._meta.concrete_fields}
        plain = json.loads(json.dumps(values, cls=DjangoJSONEncoder))
        self.removed.append([row._meta.label_lower, plain])
        row.delete()


def relations():
    """Every foreign key that leads to a client, hidden ones too; histories keep what they say."""
    found = Client._meta.get_fields(include_hidden=True)
    return {
        f"{relation.related_model._meta.label_lower}.{relation.field.name}": relation
        for relation in found
        if relation.auto_created
        and not relation.concrete
        and not hasattr(relation.related_model, "instance_type")
    }


def move_all(kept, lost) -> Moved:
    """Move whatever points at the lost record; the caller has locked both."""
    moved = Moved()
    for name, relation in relations().items():
        HOW.get(name, move)(moved, relation, kept, lost)
    return moved


def put_back(moved, removed, kept):
    """Each row as it was, where nobody has changed that part of it since."""
    for label, values in reversed(removed):
        model = apps.get_model(label)
        model(**values).save(force_insert=True)
    for label, pk, columns in reversed(moved):
        row = _rows(apps.get_model(label)).filter(pk=pk).first()
        back = {n: old for n, (old, new) in columns.items() if row and getattr(row, n) == new}
        if back and set(back) >= set(columns) & {"client_id"}:
            _set(row, back)


def move(moved, relation, kept, lost):
    """Each row to the kept record. One that the database allows her only once stays behind."""
    for row in _of(relation, lost):
        try:
            with transaction.atomic():
                moved.change(row, **{relation.field.attname: kept.pk})
        except IntegrityError:
            continue


def renumber(moved, relation, kept, lost):
    """Journeys are counted on after hers."""
    for number, row in enumerate(_of(relation, lost), next_journey_number(kept)):
        moved.change(row, client_id=kept.pk, number=number)


def plans(moved, relation, kept, lost):
    """Plans are counted on after hers; of two in use, hers stays so."""
    in_use = kept.plans.current().exists()
    for number, row in enumerate(_of(relation, lost), next_plan_number(kept)):
        ending = row.ending or (row.Ending.REPLACED if in_use else "")
        moved.change(row, client_id=kept.pk, number=number, ending=ending)


def once_in_a_case(moved, relation, kept, lost):
    """Both in one case: hers stays, with what only the other one said."""
    hers = {row.case_id: row for row in _of(relation, kept)}
    for row in _of(relation, lost):
        if row.case_id not in hers:
            moved.change(row, client_id=kept.pk)
            continue
        role = hers[row.case_id]
        missing = {
            name: getattr(row, name)
            for name in ("outcome", "journey_id")
            if getattr(row, name) and not getattr(role, name)
        }
        if missing:
            moved.change(role, **missing)
        moved.remove(row)


def once_in_a_session(moved, relation, kept, lost):
    """Both in one session: hers stays, and whoever of the two came has come."""
    hers = {row.session_id: row for row in _of(relation, kept)}
    for row in _of(relation, lost):
        if row.session_id not in hers:
            moved.change(row, client_id=kept.pk)
            continue
        role = hers[row.session_id]
        if CAME.index(row.state) < CAME.index(role.state):
            moved.change(role, state=row.state)
        moved.remove(row)


def pairs(moved, relation, kept, lost):
    """Who is someone else than the lost one is someone else than her, the older one first."""
    model = relation.related_model
    for row in _of(relation, lost):
        other = row.other_id if row.one_id == lost.pk else row.one_id
        one, other = sorted((kept.pk, other))
        if one != other and not model._base_manager.filter(one=one, other=other).exists():
            moved.change(row, one_id=one, other_id=other)


def stay(moved, relation, kept, lost):
    """It speaks of the lost record itself, or is made anew."""


HOW = {
    "clients.accessrequest.client": move,  # one that waits beside hers stays
    "clients.batchrow.client": stay,  # what a register brought in
    "clients.batchrow.like": stay,
    "clients.client.merged_into": stay,  # the chain of earlier merges is followed
    "clients.different.one": pairs,
    "clients.different.other": pairs,
    "clients.document.client": move,
    "clients.journey.client": renumber,
    "clients.matchkey.client": stay,  # indexed anew
    "clients.merge.kept": stay,
    "clients.merge.lost": stay,
    "clients.phone.client": move,
    "clients.plan.client": plans,
    "clients.prospects.client": move,
    "clients.relation.client": move,  # one between the two stays: nobody is related to oneself
    "clients.relation.other": move,
    "clients.serving.client": move,  # a centre that serves both is hers already
    "clients.skill.client": move,
    "cases.assessment.client": move,
    "cases.caseperson.client": once_in_a_case,
    "cases.claim.client": move,
    "cases.deadline.client": move,
    "cases.file.client": move,
    "cases.need.client": move,
    "cases.overlap.client": move,
    "contacts.appointment.client": move,
    "contacts.attendance.client": once_in_a_session,
    "cases.screening.client": move,
    "contacts.contact.client": move,
    "contacts.helpgiven.client": move,
    "referrals.consent.client": move,
    "referrals.incoming.client": move,
    "referrals.handover.client": move,
    "referrals.signpost.client": move,
    "referrals.referral.client": move,  # a second live one that nobody here may see stays
}


def _rows(model):
    """Rows with their keys, where they have one: what is sealed can then be saved again."""
    has_key = any(f.name == "data_key" for f in model._meta.fields)
    rows = model._base_manager
    return rows.select_related("data_key") if has_key else rows.all()


def _of(relation, client):
    return list(
        _rows(relation.related_model).filter(Q((relation.field.name, client))).order_by("pk")
    )


def _set(row, columns):
    for name, value in columns.items():
        setattr(row, name, value)
    names = {f.attname: f.name for f in row._meta.concrete_fields}
    row.save(update_fields=[names[name] for name in columns])
