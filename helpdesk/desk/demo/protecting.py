"""Protection as it is worked: assessed twice, screened, kept to few people, opened in need."""

from helpdesk.cases import actions as cases
from helpdesk.cases.models import BreakGlass, Case, Restriction, Screening

from .world import World, uid

TRAFFICKING = "D3"
# days ago, judgement, what endangers, what protects, in the officer's words
ASSESSED = [
    (
        21,
        "high",
        ["i_distress", "i_papers", "i_debt", "h_debt", "c_threats"],
        ["i_knows", "h_backing"],
        {
            "individual": "Sleeps two hours a night. Her passport is still in Riyadh.",
            "community": "The agent lives two doors away, and has come to the house once.",
            "overall": "Safe at her sister’s for now; not at home as long as the agent is there.",
        },
    ),
    (
        5,
        "medium",
        ["i_distress", "i_papers", "i_debt", "h_debt"],
        ["i_knows", "i_plans", "h_backing", "h_safe"],
        {
            "household": "Her sister has given her a room of her own.",
            "overall": "Since the ward office spoke with the agent, he stays away.",
        },
    ),
]
FAMILY = {
    "indicators": ["a_moved", "a_kept", "m_locked", "m_papers", "p_labour"],
    "reasons": "The first family passed her on to a second one for money. She was locked in at "
    "night, without phone or papers, and was never paid.",
}
REASON = (
    "Her sister rang at closing time: he stands at the door and asks for her. Sarita is on the way "
    "to Sindhupalchok without signal. I need to know where she must not be called."
)


def assessed_story(world: World, case, client, officer):
    """The same person twice, some weeks apart: what rose, what fell, what is new."""
    for ago, judgement, risks, strengths, words in ASSESSED:
        rng = world.dice("assessed", ago)
        yield world.calendar.moment(ago, rng, (11, 12))
        cases.assess(
            case,
            by=officer,
            submission_id=uid(rng),
            client=client,
            happened_on=world.calendar.day(ago),
            judgement=judgement,
            risks=risks,
            strengths=strengths,
            words=words,
        )


def keep_to_few(world: World, case, client, officer, supervisor) -> Case:
    """Only the officer and her supervisor see it from now on. Trafficking: after a screening."""
    if case.category == TRAFFICKING:
        rng = world.dice("screened", case.category)
        cases.screen(
            case,
            by=officer,
            submission_id=uid(rng),
            client=client,
            people=[supervisor],
            result=Screening.Result.POSSIBLE,
            decided_by=Screening.Decider.CENTRE,
            decider=None,
            decided_on=case.opened_at.date(),
            **FAMILY,
        )
    else:
        cases.restrict(case, by=officer, ground=Restriction.Ground.VIOLENCE, people=[supervisor])
    return Case.objects.for_listing().get(pk=case.pk)


def glass_story(world: World, case, colleague):
    """Somebody who is not named had to open it; nobody has judged that yet."""
    rng = world.dice("glass")
    yield world.calendar.moment(2, rng, (16, 17))
    cases.break_glass(
        case.code,
        by=colleague,
        submission_id=uid(rng),
        ground=BreakGlass.Ground.DANGER,
        reason=REASON,
    )
