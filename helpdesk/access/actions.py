"""Centres, people and teams: all that an administrator does."""

from django.contrib.auth.models import Group
from django.db import transaction
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _
from guardian.shortcuts import assign_perm

from helpdesk.audit.trail import record
from helpdesk.core.per_request import forget
from helpdesk.core.refusal import Refused
from helpdesk.core.submissions import lock

from .areas.keeping import bring
from .models import Centre, User
from .roles import GRANTS, Role
from .sight import demand, teams_administered_by

TEAMS = {
    "officers": Role.OFFICER,
    "supervisors": Role.SUPERVISOR,
    "protectors": Role.DPO,
    "administrators": Role.ADMINISTRATOR,
}


def make_team(name, role, grant_on=None):
    """A plain group; granted its standing role on a centre or partner as soon as that exists."""
    full = f"{name} · {role.label}"
    while Group.objects.filter(name=full).exists():  # two partners may bear one name
        full = f"{name} {get_random_string(4)} · {role.label}"
    team = Group.objects.create(name=full)
    if grant_on is not None:
        assign_perm(GRANTS[role], team, grant_on)
    return team


@transaction.atomic
def open_centre(*, by, parent=None, **facts):
    """A new centre with four teams, below `parent`, which `by` administers; the first has none."""
    if parent is None and Centre.objects.exists():
        demand(by, "administer")
    if parent is not None:
        demand(by, "administer", parent)
        parent.refresh_from_db()
    if Centre.objects.filter(code=facts["code"]).exists():
        raise Refused(_("Another centre has this code."), field="code")
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
def open_centre_with_areas(*, by, parent=None, **facts):
    """A new centre; where it is the first of a country whose areas we bring, they come with it."""
    centre = open_centre(by=by, parent=parent, **facts)
    bring(str(centre.country), by=by)
    return centre


@transaction.atomic
def change_centre(centre, *, by, version, **facts):
    """Correct what is said of a centre; its code stays, cases carry it."""
    demand(by, "administer", centre)
    centre = lock(centre, version=version)
    changed = sorted(name for name, value in facts.items() if getattr(centre, name) != value)
    for name in changed:
        setattr(centre, name, facts[name])
    centre.version += 1
    centre.save(update_fields=[*changed, "version"])
    record("changed", centre, by=by, fields=changed)
    return centre


@transaction.atomic
def invite(*, by, email, name, language="", teams=()):
    """A new account without a password: the person sets one by mail."""
    demand(by, "administer")
    person = make_account(by=by, email=email, name=name, language=language)
    _join(person, teams, by)
    return person


def make_account(*, by, email, name, language=""):
    """An account that belongs to no team yet; whoever calls has asked whether `by` may."""
    _address_is_free(email)
    person = User(email=email.lower(), name=name, language=language)
    person.set_unusable_password()
    person.save()
    record("invited", person, by=by)
    return person


@transaction.atomic
def change_person(person, *, by, name, email, language, is_active, teams):
    """Name, address, language, whether they may log in, and the teams that `by` administers."""
    demand(by, "administer")
    person = User.objects.select_for_update().get(pk=person.pk)
    facts = {"name": name, "email": email.lower(), "language": language, "is_active": is_active}
    changed = sorted(field for field, value in facts.items() if getattr(person, field) != value)
    if changed:
        _may_change_account(person, by, facts, changed)
        for field in changed:
            setattr(person, field, facts[field])
        person.save(update_fields=changed)
        record("changed", person, by=by, fields=changed, is_active=is_active)
    _join(person, teams, by)
    return person


def _may_change_account(person, by, facts, changed):
    """An account that works elsewhere too is not one administrator's.

    Its address opens those doors.
    """
    if "is_active" in changed and person == by:
        raise Refused(
            _("You cannot lock yourself out. Ask another administrator."), field="is_active"
        )
    elsewhere = person.groups.exclude(pk__in=teams_administered_by(by)).exists()
    if elsewhere and person != by and {"email", "is_active"} & set(changed):
        raise Refused(
            _(
                "This person also works where you are not the administrator. "
                "Change the teams here; an administrator above changes the account."
            ),
            field="email" if "email" in changed else "is_active",
        )
    if "email" in changed:
        _address_is_free(facts["email"], person)
    if "is_active" in changed and not facts["is_active"]:
        _keep_one_administrator(person, set(person.groups.values_list("pk", flat=True)))


def _address_is_free(email, person=None):
    if User.objects.filter(email__iexact=email).exclude(pk=person and person.pk).exists():
        raise Refused(
            _("Someone already logs in with this address. Change their teams instead."),
            field="email",
        )


def _join(person, teams, by):
    mine = teams_administered_by(by)
    wanted = {team.pk for team in teams} & mine
    has = set(person.groups.values_list("pk", flat=True)) & mine
    _keep_one_administrator(person, has - wanted)
    for team in Group.objects.filter(pk__in=wanted - has):
        person.groups.add(team)
        record("joined", person, by=by, team=team.name)
    for team in Group.objects.filter(pk__in=has - wanted):
        person.groups.remove(team)
        record("left", person, by=by, team=team.name)
    forget()


def _keep_one_administrator(person, leaving):
    """Each centre keeps an active administrator, its own or one of a centre above."""
    for centre in Centre.objects.filter(administrators__in=leaving):
        teams = set(centre.with_those_above().values_list("administrators", flat=True))
        others = User.objects.filter(groups__in=teams, is_active=True).exclude(pk=person.pk)
        if not others.exists() and not person.groups.filter(pk__in=teams - leaving).exists():
            raise Refused(
                _("%(centre)s would have no administrator. Name another first.")
                % {"centre": centre},
                field="teams",
            )


@transaction.atomic
def change_me(person, *, name, language, by):
    """What someone may say of herself: her name, and the language of her desk and her mail."""
    changed = [
        field
        for field, value in (("name", name), ("language", language))
        if getattr(person, field) != value
    ]
    if changed:
        person.name, person.language = name, language
        person.save(update_fields=changed)
        record("changed", person, by=by, fields=changed)
    return person


@transaction.atomic
def set_mail(person, *, mail, mail_hour, by):
    """When someone is told by mail of what happened: at once, or once a day at an hour."""
    person.mail, person.mail_hour = mail, mail_hour
    person.save(update_fields=["mail", "mail_hour"])
    record("changed", person, by=by, fields=["mail", "mail_hour"])
    return person


@transaction.atomic
def set_language(person, language, *, by):
    """The language in which someone reads the desk and its mail."""
    person.language = language
    person.save(update_fields=["language"])
    record("changed", person, by=by, fields=["language"])


@transaction.atomic
def set_up(*, centre, name, email, password, language=""):
    """The very first centre and its administrator. Once there is a person, never again."""
    by = User.objects.select_for_update().get(
        pk=User.objects.system("setup").pk
    )  # two visitors: one waits
    if User.objects.people().exists():
        raise Refused(_("This desk is set up already. Log in."))
    first = open_centre_with_areas(by=by, **centre)
    person = User(email=email.lower(), name=name, language=language)
    person.set_password(password)
    person.save()
    person.groups.add(first.administrators)
    record("set_up", person, by=by, team=first.administrators.name)
    forget()
    return person
