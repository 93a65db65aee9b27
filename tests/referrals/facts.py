"""What a closed loop must look like, asked of the bare columns and of none of the code under test.

The life of a referral is written out here anew, from DOMAIN.md §4; who sees what, from the four
facts of docs/architecture.md: status, consent, agreement (or run-off), and the worker's account.
"""

from datetime import timedelta

from django.db import connection
from django.utils import timezone

from helpdesk.core.clock import now
from referrals.models import Consent, LostCover, Referral
from services.models import Agreement

LIVE = {
    "sent",
    "acknowledged",
    "information_requested",
    "waitlisted",
    "accepted",
    "in_progress",
}
# (from, to) → whose move it is: the desk's, the partner's, the clock's.
NEXT = {
    ("", "draft"): "D",
    ("draft", "sent"): "D",
    ("draft", "discarded"): "D",
    **{(s, "acknowledged"): "P" for s in ["sent"]},
    ("information_requested", "acknowledged"): "D",
    **{(s, "accepted"): "P" for s in ["sent", "acknowledged", "waitlisted"]},
    **{(s, "waitlisted"): "P" for s in ["sent", "acknowledged"]},
    **{(s, "information_requested"): "P" for s in ["sent", "acknowledged"]},
    **{
        (s, "declined"): "P"
        for s in ["sent", "acknowledged", "information_requested", "waitlisted"]
    },
    **{(s, "no_response"): "S" for s in ["sent", "acknowledged", "waitlisted"]},
    ("accepted", "in_progress"): "P",
    **{(s, "completed"): "P" for s in ["accepted", "in_progress"]},
    **{(s, "not_delivered"): "P" for s in ["accepted", "in_progress"]},
    ("completed", "in_progress"): "D",
    **{(s, "closed"): "D" for s in ["completed", "not_delivered"]},
    **{
        (s, end): "D"
        for s in LIVE
        for end in ["withdrawn", "consent_withdrawn", "entered_in_error"]
    },
}
NEEDS_REASON = {"declined", "not_delivered", "withdrawn", "no_response"}
NEEDS_WORDS = {
    *((s, "entered_in_error") for s in LIVE),
    ("information_requested", "acknowledged"),
    ("completed", "in_progress"),
    ("sent", "information_requested"),
    ("acknowledged", "information_requested"),
}

# Rows that a refused act leaves as they were; of what only grows, how many there are.
ROWS = [
    "referrals_referral",
    "referrals_consent",
    "referrals_lostcover",
    "services_agreement",
    "access_user_groups",
]
GROWS = [
    "referrals_step",
    "referrals_packet",
    "referrals_feedback",
    "referrals_historicalreferral",
    "referrals_historicalconsent",
    "services_historicalagreement",
    "notices_notice",
    "audit_entry",
]


def ask(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return [tuple(map(_plain, row)) for row in cursor.fetchall()]


def _plain(value):
    return bytes(value) if isinstance(value, memoryview) else value


def everything():
    """The database as far as a referral's story goes, to be compared with itself."""
    rows = {table: ask(f"SELECT * FROM {table} ORDER BY id") for table in ROWS}
    rows["access_user"] = ask("SELECT id, is_active FROM access_user ORDER BY id")
    return rows, {table: ask(f"SELECT COUNT(*), MAX(id) FROM {table}") for table in GROWS}


def staff():
    """Partner's id → ids of those who are on one of its teams and may log in."""
    teams = ask(
        "SELECT p.id, u.id FROM services_partner p"
        " JOIN access_user_groups g ON g.group_id IN (p.staff_id, p.leads_id)"
        " JOIN access_user u ON u.id = g.user_id WHERE u.is_active"
    )
    return {partner: {u for p, u in teams if p == partner} for partner, _ in teams}


def open_to_partners():
    """Referral's id → partner's id, of those that a partner may see at this moment."""
    day, lately = timezone.localdate(now()), now() - timedelta(days=30)
    consents = {row["id"]: row for row in Consent.objects.values(*CONSENT)}
    agreements = list(Agreement.objects.values(*AGREEMENT, "centre__path"))
    run_offs = _run_offs(day)
    return {
        row["pk"]: row["partner_id"]
        for row in Referral.objects.values(*COLUMNS)
        if _status_shows(row, lately)
        and _consent_holds(consents.get(row["consent_id"]), row, day)
        and (row["pk"] in run_offs or any(_covers(one, row, day) for one in agreements))
    }


def may_go_back(pk):
    """Whether one that was reported may go on: consent and agreement hold, and no twin is live."""
    day = timezone.localdate(now())
    row = Referral.objects.values(*COLUMNS, "client_id", "service_id").get(pk=pk)
    consent = Consent.objects.values(*CONSENT).get(id=row["consent_id"])
    agreements = Agreement.objects.values(*AGREEMENT, "centre__path")
    twins = Referral.objects.filter(client=row["client_id"], service=row["service_id"])
    return (
        _consent_holds(consent, row, day)
        and (pk in _run_offs(day) or any(_covers(one, row, day) for one in agreements))
        and not twins.filter(status__in=LIVE).exists()
    )


def _run_offs(day):
    return {
        row["referral_id"]
        for row in LostCover.objects.values("referral_id", "choice", "until")
        if row["choice"] == "run_off" and row["until"] >= day
    }


COLUMNS = (
    *("pk", "partner_id", "consent_id", "status", "reported_at", "destination"),
    *("service__kind", "centre__path"),
)
CONSENT = "id", "partner_id", "refused", "until", "withdrawn_at"
AGREEMENT = "partner_id", "kinds", "countries", "status", "starts_on", "ends_on"


def _status_shows(row, lately):
    if row["status"] in ("completed", "not_delivered"):
        return row["reported_at"] >= lately
    return row["status"] in LIVE


def _consent_holds(consent, row, day):
    return (
        consent is not None
        and consent["partner_id"] == row["partner_id"]
        and not consent["refused"]
        and consent["withdrawn_at"] is None
        and consent["until"] >= day
    )


def _covers(agreement, row, day):
    return (
        agreement["partner_id"] == row["partner_id"]
        and agreement["status"] == "signed"
        and agreement["starts_on"] <= day
        and (agreement["ends_on"] is None or agreement["ends_on"] >= day)
        and row["service__kind"] in agreement["kinds"]
        and row["centre__path"].startswith(agreement["centre__path"])
    )
