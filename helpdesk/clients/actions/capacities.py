"""What a client brings and means to do: skills, savings, intentions."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from helpdesk.access.sight import demand
from helpdesk.audit.trail import record
from helpdesk.core.clock import today
from helpdesk.core.refusal import Refused
from helpdesk.core.submissions import lock, one_per_submission

from ..models import Prospects, Skill
from .records import lock_standing


@one_per_submission(Skill)
def add_skill(client, *, by, submission_id, **facts):
    """Something that she can do."""
    demand(by, "add_skill", client)
    client = lock_standing(client)
    skill = Skill(client=client, data_key=client.data_key, submission_id=submission_id, **facts)
    skill.save()
    record("added_skill", client, by=by)
    return skill


@transaction.atomic
def change_skill(skill, *, by, version, **facts):
    """More is known of it, a certificate came; or it was entered in error."""
    client = skill.client
    demand(by, "change", client)
    skill = lock(skill, version=version)
    skill.client = client
    _set(skill, facts)
    skill.version += 1
    skill.save()
    record("changed", client, by=by, fields=["skills"])
    return skill


@one_per_submission(Prospects)
def add_prospects(client, *, by, submission_id, **facts):
    """What she has and means to do, as she tells it now; what she told before stays."""
    demand(by, "add_prospects", client)
    client = lock_standing(client)
    told = Prospects(client=client, data_key=client.data_key, by=by, submission_id=submission_id)
    _tell(told, facts)
    told.save()
    record("added_prospects", client, by=by)
    return told


@transaction.atomic
def change_prospects(told, *, by, version, **facts):
    """It was written down wrongly."""
    client = told.client
    demand(by, "change", client)
    told = lock(told, version=version)
    told.client = client
    _tell(told, facts)
    told.version += 1
    told.save()
    record("changed", client, by=by, fields=["prospects"])
    return told


def _tell(told, facts):
    _set(told, facts)
    if told.told_on > today():
        raise Refused(_("This day is still to come. Enter what has happened."), field="told_on")
    said = ("home_occupation", "intentions", "business_idea", "training_wanted")
    sums = (told.savings, told.remittance)
    if not any(getattr(told, name) for name in said) and all(one is None for one in sums):
        raise Refused(_("Nothing is written down yet. Fill in what the client told you."))


def _set(row, facts):
    for name, value in facts.items():
        setattr(row, name, value)
