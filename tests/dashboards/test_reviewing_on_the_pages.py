import html
import uuid

from guardian.shortcuts import assign_perm

from helpdesk.access.actions import change_centre
from helpdesk.cases import actions
from helpdesk.cases.checklist import POINTS
from helpdesk.cases.models import Review, ReviewedCase
from helpdesk.core.clock import today
from helpdesk.dashboards import reviewing
from tests import make

from .world import make_cases

AROUND_THE_ENTRY = 2  # the read’s entry has a transaction of its own: its beginning and end


def close_cases(count, centre, by, **facts):
    made = make_cases(count, centre, by, **{"officer": by, **facts})
    for case in made:
        actions.close(case, by=by, outcomes={case.people.get().client_id: "fully"})
    return made


def draw(centre, by, size=50, **asked):
    asked = {"since": today(), "until": today(), "below": True, **asked}
    return actions.draw_review(centre, by=by, submission_id=uuid.uuid4(), size=size, **asked)


def judge_all(review, by, **verdicts):
    for row in review.cases.filter(judged_at=None):
        actions.judge_case(
            row,
            by=by,
            version=row.version,
            verdicts={**dict.fromkeys(POINTS, "yes"), **verdicts},
            comment="",
        )


def text_of(answer):
    assert answer.status_code == 200, answer
    return html.unescape(answer.content.decode())


def test_a_sample_is_drawn_judged_and_finished_on_the_pages(browse, bimala, sarita, kathmandu):
    [case] = close_cases(1, kathmandu, sarita)
    browser = browse(bimala)
    page = text_of(browser.get("/figures/review/"))
    assert "/figures/review/draw/" in page
    asked = {"centre": "KTM", "since": today(), "until": today(), "size": 3}
    answer = browser.post("/figures/review/draw/", {"submission_id": uuid.uuid4(), **asked})
    review = Review.objects.get()
    assert answer["Location"] == f"/figures/review/{review.pk}/"
    assert "0 of 1 judged" in text_of(browser.get(answer["Location"]))
    row = review.cases.get()
    points = {f"point_{code}": "yes" for code in POINTS}
    judged = {"version": 1, "comment": "Good", **points, "point_notes": "no"}
    assert browser.post(f"/figures/review/cases/{row.pk}/", judged).status_code == 302
    page = text_of(browser.get(f"/figures/review/{review.pk}/"))
    assert "Finished: 1 case" in page
    assert "1 point missed" in page
    assert case.code in page


def test_a_point_left_out_is_asked_for(browse, bimala, sarita, kathmandu):
    close_cases(1, kathmandu, sarita)
    row = draw(kathmandu, bimala).cases.get()
    answer = browse(bimala).post(f"/figures/review/cases/{row.pk}/", {"version": 1})
    assert answer.status_code == 422
    assert b"Answer yes, no, or not applicable" in answer.content


def test_a_day_before_the_first_is_refused(browse, bimala, kathmandu):
    asked = {"centre": "KTM", "since": today(), "until": today() - make.timedelta(days=2)}
    asked |= {"submission_id": uuid.uuid4(), "size": 3}
    assert browse(bimala).post("/figures/review/draw/", asked).status_code == 422


def test_the_officer_reads_it_and_answers_once(browse, bimala, sarita, dipesh, kathmandu):
    close_cases(1, kathmandu, sarita)
    review = draw(kathmandu, bimala)
    row = review.cases.select_related("case").get()
    path = f"/cases/{row.case.code}/review/{row.pk}/"
    assert browse(sarita).get(path).status_code == 404
    judge_all(review, bimala, notes="no")
    assert "Notes say what happened" in text_of(browse(sarita).get(path))
    assert browse(dipesh).get(path).status_code == 404
    assert browse(sarita).post(path, {"text": "The client said so"}).status_code == 302
    assert browse(sarita).post(path, {"text": "Once more"}).status_code == 409
    assert "The client said so" in text_of(browse(bimala).get(path))


def test_findings_are_counted_and_each_number_opens_its_list(
    browse, bimala, sarita, dipesh, kathmandu
):
    close_cases(2, kathmandu, sarita)
    judge_all(draw(kathmandu, bimala), bimala, notes="no")
    close_cases(3, kathmandu, dipesh)
    judge_all(draw(kathmandu, bimala), bimala, notes="na")
    browser = browse(bimala)
    page = text_of(browser.get("/figures/review/"))
    for verdict, count in (("no", 2), ("na", 3)):
        url = f"/figures/review/cases/?point=notes&verdict={verdict}"
        assert f'<a href="{url}">{count}</a>' in page
        page_of_list = text_of(browser.get(url))
        assert f"{count} in all" in page_of_list
        assert page_of_list.count("1 point missed") == (count if verdict == "no" else 0)
    url = f"/figures/review/cases/?officer={sarita.pk}"
    assert f'<a href="{url}">2</a>' in page
    assert "2 in all" in text_of(browser.get(url))


def test_a_restricted_case_counts_only_for_who_is_named(browse, bimala, sarita, kathmandu):
    [hidden, _plain] = close_cases(2, kathmandu, sarita)
    review = draw(kathmandu, bimala)
    judge_all(review, bimala)
    actions.reopen(hidden, by=sarita, reason="Threats")
    actions.restrict(hidden, by=sarita, ground="threat", people=[])
    browser = browse(bimala)
    row = review.cases.get(case=hidden)
    for path in ("/figures/review/", f"/figures/review/{review.pk}/", "/figures/review/cases/"):
        page = text_of(browser.get(path))
        assert hidden.code not in page
        assert "Finished: 2" not in page
        assert "2 in all" not in page
    assert browser.get(f"/figures/review/cases/{row.pk}/").status_code == 404
    assign_perm("cases.view_case", bimala, hidden)
    assert "Finished: 2 cases" in text_of(browser.get("/figures/review/"))


def test_another_centres_sample_is_not_there(browse, bimala, sarita, sushila, kathmandu):
    close_cases(1, kathmandu, sarita)
    review = draw(kathmandu, bimala)
    browser = browse(sushila)
    assert browser.get(f"/figures/review/{review.pk}/").status_code == 404
    assert browser.get(f"/figures/review/cases/{review.cases.get().pk}/").status_code == 404
    assert f"Sample {review.pk} " not in text_of(browser.get("/figures/review/"))


def test_a_supervisor_below_sees_what_was_found_in_her_centres_cases(
    browse, bimala, sushila, pasang, sarita, pokhara, kathmandu
):
    close_cases(1, pokhara, pasang)
    close_cases(2, kathmandu, sarita)
    judge_all(draw(kathmandu, bimala), bimala)
    assert "1 in all" in text_of(browse(sushila).get("/figures/review/cases/"))
    assert "3 in all" in text_of(browse(bimala).get("/figures/review/cases/"))


def test_a_page_costs_the_same_with_1_10_and_100(queries, browse, bimala, sarita, kathmandu):
    browser, costs = browse(bimala), []
    browser.get("/figures/")  # content types and the like are asked for once per process
    for more in (1, 9, 90):
        close_cases(more, kathmandu, sarita)
        reviews = [draw(kathmandu, bimala)]
        if more > 50:
            reviews.append(draw(kathmandu, bimala))
        for review in reviews:
            judge_all(review, bimala)
        row = ReviewedCase.objects.latest("pk")
        addresses = {
            "reviews": "/figures/review/",
            "draw": "/figures/review/draw/",
            "sample": f"/figures/review/{reviews[0].pk}/",
            "list": f"/figures/review/cases/?point=notes&verdict=yes&officer={sarita.pk}",
            "judge": f"/figures/review/cases/{row.pk}/",
            "result": f"/cases/{row.case.code}/review/{row.pk}/",
        }
        costs.append({n: queries(lambda a=a: browser.get(a)) for n, a in addresses.items()})
    assert costs[0] == costs[1] == costs[2]
    reads = {name: costs[0].pop(name) for name in ("judge", "result")}
    assert max(costs[0].values()) <= 12, costs[0]
    assert max(reads.values()) <= 12 + AROUND_THE_ENTRY, reads


def test_closings_that_wait_are_counted_whole_and_shown_from_the_oldest(
    browse, bimala, sarita, anil, kathmandu, monkeypatch
):
    change_centre(kathmandu, by=anil, version=1, closing_approved=True)
    cases = close_cases(3, kathmandu, sarita)
    monkeypatch.setattr(reviewing, "AT_ONCE", 2)
    page = text_of(browse(bimala).get("/figures/review/"))
    assert 'approval <span class="n">3</span>' in page
    assert "The 2 that have waited longest" in page
    assert [case.code in page for case in cases] == [True, True, False]
