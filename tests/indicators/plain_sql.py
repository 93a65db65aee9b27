"""Every indicator once more, written in plain SQL: shares no code with the product.

Each statement gives (row, person, its own value of the split or None). {ids} are the centres,
{begin} and {end} moments, {first} and {last} days, {dayN} the moment N days before {end};
{ordinary} says that a case `k` counts, {served} that a client `c` is known to those who count.
"""

SEEN_CASE = """k.centre_id IN {ids} AND {ordinary} AND (k.status <> 'closed' OR 0 < (SELECT COUNT(*)
    FROM cases_caseperson q WHERE q.case_id = k.id AND q.outcome <> 'in_error'))"""
OPEN = "(x.case_id IS NULL OR x.case_id IN (SELECT k.id FROM cases_case k WHERE {ordinary}))"
PENDING = "k.opened_at < {end} AND (k.closed_at IS NULL OR k.closed_at >= {end})"
FIRST = "(SELECT client_id FROM cases_caseperson p WHERE p.case_id = k.id ORDER BY p.id LIMIT 1)"
CLIENT = """c.merged_into_id IS NULL AND c.entered_in_error_at IS NULL
    AND {served}"""


def people(condition):
    return f"SELECT c.id, c.id FROM clients_client c WHERE {CLIENT} AND ({condition})"


def contacts(condition="TRUE"):
    return f"""SELECT x.id, x.client_id FROM contacts_contact x WHERE x.in_error_at IS NULL
        AND x.centre_id IN {{ids}} AND {OPEN} AND x.happened_on BETWEEN {{first}} AND {{last}}
        AND ({condition})"""


def help_given():
    return f"""SELECT x.id, x.client_id FROM contacts_helpgiven x WHERE x.in_error_at IS NULL
        AND x.centre_id IN {{ids}} AND {OPEN} AND x.happened_on BETWEEN {{first}} AND {{last}}"""


def signposts(kind):
    return f"""SELECT x.id, x.client_id FROM referrals_signpost x WHERE x.centre_id IN {{ids}}
        AND {OPEN} AND x.at >= {{begin}} AND x.at < {{end}} AND x.kind = '{kind}'"""


def cases(condition):
    return f"SELECT k.id, {FIRST} FROM cases_case k WHERE {SEEN_CASE} AND ({condition})"


def in_cases(condition):
    return people(
        f"""EXISTS (SELECT 1 FROM cases_caseperson p JOIN cases_case k ON k.id = p.case_id
        WHERE p.client_id = c.id AND {SEEN_CASE} AND {condition})"""
    )


CLOSED = "k.status = 'closed' AND k.closed_at >= {begin} AND k.closed_at < {end}"


def outcomes(condition):
    return f"""SELECT p.id, p.client_id FROM cases_caseperson p
        JOIN cases_case k ON k.id = p.case_id WHERE {SEEN_CASE} AND {CLOSED} AND {condition}"""


def tasks(condition="TRUE"):
    return f"""SELECT t.id, {FIRST} FROM cases_task t JOIN cases_case k ON k.id = t.case_id
        WHERE {SEEN_CASE} AND t.due_at >= {{begin}} AND t.due_at < {{end}} AND {condition}"""


def referrals(condition="TRUE"):
    return f"""SELECT r.id, r.client_id FROM referrals_referral r
        JOIN cases_case k ON k.id = r.case_id WHERE r.centre_id IN {{ids}} AND {{ordinary}}
        AND r.status NOT IN ('draft', 'discarded', 'entered_in_error')
        AND r.sent_at >= {{begin}} AND r.sent_at < {{end}} AND ({condition})"""


def stepped(status):
    return referrals(
        f"""EXISTS (SELECT 1 FROM referrals_step s
        WHERE s.referral_id = r.id AND s.kind = '' AND s.after = '{status}')"""
    )


def heard(condition="TRUE"):
    return referrals(
        f"EXISTS (SELECT 1 FROM referrals_feedback f WHERE f.referral_id = r.id AND {condition})"
    )


def pending_for(least, most):
    old = f"k.opened_at <= {{day{least}}}" if least else "TRUE"
    young = f"k.opened_at > {{day{most + 1}}}" if most else "TRUE"
    return cases(f"{PENDING} AND {old} AND {young}")


HERE = "x.centre_id IN {ids} AND x.in_error_at IS NULL AND x.client_id = c.id"
MET = " OR ".join(
    f"EXISTS (SELECT 1 FROM {table} x WHERE {HERE} AND {OPEN}"
    " AND x.happened_on BETWEEN {first} AND {last})"
    for table in ("contacts_contact", "contacts_helpgiven")
)
AGAIN = """x.client_id IS NOT NULL AND EXISTS (SELECT 1 FROM contacts_contact y
    WHERE y.client_id = x.client_id AND y.in_error_at IS NULL AND y.centre_id IN {ids}
    AND (y.case_id IS NULL OR y.case_id IN (SELECT k.id FROM cases_case k WHERE {ordinary}))
    AND (y.happened_on < x.happened_on OR (y.happened_on = x.happened_on AND y.id < x.id)))"""
REFERRED = referrals("r.client_id = c.id").replace("r.id, r.client_id", "1")

HELD = """JOIN contacts_groupsession s ON s.id = x.session_id WHERE s.state = 'held'
    AND s.centre_id IN {ids} AND s.starts_at >= {begin} AND s.starts_at < {end}"""


def appointments(states):
    return f"""SELECT x.id, x.client_id FROM contacts_appointment x WHERE x.centre_id IN {{ids}}
        AND {OPEN} AND x.at >= {{begin}} AND x.at < {{end}} AND x.state IN ({states})"""


def answers(condition="1 = 1"):
    return cases(f"k.answer_due_at >= {{begin}} AND k.answer_due_at < {{end}} AND ({condition})")


NUMBERS = {
    "sessions_held": """SELECT s.id, NULL FROM contacts_groupsession s WHERE s.state = 'held'
        AND s.centre_id IN {ids} AND s.starts_at >= {begin} AND s.starts_at < {end}""",
    "sessions_attended": f"""SELECT x.id, x.client_id FROM contacts_attendance x {HELD}
        AND x.state = 'attended'""",
    "appointments": appointments("'set', 'changed', 'kept', 'missed'"),
    "appointments_kept": appointments("'kept'"),
    "appointments_missed": appointments("'missed'"),
    "answers_due": answers(),
    "answers_in_time": answers("k.answered_at <= k.answer_due_at"),
    "people_registered": people(
        "c.centre_id IN {ids} AND c.registered_at >= {begin} AND c.registered_at < {end}"
    ),
    "people_met": people(MET),
    "people_with_new_case": in_cases("k.opened_at >= {begin} AND k.opened_at < {end}"),
    "people_with_open_case": in_cases(PENDING),
    "people_referred": people(f"EXISTS ({REFERRED})"),
    "contacts": contacts(),
    "contacts_unnamed": contacts("x.client_id IS NULL"),
    "contacts_again": contacts(AGAIN),
    "contacts_information": contacts("x.topics LIKE '%%,J,%%'"),
    "help_given": help_given(),
    "signposted": signposts("signposting"),
    "redirected": signposts("redirection"),
    "cases_opened": cases("k.opened_at >= {begin} AND k.opened_at < {end}"),
    "cases_closed": cases(CLOSED),
    "cases_pending": cases(PENDING),
    "cases_0_7": pending_for(0, 7),
    "cases_8_30": pending_for(8, 30),
    "cases_31_90": pending_for(31, 90),
    "cases_91_180": pending_for(91, 180),
    "cases_181_365": pending_for(181, 365),
    "cases_over_year": pending_for(366, None),
    "outcomes": outcomes("p.outcome NOT IN ('', 'in_error')"),
    **{
        f"outcome_{code}": outcomes(f"p.outcome = '{code}'")
        for code in [
            "fully",
            "partly",
            "unresolved",
            "withdrawn",
            "lost_contact",
            "transferred",
            "died",
        ]
    },
    "followups_due": tasks(),
    "followups_in_time": tasks("t.done_at <= t.due_at"),
    "referrals_sent": referrals(),
    "referrals_acknowledged": referrals("r.acknowledged_at IS NOT NULL"),
    "referrals_accepted": stepped("accepted"),
    "referrals_declined": referrals("r.status = 'declined'"),
    "referrals_waitlisted": stepped("waitlisted"),
    "referrals_no_response": referrals("r.status = 'no_response'"),
    "referrals_completed": referrals("r.status IN ('completed', 'closed') AND r.outcome <> ''"),
    "referrals_own_word": referrals(
        """NOT EXISTS (SELECT 1 FROM referrals_consent n
        WHERE n.id = r.consent_id AND n.how = 'override')"""
    ),
    "referrals_heard": heard(),
    "referrals_helped": heard("f.helped IN ('fully', 'partly')"),
    "referrals_satisfied": heard("f.satisfied = 'yes'"),
    "claims_made": f"""SELECT m.id, m.client_id FROM cases_claim m
        JOIN cases_case k ON k.id = m.case_id
        WHERE {SEEN_CASE} AND m.made_at >= {{begin}} AND m.made_at < {{end}}""",
}
SUMS = {
    "people_present": contacts().replace("x.id, x.client_id", "SUM(x.people)"),
    "sessions_counted": f"SELECT SUM(x.people) FROM contacts_headcount x {HELD}",
}
MADE = "{begin} <= m.made_at AND m.made_at < {end}"
OF_CASE = f"JOIN cases_case k ON k.id = m.case_id WHERE {SEEN_CASE}"
MONEY = {
    "money_claimed": f"SELECT m.currency, SUM(m.claimed) FROM cases_claim m {OF_CASE} AND {MADE}",
    "money_agreed": f"""SELECT m.currency, SUM(m.agreed) FROM cases_claim m {OF_CASE}
        AND {MADE} AND m.agreed IS NOT NULL""",
    "money_received": f"""SELECT m.currency, SUM(g.amount) FROM cases_receipt g
        JOIN cases_claim m ON m.id = g.claim_id {OF_CASE}
        AND g.taken_back_at IS NULL AND g.received_on BETWEEN {{first}} AND {{last}}""",
}
DAYS = {
    "days_to_answer": f"""SELECT k.opened_at, k.answered_at FROM cases_case k
        WHERE {SEEN_CASE} AND k.answered_at >= {{begin}} AND k.answered_at < {{end}}""",
    "days_to_close": f"""SELECT k.opened_at, k.closed_at FROM cases_case k
        WHERE {SEEN_CASE} AND {CLOSED}""",
    "days_to_acknowledge": referrals("r.acknowledged_at IS NOT NULL").replace(
        "r.id, r.client_id", "r.sent_at, r.acknowledged_at"
    ),
    "days_to_decide": referrals("r.decided_at IS NOT NULL").replace(
        "r.id, r.client_id", "r.sent_at, r.decided_at"
    ),
}
# What is known of a person, for the splits.
FACTS = """SELECT c.id, c.sex, c.birth_year, a.path, c.disability,
    j.stage, j.destination, j.sector, j.channel, j.id,
    EXISTS (SELECT 1 FROM clients_relation r WHERE r.client_id = c.id AND r.migrant
            AND r.ended_at IS NULL)
    FROM clients_client c LEFT JOIN access_area a ON a.id = c.area_id
    LEFT JOIN clients_journey j ON j.client_id = c.id AND j.number =
        (SELECT MAX(number) FROM clients_journey jj WHERE jj.client_id = c.id)"""
SAID = """SELECT x.id, x.sex, x.stage, a.path, x.destination FROM contacts_contact x
    LEFT JOIN access_area a ON a.id = x.area_id"""
