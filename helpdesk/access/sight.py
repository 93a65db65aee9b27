"""Who sees where. The only place that asks guardian; ids are resolved once per request."""

from itertools import product

from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Q
from guardian.models import GroupObjectPermission
from guardian.utils import get_user_obj_perms_model

from helpdesk.core.per_request import once
from helpdesk.core.refusal import Refused

from .roles import CENTRE_ROLES, DESK, PARTNER, REACHES_BELOW, ROLE_OF, VERBS, Role


def standing(user) -> dict[Role, frozenset[int]]:
    """Role → ids of centres or partners where the user holds it by a team, subtrees resolved."""
    return once(("standing", user.pk), lambda: _standing(user))


def _standing(user):
    if not user.is_active or user.pk is None:
        return {}
    places: dict[Role, set[int]] = {}
    grants = GroupObjectPermission.objects.filter(
        group__user=user, permission__codename__in=ROLE_OF
    )
    for codename, pk in grants.values_list("permission__codename", "object_pk"):
        places.setdefault(ROLE_OF[codename], set()).add(int(pk))
    for role in REACHES_BELOW & places.keys():
        places[role] = _with_all_below(places[role])
    return {role: frozenset(ids) for role, ids in places.items()}


def _with_all_below(ids):
    Centre = apps.get_model("access", "Centre")
    here = ExpressionWrapper(OuterRef("path"), output_field=CharField())
    above = Centre._base_manager.filter(pk__in=ids).alias(here=here)
    below = Centre._base_manager.filter(Exists(above.filter(here__startswith=F("path"))))
    return set(below.values_list("pk", flat=True))


def centre_ids(user, *roles) -> frozenset[int]:
    """Ids of the centres where the user has one of these roles, and of all it reaches below."""
    held = standing(user)
    return frozenset().union(*(held.get(role, ()) for role in CENTRE_ROLES.intersection(roles)))


def partner_ids(user) -> frozenset[int]:
    """Ids of the partners that the user works for."""
    held = standing(user)
    return frozenset().union(*(held.get(role, ()) for role in PARTNER))


def shared_with(user, permission, model) -> frozenset[int]:
    """Ids of single objects shared with this person by name (never a team); none when inactive."""
    if not user.is_active:
        return frozenset()

    def find():  # guardian's own question is about groups and kinds too, and takes much longer
        by_name = get_user_obj_perms_model(model).objects.filter(user=user)
        shared = by_name.filter(permission__codename=permission.partition(".")[2])
        return frozenset(shared.values_list("content_object_id", flat=True))

    return once(("shared", user.pk, permission), find)


def home_place(user):
    """Where the user belongs: her first centre in tree order, else her partner, else None."""
    return once(("home", user.pk), lambda: _home_place(user))


def _home_place(user):
    """With `asks_second_factor`: whether this or any other place of hers requires one."""
    places = [
        (apps.get_model(label), ids)
        for label, ids in (
            ("access.Centre", centre_ids(user, *Role)),
            ("services.Partner", partner_ids(user)),
        )
        if ids
    ]
    asks = Q()
    for model, ids in places:
        asks |= Q(Exists(model._base_manager.filter(pk__in=ids, second_factor=True)))
    for model, ids in places:
        mine = model._default_manager.filter(pk__in=ids).annotate(asks_second_factor=asks)
        if place := mine.first():
            return place
    return None


def home_centre(user):
    """The centre where the user belongs; None for partners and for those without a role."""
    return home_place(user) if centre_ids(user, *Role) else None


def roles_at(user, place) -> set[Role]:
    """What the user is at a centre or partner."""
    roles = CENTRE_ROLES if place._meta.label_lower == "access.centre" else PARTNER
    return {role for role, ids in standing(user).items() if role in roles and place.pk in ids}


def roles_of(user) -> set[Role]:
    """What the user is anywhere: decides which pages the shell offers."""
    return set(standing(user))


def may(user, verb, *things) -> bool:
    """Does a role of the user, at a place that holds the thing, allow the verb?

    A thing answers `places()` with its centres and partners. Without a thing: anywhere at all.
    """
    allowed = VERBS[verb]
    if not things:
        return bool(roles_of(user) & allowed)
    return any(roles_at(user, place) & allowed for thing in things for place in thing.places())


WHY_NOT: list = []  # (user, thing) → why someone who sees it may not change it; apps above add


def demand(user, verb, *things) -> None:
    """Raise PermissionDenied unless the user may; Refused where there are words for why not."""
    if may(user, verb, *things):
        return
    for thing, words in product(things, WHY_NOT):
        if VERBS[verb] & DESK and (why := words(user, thing)):
            raise Refused(why)
    raise PermissionDenied(verb)


def members_of(*group_ids):
    """Active people of these teams, by name."""
    User = apps.get_model("access", "User")
    return User.objects.filter(groups__in=group_ids, is_active=True).distinct().order_by("name")


def named_on(thing, permission):
    """Active people with whom this object is shared by name."""
    User = apps.get_model("access", "User")
    by_name = get_user_obj_perms_model(thing).objects.filter(
        content_object=thing, permission__codename=permission.partition(".")[2]
    )
    return User.objects.filter(pk__in=by_name.values("user"), is_active=True).order_by("name")


def teams_administered_by(user) -> frozenset[int]:
    """Ids of the groups that an administrator may fill: her centres' teams, and every partner's."""
    return once(("teams", user.pk), lambda: _teams_administered_by(user))


def _teams_administered_by(user):
    centres = centre_ids(user, Role.ADMINISTRATOR)
    if not centres:
        return frozenset()
    grants = GroupObjectPermission.objects.filter(permission__codename__in=ROLE_OF)
    rows = grants.values_list("group_id", "permission__codename", "object_pk")
    return frozenset(
        group
        for group, codename, pk in rows
        if ROLE_OF[codename] not in CENTRE_ROLES or int(pk) in centres
    )


def teams_by_place(user) -> list[tuple[str, list[tuple[int, str]]]]:
    """The teams an administrator may fill: (place, [(group id, role)]), centres in tree order."""
    rows = GroupObjectPermission.objects.filter(
        group__in=teams_administered_by(user), permission__codename__in=ROLE_OF
    )
    found: dict[tuple, list] = {}
    for row in rows.select_related("permission__content_type"):
        role = ROLE_OF[row.permission.codename]
        place = (row.permission.content_type, int(row.object_pk))
        found.setdefault(place, []).append((row.group_id, role))
    named = [
        (place, teams) for place, teams in zip(_places(found), found.values(), strict=True) if place
    ]
    order = list(Role)
    return [
        (
            str(place),
            [
                (group, role.label)
                for group, role in sorted(teams, key=lambda team: order.index(team[1]))
            ],
        )
        for place, teams in sorted(named, key=lambda pair: _in_order(pair[0]))
    ]


def _places(keys):
    """The centres and partners behind (content type, id), in two queries."""
    kinds = {kind for kind, _ in keys}
    rows = {
        kind: kind.model_class()._base_manager.in_bulk([pk for k, pk in keys if k == kind])
        for kind in kinds
    }
    return [rows[kind].get(pk) for kind, pk in keys]


def _in_order(place):
    return (0, place.path) if hasattr(place, "path") else (1, str(place).casefold())
