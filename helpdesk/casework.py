"""The rules of the house that a country may change: targets, working weeks, the ladder.

Each is read from the environment under its own name, as JSON that is laid over what stands here
(or from a file, under NAME_FILE): see docs/clocks.md. Hours of targets count on the working
calendar of whoever has to answer, and **24 hours are one working day** (core/working_time.py).
"""

from typing import Any

DEFAULTS: dict[str, Any] = {
    # A case's first answer and its resolution, by how urgent it is. Of these urgencies the hours
    # count round the clock, of the others on the centre's working time.
    "CASE_ANSWER_HOURS": {"critical": 24, "high": 72, "normal": 7 * 24, "low": 30 * 24},
    "CASE_RESOLVE_HOURS": {
        "critical": 14 * 24,
        "high": 30 * 24,
        "normal": 60 * 24,
        "low": 120 * 24,
    },
    "CASE_ROUND_THE_CLOCK": ["critical", "high"],
    # Days without anything done on a case until it is pointed out; with a high risk, sooner.
    "UNTOUCHED_DAYS": 30,
    "HIGH_RISK_UNTOUCHED_DAYS": 7,
    "CASELOAD_HIGH": 30,  # more open cases per officer stand out
    # How urgent the rules propose a case to be: what holds → urgency, "" for a rule that is off.
    # The most urgent counts, none: normal. Categories: the single code before its group.
    "URGENCY_RULES": {
        "danger": "critical",  # marked as high risk
        "alone": "critical",  # a child without family
        "lapsing": "high",  # a deadline of the case lapses within URGENCY_LAPSING_DAYS
        "stranded": "high",  # abroad, in one of the categories URGENCY_STRANDED
        "category": {
            "B7": "high",  # injury or illness at work
            "B8": "high",  # signs of forced labour
            "C3": "critical",  # detention
            "D": "high",
            "D3": "critical",  # trafficking
            "D4": "critical",  # child alone
            "D5": "critical",  # threat
            "E": "high",
            "G4": "low",  # scholarship
            "I3": "low",  # business
            "I4": "low",  # training
        },
    },
    "URGENCY_LAPSING_DAYS": 14,
    "URGENCY_STRANDED": ["B5", "B6", "C1", "C2", "F1"],
    # The four clocks of a referral: the partner has it, says yes or no, reaches the client,
    # reports.
    "REFERRAL_ACKNOWLEDGE_HOURS": {"critical": 8, "high": 24, "normal": 24, "low": 48},
    "REFERRAL_ANSWER_HOURS": {"critical": 24, "high": 48, "normal": 72, "low": 7 * 24},
    "REFERRAL_CONTACT_HOURS": {"critical": 24, "high": 48, "normal": 72, "low": 7 * 24},
    "REFERRAL_REPORT_HOURS": {"critical": 72, "high": 7 * 24, "normal": 14 * 24, "low": 30 * 24},
    # How long a partner's question may wait for the reply, on the centre's own calendar.
    "REFERRAL_REPLY_HOURS": {"critical": 8, "high": 24, "normal": 48, "low": 72},
    # Where a kind of service goes faster or slower: kind → clock → urgency → hours.
    "REFERRAL_TARGETS": {
        "shelter": {
            "acknowledge": {"critical": 3},
            "decide": {"critical": 8, "high": 24},
            "contact": {"critical": 8, "high": 24},
        },
    },
    # The waiting list: looked at again after so many days unless the partner names a day, and
    # after so many at the latest.
    "REFERRAL_REVIEW_DAYS": 30,
    "REFERRAL_REVIEW_MAX_DAYS": 90,
    # The ladder: how long after a clock ran out the officer and her supervisor are told. (The
    # partner is reminded at once.) REFERRAL_NO_RESPONSE_HOURS after it, it counts as no response,
    # yet never sooner after the supervisor was told than REFERRAL_LAST_CALL_HOURS.
    "REFERRAL_SILENT_HOURS": 24,
    "REFERRAL_ESCALATED_HOURS": 72,
    "REFERRAL_NO_RESPONSE_HOURS": 7 * 24,
    "REFERRAL_LAST_CALL_HOURS": 24,
    "REFERRAL_FIGURE_DAYS": 90,  # how far back the board of silent partners looks
    # Deadlines of claims: reminders so many days before the last day, to the officer; the nearest
    # one, and one when it has passed, to the supervisor too.
    "DEADLINE_REMINDER_DAYS": [90, 30, 7],
    # Clients who agreed to it are reminded of an appointment at this hour of the day before, on the
    # centre's clock.
    "REMIND_AT_HOUR": 9,
    # On which day a country's fiscal year begins, "" for all others; day 28 at most. Nepal counts
    # from the first of Shrawan (month 4) of its own calendar, in mid-July.
    "FISCAL_YEARS": {
        "": {"month": 1, "day": 1},
        "NP": {"month": 4, "day": 1, "calendar": "bikram_sambat"},
    },
    # Working weeks by country, "" for all others; days are Monday 1 … Sunday 7.
    "WORKING_WEEKS": {
        "": {"days": [1, 2, 3, 4, 5], "opens": "09:00", "closes": "17:00"},
        "NP": {"days": [7, 1, 2, 3, 4, 5], "opens": "10:00", "closes": "17:00"},
        **{
            country: {"days": [7, 1, 2, 3, 4]}
            for country in ("BD", "BH", "EG", "IL", "IQ", "JO", "KW", "LY", "OM", "QA", "SA", "YE")
        },
    },
}


def rules(env) -> dict[str, Any]:
    """Every rule under its name, with what the environment says laid over it."""
    return {name: laid_over(value, env.json(name, default={})) for name, value in DEFAULTS.items()}


def laid_over(rule: Any, change: Any) -> Any:
    """`change` over `rule`: key by key where both have keys."""
    if not isinstance(rule, dict):
        return change if change != {} else rule
    if not isinstance(change, dict):
        return change
    return {**rule, **{key: laid_over(rule.get(key, {}), value) for key, value in change.items()}}
