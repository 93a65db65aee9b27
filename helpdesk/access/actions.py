"""Centres, people and teams: all that an administrator does."""

from django.contrib.auth.models import Group
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from guardian.shortcuts import assign_perm

from helpdesk.audit.trail import record
from helpdesk.core.per_request import forget
from helpdesk.core.refusal import Refused

from .models import Centre, User
from .roles import GRANTS, Role
from .sight import centre_ids, demand, teams_administered_by

TEAMS = {
    "officers": Role.OFFICER,
    "supervisors": Role.SUPERVISOR,
    "protectors": Role.DPO,
    "administrators": Role.ADMINISTRATOR,
}


def make_team(name, role, grant_on=None):
    """A plain group; granted its standing role on a centre or partner as soon as that exists."""
    team = Group.objects.create(name=f"{name} · {role.label}")
    if grant_on is not None:
        assign_perm(GRANTS[role], team, grant_on)
    return team


@transaction.atomic
def open_centre(*, by, parent=None, **facts):
    """A new centre with its four teams. Below `parent`, which `by` administers; the first has none."""
    if parent is None and Centre.objects.exists():
        demand(by, "administer")
    if parent is not None:
        demand(by, "administer", parent)
        parent.refresh_from_db()
    teams = {field: make_team(facts["code"], role) for field, role in TEAMS.items()}
    centre = Centre(**facts, **teams)
    tree = Centre.objects
    tree.add_child(parent, instance=centre) if parent else tree.add_root(instance=centre)
    for field, role in TEAMS.items():
        assign_perm(GRANTS[role], teams[field], centre)
    record("opened", centre, by=by, teams={field: team.pk for field, team in teams.items()})
    forget()
    return centre


@transaction.atomic
def change_centre(centre, *, by, **facts):
    """Correct what is said of a centre; its code stays, cases carry it."""
    demand(by, "administer", centre)
    for name, value in facts.items():
        setattr(centre, name, value)
    centre.version += 1
    centre.save(update_fields=[*facts, "version"])
    record("changed", centre, by=by, fields=sorted(facts))
    return centre


@transaction.atomic
def invite(*, by, email, name, language="", teams=()):
    """A new account without a password: the person sets one by mail."""
    demand(by, "administer")
    if User.objects.filter(email__iexact=email).exists():
        raise Refused(_("Someone already logs in with this address. Change their teams instead."), field="email")
    person = User(email=email.lower(), name=name, language=language)
    person.set_unusable_password()
    person.save()
    record("invited", person, by=by)
    _join(person, teams, by)
    return person


@transaction.atomic
def change_person(person, *, by, name, email, language, is_active, teams):
    """Name, address, language, whether they may log in, and the teams that `by` administers."""
    demand(by, "administer")
    if not is_active and person == by:
        raise Refused(_("You cannot lock yourself out. Ask another administrator."), field="is_active")
    person.name, person.email, person.language, person.is_active = name, email.lower(), language, is_active
    person.save(update_fields=["name", "email", "language", "is_active"])
    record("changed", person, by=by, is_active=is_active)
    _join(person, teams, by)
    return person


def _join(person, teams, by):
    mine = teams_administered_by(by)
    wanted = {team.pk for team in teams} & mine
    has = set(person.groups.values_list("pk", flat=True)) & mine
    _keep_one_administrator(person, by, has - wanted)
    for team in Group.objects.filter(pk__in=wanted - has):
        person.groups.add(team)
        record("joined", person, by=by, team=team.name)
    for team in Group.objects.filter(pk__in=has - wanted):
        person.groups.remove(team)
        record("left", person, by=by, team=team.name)
    forget()


def _keep_one_administrator(person, by, leaving):
    centres = Centre.objects.filter(pk__in=centre_ids(by, Role.ADMINISTRATOR), administrators__in=leaving)
    for centre in centres:
        if not centre.administrators.user_set.filter(is_active=True).exclude(pk=person.pk).exists():
            raise Refused(_("%(centre)s would have no administrator. Name another first.") % {"centre": centre}, field="teams")


@transaction.atomic
def set_language(person, language, *, by):
    """The language in which someone reads the desk and its mail."""
    person.language = language
    person.save(update_fields=["language"])
    record("changed", person, by=by, fields=["language"])
