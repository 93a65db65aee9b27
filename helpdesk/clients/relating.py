"""Who belongs to a client: actions on her relations. Each is a change of her own record."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from helpdesk.access.sight import demand
from helpdesk.audit.trail import record
from helpdesk.core.clock import now
from helpdesk.core.refusal import Refused
from helpdesk.core.submissions import lock, one_per_submission

from .actions import countries_of
from .matching import phone_digits
from .models import Relation


@one_per_submission(Relation)
def add_relation(client, *, by, submission_id, **facts):
    """Someone belongs to her: `other`, who is registered, or a name; with what that one may do."""
    demand(by, "change", client)
    relation = Relation(client=client, data_key=client.data_key, submission_id=submission_id)
    _set(relation, facts, by)
    relation.save()
    _recorded(relation, by)
    return relation


@transaction.atomic
def change_relation(relation, *, by, version, **facts):
    """Who that is, or what that one may do, has changed."""
    client = relation.client
    demand(by, "change", client)
    relation = lock(relation, version=version)
    relation.client = client
    _set(relation, facts, by)
    relation.version += 1
    relation.save()
    _recorded(relation, by)
    return relation


@transaction.atomic
def end_relation(relation, *, by):
    """It is over: that one no longer acts, cares or lives with her. The history keeps it."""
    client = relation.client
    demand(by, "change", client)
    relation = lock(relation)
    relation.client = client
    if not relation.is_live:
        raise Refused(_("This has been ended already."))
    relation.ended_at = now()
    relation.version += 1
    relation.save(update_fields=["ended_at", "version"])
    _recorded(relation, by)
    return relation


def _set(relation, facts, by):
    if number := facts.get("phone"):
        facts["phone"] = phone_digits(number, *countries_of(relation.client, by))
    for name, value in facts.items():
        setattr(relation, name, value)
    if relation.other == relation.client:
        raise Refused(_("That is the client. Write someone else’s code."), field="relation_code")
    if not (relation.other or relation.name):
        raise Refused(
            _("Write the name, or the code of a registered person."), field="relation_name"
        )


def _recorded(relation, by):
    people = [relation.client, *filter(None, [relation.other])]
    record("changed", relation.client, by=by, clients=people, fields=["relations"])
