import uuid
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from helpdesk.audit.models import Entry
from helpdesk.cases import actions
from helpdesk.cases.models import Case, CaseSharing, Restriction
from helpdesk.clients.models import Client, Serving
from helpdesk.core import per_request
from helpdesk.core.clock import today
from helpdesk.core.refusal import Refused
from helpdesk.notices.actions import notify
from helpdesk.notices.models import Notice
from referrals import actions as referrals
from tests import make


def names(case):
    return [person.name.split()[0] for person in actions.named(case)]


@pytest.fixture
def secret(case, sarita, bimala):
    return actions.restrict(case, by=sarita, ground="threat", people=[bimala])


def told(person):
    return [str(notice.kind) for notice in Notice.objects.filter(recipient=person)]


def test_only_named_people_see_it_from_that_moment(secret, sarita, bimala, dipesh):
    assert names(secret) == ["Bimala", "Sarita"]
    seen = {
        p: Case.objects.visible_to(p).filter(pk=secret.pk).exists()
        for p in (sarita, bimala, dipesh)
    }
    assert seen == {sarita: True, bimala: True, dipesh: False}
    assert told(bimala) == ["case_shared"]


def test_what_was_told_of_it_is_taken_back_from_the_others(case, sarita, dipesh, bimala):
    actions.assign(case, by=sarita, officer=dipesh)
    actions.assign(case, by=sarita, officer=sarita)
    assert told(dipesh) == ["case_assigned"]
    actions.restrict(case, by=sarita, ground="threat")
    assert told(dipesh) == []


def test_by_the_pages(browse, case, sarita, dipesh, bimala):
    officer = browse(sarita)
    sent = {"ground": "violence", "people": [bimala.pk]}
    assert officer.post(f"/cases/{case.code}/restrict/", sent).status_code == 302
    page = officer.get(f"/cases/{case.code}/named/").content.decode()
    assert "Bimala Adhikari" in page
    assert "Violence or abuse" in page
    assert "Lift the restriction" not in page
    assert officer.post(f"/cases/{case.code}/named/", {"person": dipesh.pk}).status_code == 302
    assert names(case) == ["Bimala", "Dipesh", "Sarita"]
    assert browse(dipesh).get(case.get_absolute_url()).status_code == 200
    assert officer.post(f"/cases/{case.code}/named/{dipesh.pk}/unshare/").status_code == 302
    assert browse(dipesh).get(case.get_absolute_url()).status_code == 404
    lift = f"/cases/{case.code}/lift-restriction/"
    assert officer.post(lift, {"reason": "Safe now"}).status_code == 403
    assert browse(bimala).post(lift, {"reason": "Safe now"}).status_code == 302
    assert browse(dipesh).get(case.get_absolute_url()).status_code == 200


def test_it_is_shared_with_nobody_who_could_not_work_on_it(secret, sarita, pasang):
    with pytest.raises(Refused, match="works neither at"):
        actions.share(secret, by=sarita, person=pasang)
    assert names(secret) == ["Bimala", "Sarita"]


def test_its_officer_stays_named(secret, sarita, bimala):
    with pytest.raises(Refused, match="Give it to someone else first"):
        actions.unshare(secret, by=bimala, person=sarita)


def test_a_supervisor_is_taken_off_by_supervisors_alone(secret, sarita, bimala):
    with pytest.raises(Refused, match="Only a supervisor"):
        actions.unshare(secret, by=sarita, person=bimala)
    actions.unshare(secret, by=bimala, person=bimala)
    assert names(secret) == ["Sarita"]


def test_somebody_is_always_left(maya, sarita):
    case = actions.restrict(make.make_case(maya, sarita), by=sarita, ground="child")
    with pytest.raises(Refused, match="Nobody would see"):
        actions.unshare(case, by=sarita, person=sarita)


def test_who_takes_it_over_is_named(secret, sarita, dipesh):
    actions.assign(secret, by=sarita, officer=dipesh)
    assert names(secret) == ["Bimala", "Dipesh", "Sarita"]


def test_nobody_unnamed_decides(secret, dipesh):
    for act in (
        lambda: actions.share(secret, by=dipesh, person=dipesh),
        lambda: actions.unshare(secret, by=dipesh, person=dipesh),
    ):
        with pytest.raises(Refused, match="who are named"):
            act()
    with pytest.raises(PermissionDenied):
        actions.lift_restriction(secret, by=dipesh, reason="Because")


def test_lifting_takes_all_names_away_and_keeps_the_reason(secret, bimala, sarita, dipesh):
    actions.lift_restriction(secret, by=bimala, reason="Safe now")
    assert not CaseSharing.objects.exists()
    row = Restriction.objects.select_related("data_key").get()
    assert (row.lifted_by, row.lifted_why) == (bimala, "Safe now")
    assert Case.objects.visible_to(dipesh).get() == secret
    assert set(Entry.objects.about(secret).values_list("verb", flat=True)) >= {
        "restricted",
        "lifted_restriction",
    }


def test_it_stays_while_trafficking_is_possible(secret, sarita, bimala):
    make.make_screening(secret, sarita)
    with pytest.raises(Refused, match="Screen again"):
        actions.lift_restriction(secret, by=bimala, reason="Safe now")


def test_who_has_left_every_desk_sees_it_no_more(secret, sarita):
    assert Case.objects.visible_to(sarita).filter(pk=secret.pk).exists()
    sarita.groups.clear()
    per_request.forget()
    assert not Case.objects.visible_to(sarita).exists()
    assert not Client.objects.visible_to(sarita).exists()


def test_twice_is_refused(secret, sarita):
    with pytest.raises(Refused, match="already"):
        actions.restrict(secret, by=sarita, ground="threat")


def test_her_home_still_knows_her_and_another_centre_no_more(pokhara, pasang, maya):
    colleague = make.make_user("Tara", teams=[pokhara.officers])
    case = make.make_case(maya, pasang, centre=pokhara, officer=pasang)
    served = Serving.objects.filter(client=maya, centre=pokhara)
    assert served.exists()
    actions.restrict(case, by=pasang, ground="threat")
    assert not served.exists()
    assert not Client.objects.visible_to(colleague).exists()
    assert Serving.objects.filter(client=maya).count() == 1


def test_an_ordinary_case_beside_it_keeps_her_served(pokhara, pasang, maya):
    make.make_case(maya, pasang, centre=pokhara)
    case = make.make_case(maya, pasang, centre=pokhara, officer=pasang)
    actions.restrict(case, by=pasang, ground="threat")
    assert Serving.objects.filter(client=maya, centre=pokhara).exists()


def test_what_was_told_of_its_referrals_too_but_for_the_partner(
    case, maya, sarita, dipesh, bimala, roshan, himal, kathmandu
):
    desk = make.make_service(himal)
    make.make_agreement(himal, kathmandu)
    draft = referrals.draft(
        case,
        by=dipesh,
        submission_id=uuid.uuid4(),
        client=maya,
        service=desk,
        asks_for="Her wages",
        urgency="normal",
    )
    until = today() + timedelta(days=90)
    sent = referrals.agree_and_send(draft, by=dipesh, how="spoken", language="ne", until=until)
    notify([dipesh, roshan], Notice.Kind.REFERRAL_LATE, sent)
    actions.restrict(case, by=sarita, ground="threat")
    assert told(dipesh) == []
    assert "referral_late" in told(roshan)
