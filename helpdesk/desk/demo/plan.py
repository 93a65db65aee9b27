"""How many of what, and when: drawn once, counted in days before the day of loading."""

from dataclasses import dataclass, field
from random import Random

from .matters import COMMON, MATTERS

STATUSES = {
    "draft": 14, "sent": 30, "acknowledged": 22, "information_requested": 12, "waitlisted": 20,
    "accepted": 26, "in_progress": 60, "completed": 24, "not_delivered": 8, "closed": 168,
    "declined": 50, "withdrawn": 17, "no_response": 24, "consent_withdrawn": 10,
    "entered_in_error": 6, "discarded": 6,
}  # fmt: skip  # with Maya's three: 500
ENDED = {
    "closed",
    "declined",
    "withdrawn",
    "no_response",
    "consent_withdrawn",
    "entered_in_error",
    "discarded",
}
SILENT = {"sent": 12, "acknowledged": 8}
RECENT = {  # days since its last move, for what is still under way
    "draft": (1, 9),
    "information_requested": (1, 8),
    "waitlisted": (3, 45),
    "accepted": (1, 6),
    "completed": (1, 24),
    "not_delivered": (1, 20),
}
OPEN = {"KTM": 62, "BAG": 20, "GAN": 20, "SIN": 17, "KAS": 15, "TIA": 18, "DOH": 16, "RAY": 8}
CLOSED = {"KTM": 66, "BAG": 29, "GAN": 28, "SIN": 23, "KAS": 20, "TIA": 28, "DOH": 18, "RAY": 8}
UNASSIGNED = {"KTM": 3, "BAG": 2, "GAN": 1, "SIN": 2, "KAS": 1, "TIA": 3, "DOH": 2, "RAY": 1}
STAGES = {
    "DOH": ["employment"],
    "RAY": ["employment"],
    "TIA": ["pre_departure", "return", "return"],
}
ANYWHERE = ["return"] * 9 + ["employment"] * 6 + ["pre_departure"] * 5
OFFICERS_AT_KTM = ["officer"] * 16 + ["dipesh"] * 16 + ["anita"] * 14 + ["kiran"] * 13
# The first officer's day: some late, some for today, most to come.
DUE = [-4, 0, 3, 1, 12, 7, 0, 2, -1, 5, 4, 9, 1, 21, 6, 15]
ONLY_REGISTERED = 10  # clients who have no case yet


@dataclass
class ReferralPlan:
    """One referral: which state it shall reach, and its moves as (days after drafting, verb)."""

    status: str
    moves: list[tuple[int, str]]
    ago: int = 0  # drafted so many days before the loading
    silent: bool = False

    @property
    def length(self) -> int:
        return 20 if self.status == "no_response" else self.moves[-1][0]


@dataclass
class CasePlan:
    """One case: where, when, and the threads of referrals that hang on it."""

    centre: str
    number: int
    opened: int = 0
    closed: int | None = None
    officer: str | None = ""  # a log-in; None: unassigned; empty: anyone of the centre
    due: int | None = None  # its first open task is due so many days from now
    stage: str = ""
    category: str = ""
    threads: list[list[ReferralPlan]] = field(default_factory=list)


@dataclass
class ClientPlan:
    """One client with her cases, the oldest first."""

    number: int
    centre: str
    stage: str
    registered: int
    cases: list[CasePlan]


def scaled(counts: dict, scale: float) -> dict:
    """The same proportions, and at least one of each."""
    return {key: max(1, round(count * scale)) for key, count in counts.items()}


def make_plan(scale: float, rng: Random) -> list[ClientPlan]:
    """All clients with their cases and referrals."""
    threads = _threads(scaled(STATUSES, scale), scaled(SILENT, scale), rng)
    open_cases, closed_cases = _cases(scaled(OPEN, scale), rng), _cases(scaled(CLOSED, scale), rng)
    _give_to_officers(open_cases, scaled(UNASSIGNED, scale))
    _hang(threads, open_cases, closed_cases, rng)
    for case in open_cases:
        _date_open(case, rng)
    for case in closed_cases:
        _date_closed(case, rng)
    return _clients(open_cases + closed_cases, scale, rng)


def _threads(counts, silent, rng):
    """Referrals strung together: some that came to nothing were re-routed."""
    rest = [s for status, n in counts.items() for s in [status] * n]
    rng.shuffle(rest)
    threads = []
    while rest:
        thread = [rest.pop()]
        while (
            thread[-1] in ("declined", "no_response", "withdrawn") and rest and rng.random() < 0.65
        ):
            thread.append(rest.pop())
        plans = [ReferralPlan(status, moves(status, rng)) for status in thread]
        last = plans[-1]
        if silent.get(last.status, 0) > 0:
            silent[last.status] -= 1
            last.silent = True
        threads.append(plans)
    return threads


def moves(status: str, rng: Random) -> list[tuple[int, str]]:
    """The way to a state, as (days after drafting, verb); the clock lets time pass by itself."""
    seen = rng.randint(0, 1)
    decided = seen + rng.randint(0, 2)
    begun = decided + rng.randint(1, 4)
    reported = begun + rng.randint(5, 25)
    sent = [(0, "draft"), (0, "send")]
    acknowledged = [*sent, (seen, "acknowledge")]
    accepted = [*(acknowledged if rng.random() < 0.7 else sent), (decided, "accept")]
    if rng.random() < 0.12:
        accepted = [
            *sent,
            (seen, "request_information"),
            (decided, "answer"),
            (decided + 1, "accept"),
        ]
    started = [*accepted, (begun, "start")]
    completed = [*started, (reported, "complete")]
    failed = [*accepted, (reported, "not_deliver")]
    confirmed = (reported + rng.randint(1, 7), "confirm")
    closed = [*(completed if rng.random() < 0.92 else failed), confirmed]
    if rng.random() < 0.06:
        again = reported + 9
        closed = [
            *completed,
            (reported + 2, "dispute"),
            (again, "complete"),
            (again + 2, "confirm"),
        ]
    return {
        "draft": sent[:1],
        "sent": sent,
        "acknowledged": acknowledged,
        "accepted": accepted,
        "in_progress": started,
        "completed": completed,
        "not_delivered": failed,
        "closed": closed,
        "information_requested": [*sent, (decided, "request_information")],
        "waitlisted": [*sent, (decided, "waitlist")],
        "declined": [*sent, (decided, "decline")],
        "withdrawn": [*acknowledged, (decided + rng.randint(2, 6), "withdraw")],
        "no_response": sent,
        "discarded": [*sent[:1], (seen + 1, "discard")],
        "consent_withdrawn": [*accepted, (begun + 3, "withdraw_consent")],
        "entered_in_error": [*sent, (0, "enter_in_error")],
    }[status]


def _cases(counts, rng):
    cases = [CasePlan(centre, 0) for centre, n in counts.items() for _ in range(n)]
    rng.shuffle(cases)
    return cases


def _give_to_officers(cases, left):
    every, due = iter(OFFICERS_AT_KTM), iter(DUE)
    for case in cases:
        if left[case.centre]:
            left[case.centre] -= 1
            case.officer = None
        elif case.centre == "KTM":
            case.officer = next(every)
            case.due = next(due) if case.officer == "officer" else None


def _hang(threads, open_cases, closed_cases, rng):
    """What is under way needs an open case, what has ended mostly hangs on a closed one."""
    taken = [case for case in open_cases if case.officer is not None]
    for thread in threads:
        where = closed_cases if thread[-1].status in ENDED and rng.random() < 0.82 else taken
        case = min(rng.sample(where, min(3, len(where))), key=lambda case: len(case.threads))
        case.threads.append(thread)


def _spread(thread, begin, rng):
    """Each referral of a thread some days after the one before it came to nothing."""
    ago = begin
    for referral in thread:
        referral.ago = ago
        ago -= referral.length + rng.randint(1, 4)


def _length(thread):
    return sum(referral.length + 4 for referral in thread)


def _date_open(case, rng):
    begins = []
    for thread in case.threads:
        last = thread[-1]
        if last.status in ENDED:
            begin = _length(thread) + rng.randint(2, 20)
            _spread(thread, begin, rng)
        else:
            last.ago = _last_move(last, rng) + last.length
            begin = last.ago
            for referral in reversed(thread[:-1]):
                begin = referral.ago = begin + referral.length + rng.randint(1, 4)
        begins.append(begin)
    fresh = 4 if case.officer is None else 30 if rng.random() < 0.6 else 190
    before = (
        rng.randint(0, 9)
        if rng.random() < 0.5
        else rng.randint(10, 240)
        if rng.random() < 0.85
        else 400
    )
    case.opened = max(begins) + before if begins else rng.randint(1, fresh)


def _last_move(referral, rng):
    """Days since the last move: silent ones are late and have not run out."""
    if referral.status in SILENT:
        return rng.randint(5, 7) - referral.length if referral.silent else 1
    if referral.status == "in_progress":
        return rng.randint(1, 12) if rng.random() < 0.78 else rng.randint(15, 35)
    return rng.randint(*RECENT[referral.status])


def _date_closed(case, rng):
    longest = max((_length(thread) for thread in case.threads), default=0)
    case.opened = rng.randint(longest + 45, max(715, longest + 60))
    for thread in case.threads:
        _spread(thread, case.opened - rng.randint(0, 6), rng)
    case.closed = max(1, case.opened - longest - rng.randint(9, 38))


def _clients(cases, scale, rng):
    clients = []
    for centre in OPEN:
        here = [case for case in cases if case.centre == centre]
        rng.shuffle(here)
        first = max(1, round(len(here) * 0.72))
        groups = [[case] for case in here[:first]]
        for case in here[first:]:
            rng.choice(groups).append(case)
        for group in groups:
            clients.append(_client(centre, sorted(group, key=lambda c: -c.opened), rng))
    for _ in range(max(1, round(ONLY_REGISTERED * scale))):
        centre = rng.choice(list(OPEN))
        clients.append(
            ClientPlan(0, centre, rng.choice(STAGES.get(centre, ANYWHERE)), rng.randint(1, 300), [])
        )
    for number, client in enumerate(clients):
        client.number = number
    for number, case in enumerate(case for client in clients for case in client.cases):
        case.number = number
    return clients


def _client(centre, cases, rng):
    stage = rng.choice(STAGES.get(centre, ANYWHERE))
    fitting = [category for category in COMMON if stage in MATTERS[category][1]]
    for case in cases:
        case.stage, case.category = stage, rng.choice(fitting)
    return ClientPlan(0, centre, stage, cases[0].opened, cases)
