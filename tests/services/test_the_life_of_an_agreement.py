"""Suspended, resumed, changed, ended on a day; who is warned; its scan; its list."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile

from helpdesk.audit.models import Entry
from helpdesk.core.clock import at, now, today
from helpdesk.core.refusal import Refused, Stale
from helpdesk.jobs.models import FilePiece, SealedFile
from helpdesk.notices.models import Notice
from services import actions
from services.models import Agreement
from tests import make
from tests.files.hostile import PNG

PDF = b"%PDF-1.7 signed"


@pytest.fixture
def agreement(himal, kathmandu):
    return make.make_agreement(himal, kathmandu)


@pytest.fixture
def lead(himal):
    return make.make_user("Laxmi Lead", teams=[himal.leads])


def in_force(agreement):
    return Agreement.objects.in_force().filter(pk=agreement.pk).exists()


def days(number):
    return today() + timedelta(days=number)


def test_suspended_it_is_not_in_force_and_resumed_it_is(agreement, anil):
    rests = actions.suspend(agreement, by=anil, why="Office flooded")
    assert not in_force(agreement)
    assert not rests.is_in_force
    actions.resume(agreement, by=anil)
    assert in_force(agreement)
    verbs = Entry.objects.about(agreement).order_by("id").values_list("verb", flat=True)
    assert list(verbs) == ["drafted", "signed", "suspended", "resumed"]


def test_ended_it_is_final(agreement, anil):
    actions.end(agreement, by=anil)
    for act in (
        lambda: actions.suspend(agreement, by=anil, why="x"),
        lambda: actions.resume(agreement, by=anil),
        lambda: actions.sign(agreement, by=anil),
    ):
        with pytest.raises(Refused, match="already ended"):
            act()


def test_with_a_day_to_come_it_holds_until_then(agreement, anil):
    actions.end(agreement, by=anil, why="Project ends", on=days(5))
    assert in_force(agreement)
    with at(now() + timedelta(days=6)):
        assert not in_force(agreement)


def test_a_draft_is_changed_and_a_signed_one_is_not(himal, kathmandu, anil):
    facts = {"kinds": ["legal"], "starts_on": today(), "ends_on": None}
    draft = actions.make_agreement(himal, kathmandu, by=anil, **facts)
    changed = actions.change_agreement(draft, by=anil, version=1, **facts, reference="MoU 7")
    assert changed.reference == "MoU 7"
    with pytest.raises(Stale):
        actions.change_agreement(draft, by=anil, version=1, **facts, reference="MoU 8")
    actions.sign(draft, by=anil)
    with pytest.raises(Refused, match="is signed"):
        actions.change_agreement(draft, by=anil, version=3, **facts)


@pytest.mark.parametrize("who", ["sarita", "bimala", "lead", "stranger"])
def test_only_an_administrator_suspends_and_resumes(agreement, request, who):
    by = request.getfixturevalue(who)
    with pytest.raises(PermissionDenied):
        actions.suspend(agreement, by=by, why="x")
    with pytest.raises(PermissionDenied):
        actions.resume(agreement, by=by)


def test_each_step_before_the_end_is_told_once(himal, kathmandu, anil, bimala, lead, sarita):
    agreement = make.make_agreement(himal, kathmandu, ends_on=days(95))
    told = Notice.objects.filter(kind="agreement_ending")
    counts = []
    for day in (0, 5, 6, 35, 40, 66, 90):
        with at(now() + timedelta(days=day)):
            actions.warn_of_ending()
            actions.warn_of_ending()
            counts.append(told.count())
    people = {"Anil Karki", "Bimala Adhikari", "Laxmi Lead", "Root administrator"}
    assert set(told.values_list("recipient__name", flat=True)) == people
    assert [count / len(people) for count in counts] == [0, 1, 1, 2, 2, 3, 3]
    assert told.first().path == agreement.get_absolute_url()


def test_a_suspended_one_warns_nobody(himal, kathmandu, anil):
    agreement = make.make_agreement(himal, kathmandu, ends_on=days(20))
    actions.suspend(agreement, by=anil, why="x")
    actions.warn_of_ending()
    assert not Notice.objects.filter(kind="agreement_ending").exists()


def test_the_page_and_the_partners_page_say_that_it_ends(browse, himal, kathmandu, sarita):
    agreement = make.make_agreement(himal, kathmandu, ends_on=days(20))
    for path in (agreement.get_absolute_url(), himal.get_absolute_url()):
        assert "This agreement ends on" in browse(sarita).get(path).text


def test_a_scan_is_taken_by_what_it_is(browse, agreement, anil):
    path = f"{agreement.get_absolute_url()}scan/attach/"
    for content in (b"MZ exe", b"<html>", b"PK zip"):
        answer = browse(anil).post(path, {"file": SimpleUploadedFile("scan.pdf", content)})
        assert answer.status_code == 409
    assert browse(anil).post(path, {"file": SimpleUploadedFile("x.exe", PDF)}).status_code == 302
    with pytest.raises(Refused, match="larger"):
        actions.attach_scan(agreement, by=anil, content=PDF + b"0" * (10 * 2**20))
    assert PDF not in b"".join(bytes(p.sealed) for p in FilePiece.objects.all())


@pytest.mark.parametrize(
    ("who", "status"),
    [("sarita", 200), ("bimala", 200), ("anil", 200), ("lead", 200), ("roshan", 403)],
)
def test_the_desk_and_the_partners_lead_have_the_scan(
    browse, agreement, anil, request, who, status
):
    actions.attach_scan(agreement, by=anil, content=PDF)
    answer = browse(request.getfixturevalue(who)).get(f"{agreement.get_absolute_url()}scan/")
    assert answer.status_code == status
    if status == 200:
        assert b"".join(answer.streaming_content) == PDF
        assert answer["Content-Disposition"] == f'attachment; filename="A-{agreement.pk}.pdf"'
        assert Entry.objects.about(agreement).last().verb == "opened_scan"


def test_a_newer_scan_takes_the_place_and_none_is_swept_away(agreement, anil):
    for content in (PDF, PNG):
        agreement = actions.attach_scan(agreement, by=anil, content=content)
    first, second = SealedFile.objects.select_related("data_key").order_by("pk")
    assert (first.is_gone, second.is_gone) == (True, False)
    with at(now() + timedelta(days=3000)):
        assert second not in SealedFile.objects.expired()


def test_a_partner_lists_its_own_and_a_supervisor_those_that_bind_her_centre(
    browse, himal, kathmandu, pokhara, roshan, sarita
):
    gita = make.make_user("Gita Thapa", teams=[pokhara.supervisors])
    ours = make.make_agreement(himal, kathmandu)  # binds Pokhara below it too
    beside = make.make_agreement(himal, make.make_centre("Lalitpur centre", "LAL"))
    theirs = make.make_agreement(make.make_partner("Sita"), pokhara, ends_on=days(10))

    def listed(who, query=""):
        page = browse(who).get(f"/services/agreements/{query}").text
        return {a.code for a in (ours, beside, theirs) if f">{a.code}<" in page}

    assert listed(gita) == {ours.code, theirs.code}
    assert listed(roshan) == {ours.code, beside.code}
    assert listed(gita, "?state=ending") == {theirs.code}
    assert listed(gita, f"?partner={himal.pk}") == {ours.code}
    assert browse(sarita).get("/services/agreements/").status_code == 403


@pytest.mark.parametrize("count", [1, 10, 30])
def test_the_list_costs_the_same_however_long(count, browse, bimala, himal, kathmandu, queries):
    for _number in range(count):
        make.make_agreement(himal, kathmandu)
    browser = browse(bimala)
    browser.get("/services/agreements/")
    assert queries(lambda: browser.get("/services/agreements/")) <= 12
