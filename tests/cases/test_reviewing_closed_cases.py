import uuid
from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from guardian.shortcuts import assign_perm

from helpdesk.access.models import User
from helpdesk.audit.models import Entry
from helpdesk.cases import actions
from helpdesk.cases.actions.reviewing import drawn, to_review
from helpdesk.cases.checklist import POINTS
from helpdesk.cases.models import Finding, ReviewedCase
from helpdesk.core import per_request
from helpdesk.core.clock import at, today
from helpdesk.core.refusal import Refused, Stale
from helpdesk.notices.models import Notice
from tests import make


def close_cases(count, centre, by, **facts):
    """So many closed cases, each of a client of her own."""
    made = []
    for n in range(count):
        client = make.make_client(centre, by, f"Person {n}")
        case = make.make_case(client, by, **{"officer": by, **facts})
        made.append(actions.close(case, by=by, outcomes={client.pk: "fully"}))
    return made


def draw(centre, by, size=5, **asked):
    asked = {"since": today(), "until": today(), **asked}
    return actions.draw_review(centre, by=by, submission_id=uuid.uuid4(), size=size, **asked)


def judge(row, by, *, version=None, comment="", **verdicts):
    said = {**dict.fromkeys(POINTS, "yes"), **verdicts}
    version = version or row.version
    return actions.judge_case(row, by=by, version=version, verdicts=said, comment=comment)


def told(kind):
    return list(Notice.objects.filter(kind=kind).values_list("recipient__name", "code"))


@pytest.fixture
def row(kathmandu, sarita, bimala):
    close_cases(1, kathmandu, sarita)
    return draw(kathmandu, bimala).cases.get()


def test_so_many_are_drawn_and_the_same_seed_draws_them_again(kathmandu, sarita, bimala):
    close_cases(6, kathmandu, sarita)
    review = draw(kathmandu, bimala, size=3)
    picked = sorted(review.cases.values_list("case", flat=True))
    assert len(picked) == 3
    review.cases.all()._raw_delete("default")
    assert sorted(drawn(to_review(review), 3, review.seed)) == picked


def test_a_closing_is_drawn_once(kathmandu, sarita, bimala):
    close_cases(3, kathmandu, sarita)
    first = draw(kathmandu, bimala, size=2)
    second = draw(kathmandu, bimala, size=2)
    assert second.cases.count() == 1
    assert not set(first.cases.values_list("case")) & set(second.cases.values_list("case"))
    with pytest.raises(Refused):
        draw(kathmandu, bimala)


def test_the_filters_say_which_cases_are_drawn(kathmandu, pokhara, sarita, dipesh, pasang, bimala):
    close_cases(1, kathmandu, sarita)
    [wanted] = close_cases(1, kathmandu, dipesh, category="C1")
    close_cases(1, kathmandu, dipesh)
    close_cases(1, pokhara, pasang)
    make.make_case(make.make_client(kathmandu, dipesh), dipesh, officer=dipesh)  # still open
    narrow = draw(kathmandu, bimala, officer=dipesh, category="C1")
    assert list(narrow.cases.values_list("case", flat=True)) == [wanted.pk]
    assert draw(kathmandu, bimala).cases.count() == 2
    assert draw(kathmandu, bimala, below=True).cases.get().centre == pokhara


def test_nobody_reviews_her_own_cases(kathmandu, bimala, sarita, row):
    close_cases(1, kathmandu, bimala)
    with pytest.raises(Refused):
        draw(kathmandu, bimala)
    kathmandu.supervisors.user_set.add(sarita)
    with pytest.raises(Refused):
        judge(row, User.objects.get(pk=sarita.pk))


@pytest.mark.parametrize("who", ["sarita", "pasang", "nirmala", "anil", "roshan", "stranger"])
def test_supervisors_alone_draw_and_judge(who, request, kathmandu, row):
    person = request.getfixturevalue(who)
    with pytest.raises(PermissionDenied):
        draw(kathmandu, person)
    with pytest.raises(PermissionDenied):
        judge(row, person)


def test_a_restricted_case_is_drawn_by_who_is_named_and_seen_by_nobody_else(
    kathmandu, sarita, bimala
):
    [case] = close_cases(1, kathmandu, sarita, restricted=True)
    with pytest.raises(Refused):
        draw(kathmandu, bimala)
    assign_perm("cases.view_case", bimala, case)
    per_request.forget()
    draw(kathmandu, bimala)
    other = make.make_user("Ganga Rana", teams=[kathmandu.supervisors])
    assert ReviewedCase.objects.visible_to(bimala).count() == 1
    assert ReviewedCase.objects.visible_to(other).count() == 0


def test_the_officer_sees_hers_once_it_is_judged_and_is_told_once(row, sarita, dipesh, bimala):
    assert not ReviewedCase.objects.visible_to(sarita)
    row = judge(row, bimala, notes="no", comment="Well done, but for one note")
    judge(row, bimala, notes="yes")
    assert ReviewedCase.objects.visible_to(sarita).get().pk == row.pk
    assert not ReviewedCase.objects.visible_to(dipesh)
    assert told("case_reviewed") == [("Sarita Gurung", row.case.code)]


def test_each_point_is_answered(row, bimala):
    with pytest.raises(Refused):
        judge(row, bimala, consent="")
    assert not Finding.objects.exists()


def test_what_was_found_can_be_corrected_until_it_is_answered(row, sarita, bimala):
    row = judge(row, bimala, notes="no", comment="An opinion")
    row = judge(row, bimala, notes="na")
    assert row.findings.get(point="notes").verdict == "na"
    assert row.findings.count() == len(POINTS)
    assert row.findings.get(point="notes").history.count() == 2
    actions.answer_review(row, by=sarita, text="Thank you")
    with pytest.raises(Refused):
        judge(ReviewedCase.objects.get(pk=row.pk), bimala)


def test_an_old_version_is_not_saved(row, bimala):
    judge(row, bimala)
    with pytest.raises(Stale):
        judge(row, bimala, version=1, notes="no")


def test_its_officer_answers_once_and_who_judged_is_told(row, sarita, dipesh, bimala):
    with pytest.raises(Refused):
        actions.answer_review(row, by=sarita, text="Too early")
    row = judge(row, bimala)
    with pytest.raises(Refused):
        actions.answer_review(row, by=dipesh, text="Not mine")
    row = actions.answer_review(row, by=sarita, text="She asked for it")
    assert row.answer == "She asked for it"
    assert told("review_answered") == [("Bimala Adhikari", row.case.code)]
    with pytest.raises(Refused):
        actions.answer_review(row, by=sarita, text="Once more")


def test_what_is_written_is_sealed_with_the_cases_key(row, sarita, bimala):
    row = judge(row, bimala, comment="Canary of a comment")
    with connection.cursor() as cursor:
        cursor.execute("SELECT comment_sealed, data_key_id FROM cases_reviewedcase")
        sealed, key = cursor.fetchone()
    assert b"Canary" not in bytes(sealed)
    assert key == row.case.data_key_id


def test_it_is_recorded_who_drew_judged_and_answered(row, sarita, bimala):
    row = judge(row, bimala, notes="no")
    actions.answer_review(row, by=sarita, text="Yes")
    found = Entry.objects.filter(verb__in=["drew_review", "judged_case", "answered_review"])
    said = {(one.verb, one.by.name) for one in found}
    assert said == {
        ("drew_review", "Bimala Adhikari"),
        ("judged_case", "Bimala Adhikari"),
        ("answered_review", "Sarita Gurung"),
    }
    assert Entry.objects.get(verb="judged_case").detail["missed"] == ["notes"]


def test_when_the_case_is_restricted_who_is_not_named_loses_the_notice(row, sarita, bimala):
    row = judge(row, bimala)
    case = row.case
    actions.answer_review(row, by=sarita, text="Yes")
    actions.reopen(case, by=sarita, reason="She came back")
    actions.restrict(case, by=sarita, ground="threat", people=[])
    assert told("review_answered") == []
    assert told("case_reviewed") == [("Sarita Gurung", case.code)]


def test_the_settings_say_which_points_are_asked(kathmandu, sarita, bimala, settings):
    close_cases(1, kathmandu, sarita)
    settings.REVIEW_POINTS = ["talked", "consent"]
    review = draw(kathmandu, bimala)
    settings.REVIEW_POINTS = []
    assert [code for code, _words in review.asked()] == ["consent", "talked"]
    judge(review.cases.get(), bimala)
    assert Finding.objects.count() == 2


def test_the_days_are_those_of_the_centre_that_has_named_no_time_zone(bimala, sarita, kathmandu):
    gorkha = make.make_centre("Gorkha desk", "GRK", parent=kathmandu)  # stands at UTC, in Nepal
    dawa = make.make_user("Dawa Sherpa", teams=[gorkha.officers])
    with at(datetime(2026, 10, 31, 19, tzinfo=UTC)):  # the first of November there
        close_cases(1, gorkha, dawa)
    with at(datetime(2026, 11, 20, 9, tzinfo=UTC)):
        with pytest.raises(Refused):
            draw(gorkha, bimala, since=date(2026, 10, 1), until=date(2026, 10, 31))
        assert draw(gorkha, bimala, since=date(2026, 11, 1), until=date(2026, 11, 19)).cases.get()
