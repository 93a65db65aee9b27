"""Supervisors look back: a sample of closed cases, and a desk whose closings are approved."""

from datetime import timedelta

from helpdesk.access import actions as access
from helpdesk.cases import actions as cases
from helpdesk.cases.models import Case, ClosingRequest
from helpdesk.core.refusal import Refused

from .stories import uid
from .world import World

SIZE = 6
MISSED = ("notes", "partners", "talked")  # what is found wanting, here and there
COMMENTS = [
    "Well followed up, and the family knew at each step what came next.",
    "The notes of March say what we think of him, not what he said. Please keep the two apart.",
    "Nobody wrote down whether he knows how to come back. A call of two minutes would do.",
    "Good work with the bank. I would use this case for the new colleagues.",
    "",
]
ANSWER = "I rang him today: he knows where we are, and has our number. I wrote it down."
BACK = "Say what came of the loan application first; then it can go."


def looking_back_stories(world: World):
    """The stories, each by itself."""
    return [_sample(world), _approved(world)]


def _sample(world):
    """Bimala draws six closed cases of the whole country, and has one still to look at."""
    rng, calendar, network = world.dice("sample"), world.calendar, world.network
    bimala = network.people["supervisor"]
    yield calendar.moment(20, rng, (10, 11))
    facts = {"since": calendar.day(20) - timedelta(days=120), "until": calendar.day(20)}
    try:
        review = cases.draw_review(
            network.centres["KTM"],
            by=bimala,
            submission_id=uid(rng),
            size=SIZE,
            below=True,
            **facts,
        )
    except Refused:
        return  # a small country may have no closed case
    rows = list(review.cases.select_related("case", "data_key", "officer", "review"))
    world.told["reviews"] += 1
    for place, row in enumerate(rows[:-1]):
        yield calendar.moment(18 - 2 * place, rng, (14, 16))
        verdicts = {point: _verdict(point, row.case, rng) for point in review.points}
        judged = cases.judge_case(
            row, by=bimala, version=row.version, verdicts=verdicts, comment=COMMENTS[place]
        )
        if place == 2 and judged.officer:
            yield calendar.moment(12, rng, (10, 12))
            cases.answer_review(judged, by=judged.officer, text=ANSWER)


def _verdict(point, case, rng):
    if point == "answer" and case.answer_due_at:  # the file says it
        in_time = case.answered_at and case.answered_at <= case.answer_due_at
        return "yes" if in_time else "no"
    if point in MISSED:
        return rng.choice(["yes", "yes", "no"])
    return rng.choice(["yes"] * 6 + ["na", "no"])


def _approved(world):
    """At Kaski a supervisor says yes first: one is sent back, the rest approved, one waits."""
    rng, calendar, network = world.dice("closings"), world.calendar, world.network
    kaski, hari = network.centres["KAS"], network.people["hari"]
    yield calendar.moment(12, rng, (10, 11))
    network.centres["KAS"] = access.change_centre(
        kaski, by=network.admin, version=kaski.version, closing_approved=True
    )
    yield calendar.moment(9, rng, (11, 12))
    asked = _ask_to_close(kaski, rng)
    yield calendar.moment(8, rng, (11, 12))
    if asked:
        cases.send_back_closing(asked, by=hari, reason=BACK)
    yield calendar.moment(3, rng, (11, 12))
    for waiting in _of(kaski).filter(case__restricted=False):
        cases.approve_closing(waiting, by=hari)
    yield calendar.moment(2, rng, (11, 12))
    _ask_to_close(kaski, rng)


def _of(centre):
    waiting = ClosingRequest.objects.waiting().filter(case__centre=centre)
    return waiting.select_related("data_key", "case", "by")


def _ask_to_close(centre, rng):
    """The officer of one of the older cases asks; None where there is no such case."""
    open_ones = Case.objects.filter(centre=centre, status="open", restricted=False)
    mine = open_ones.filter(officer__in=centre.officers.user_set.all(), closing_requests=None)
    case = mine.select_related("officer", "data_key").order_by("opened_at", "pk").first()
    if case is None:
        return None
    ended = {person.client_id: rng.choice(["fully", "partly"]) for person in case.people.all()}
    cases.close(case, by=case.officer, outcomes=ended)
    return _of(centre).filter(case=case).first()
