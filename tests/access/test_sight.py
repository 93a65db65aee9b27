"""Who sees where: resolved by standing grants of teams, and by nothing else."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.db.models import ProtectedError
from guardian.models import GroupObjectPermission, UserObjectPermission
from guardian.shortcuts import assign_perm

from helpdesk.access.models import Centre
from helpdesk.access.roles import GRANTS, Role
from helpdesk.access.sight import centre_ids, may, partner_ids, roles_of, standing
from helpdesk.cases.models import Case, CaseSharing
from helpdesk.clients.models import Client
from helpdesk.core import per_request
from tests import make


@pytest.fixture
def tree(kathmandu):
    """Kathmandu, below it Bagmati, below that Sindhupalchok; Pokhara beside Bagmati."""
    bagmati = make.make_centre("Bagmati", "BAG", parent=kathmandu)
    return (
        bagmati,
        make.make_centre("Sindhupalchok", "SIN", parent=bagmati),
        make.make_centre("Pokhara", "PKR", parent=kathmandu),
    )


@pytest.mark.parametrize(
    ("team", "role"),
    [
        ("supervisors", Role.SUPERVISOR),
        ("protectors", Role.DPO),
        ("administrators", Role.ADMINISTRATOR),
    ],
)
def test_these_roles_reach_all_that_lies_below_and_nothing_beside(team, role, tree):
    bagmati, sindhupalchok, _pokhara = tree
    someone = make.make_user(teams=[getattr(bagmati, team)])
    assert centre_ids(someone, role) == {bagmati.pk, sindhupalchok.pk}


def test_an_officer_serves_one_centre(tree):
    bagmati, *_ = tree
    assert centre_ids(make.make_user(teams=[bagmati.officers]), *Role) == {bagmati.pk}


def test_a_centre_opened_later_is_seen_from_above_at_once(tree, bimala):
    later = make.make_centre("Later", "LAT", parent=tree[1])
    assert later.pk in centre_ids(bimala, Role.SUPERVISOR)


def test_a_partner_worker_has_partners_and_no_centre(roshan, himal):
    assert partner_ids(roshan) == {himal.pk}
    assert centre_ids(roshan, *Role) == frozenset()


def test_a_partner_and_a_centre_of_the_same_number_are_not_mistaken(kathmandu, himal, roshan):
    for _ in range(3):
        other = make.make_partner("Other")
        worker = make.make_user(teams=[other.staff])
        assert not Centre.objects.visible_to(worker).exists()


@pytest.mark.parametrize("who", ["sarita", "bimala", "nirmala", "anil", "roshan"])
def test_an_inactive_account_has_no_place_and_sees_nothing(who, request, case):
    person = request.getfixturevalue(who)
    person.is_active = False
    person.save = None
    assert standing(person) == {}
    for model in (Client, Case, Centre):
        assert not model.objects.visible_to(person).exists()


def test_a_superuser_sees_nothing_by_being_one(case, stranger):
    stranger.is_superuser = True
    assert roles_of(stranger) == set()
    for model in (Client, Case, Centre):
        assert not model.objects.visible_to(stranger).exists()
    assert not may(stranger, "administer")


@pytest.mark.parametrize("grant", sorted(set(GRANTS.values()) | {"cases.view_case"}))
def test_a_permission_on_the_whole_model_opens_nothing(grant, case, stranger):
    app, codename = grant.split(".")
    stranger.user_permissions.add(
        Permission.objects.get(content_type__app_label=app, codename=codename)
    )
    for model in (Client, Case, Centre):
        assert not model.objects.visible_to(stranger).exists()


def test_a_grant_to_a_person_is_no_standing_grant(kathmandu, case, stranger):
    assign_perm("access.serve_centre", stranger, kathmandu)
    assert not Case.objects.visible_to(stranger).exists()


def test_leaving_a_team_ends_what_one_saw(case, sarita, kathmandu):
    assert Case.objects.visible_to(sarita).exists()
    sarita.groups.remove(kathmandu.officers)
    assert not Case.objects.visible_to(sarita).exists()


def test_what_is_allowed_at_one_place_is_not_allowed_at_another(kathmandu, pokhara, sarita, bimala):
    assert may(sarita, "open", kathmandu)
    assert not may(sarita, "open", pokhara)
    assert may(bimala, "open", pokhara)  # Pokhara lies below


def test_where_one_stands_is_asked_once_per_request(sarita, queries):
    token = per_request.begin(where="test")
    try:
        assert queries(lambda: centre_ids(sarita, *Role)) == 1
        assert (
            queries(lambda: (centre_ids(sarita, *Role), partner_ids(sarita), roles_of(sarita))) == 0
        )
    finally:
        per_request.end(token)


def test_nothing_is_remembered_outside_a_request(sarita, queries):
    assert queries(lambda: (roles_of(sarita), roles_of(sarita))) == 2


def test_a_shared_case_is_a_row_with_real_foreign_keys(case, stranger):
    assign_perm("cases.view_case", stranger, case)
    assert not UserObjectPermission.objects.exists()
    assert CaseSharing.objects.filter(content_object=case, user=stranger).count() == 1


def test_an_account_that_acted_is_switched_off_and_never_deleted(case, sarita):
    with pytest.raises(ProtectedError):
        sarita.delete()


def test_no_permission_is_left_behind_when_a_team_goes(kathmandu):
    team = Group.objects.create(name="Visitors")
    assign_perm("access.serve_centre", team, kathmandu)
    before = GroupObjectPermission.objects.count()
    team.delete()
    assert GroupObjectPermission.objects.count() == before - 1


def test_every_standing_grant_leads_to_a_place_that_exists(kathmandu, pokhara, himal):
    for grant in GroupObjectPermission.objects.select_related("content_type"):
        assert grant.content_type.model_class()._base_manager.filter(pk=grant.object_pk).exists()


def test_a_centre_with_a_history_cannot_be_deleted_and_so_its_key_is_never_used_again(
    kathmandu, case
):
    with pytest.raises(Exception, match=r"protect|FOREIGN KEY|foreign key"):
        Centre.objects.filter(pk=kathmandu.pk).delete()
