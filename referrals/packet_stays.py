"""What never leaves the centre in a packet, and why."""

from django.utils.translation import gettext_lazy as _

# Fields that never leave the centre, and why.
OWN_WORK = _("The centre’s own work")
OWN_RECORD = _("How the record is kept")
STAYS = {
    **{
        f"client.{name}": OWN_RECORD
        for name in (
            *("centre", "registered_at", "registered_by", "file_number", "asked_for"),
            *("merged_into", "entered_in_error_at"),
        )
    },
    **{
        f"client.{name}": _("Written into the request where the service needs it")
        for name in (
            "education",
            "marital_status",
            "children",
            "disability",
            "disability_note",
            "care",
            "caregiver_informed",
            "caregiver_informed_on",
        )
    },
    **{
        f"case.{name}": OWN_RECORD
        for name in (
            "code",
            "centre",
            "officer",
            *("opened_at", "opened_by", "closed_at", "touched_at"),
        )
    },
    **{
        f"case.{name}": OWN_WORK
        for name in (
            *("next_action", "due_at", "reopening", "status", "snoozed_until"),
            *("answer_due_at", "answered_at", "resolve_due_at", "reopened_at"),
            *("proposed_urgency", "proposed_because", "urgency_reason", "urgency_note"),
        )
    },
    "case.urgency": _("Sent as the referral’s pace"),
    "case.restricted": _("The centre’s own rule"),
    "journey.correction": OWN_WORK,
    "journey.number": OWN_RECORD,
    "fee.journey": OWN_RECORD,
    "fee.in_error": OWN_RECORD,
    "skill.in_error": OWN_RECORD,
    "plangoal.plan": OWN_RECORD,
    "plangoal.in_error": OWN_RECORD,
    **{f"prospects.{name}": OWN_RECORD for name in ("told_on", "by")},
    **{
        f"plan.{name}": OWN_WORK
        for name in (
            *("journey", "number", "kind", "officer", "drawn_up_on", "agreed_on"),
            *("review_on", "reminded_for", "ending", "ended_on"),
        )
    },
    **{
        f"planstep.{name}": OWN_WORK
        for name in (
            *("plan", "goal", "text", "owner", "officer", "owner_name", "due_on"),
            *("state", "why", "done_on", "reminded_for"),
        )
    },
    **{
        f"planreview.{name}": OWN_WORK
        for name in ("plan", "reviewed_on", "text", "by", "written_at")
    },
    **{f"goalreview.{name}": OWN_WORK for name in ("review", "goal", "reached", "text")},
    **{
        f"note.{name}": _("Written for the centre alone")
        for name in ("text", "kind", "happened_on", "by", "written_at", "case")
    },
    **{f"task.{name}": OWN_WORK for name in ("text", "due_at", "by", "done_at", "done_by", "case")},
    **{
        f"claim.{name}": _("Written into the request where the service needs it")
        for name in (
            *("kind", "party", "currency", "claimed", "agreed", "status"),
            *("lodged_with", "lodged_on"),
        )
    },
    **{f"claim.{name}": OWN_RECORD for name in ("case", "by", "made_at")},
    **{
        f"caseparty.{name}": _("Others are named in the request, where the service needs it")
        for name in ("case", "party", "role", "note", "by", "added_at")
    },
    **{
        f"deadline.{name}": OWN_WORK
        for name in (
            *("case", "rule", "text", "from_on", "due_on", "by", "made_at"),
            *("done_at", "done_by", "told_days"),
        )
    },
}
EVERY_ROW = {
    "id",
    "uid",
    "data_key",
    "submission_id",
    "version",
    "client",
}  # what makes a row a row

# What the page names, besides the categories, as staying here.
ALWAYS_STAYS = [
    (_("Notes of the case"), _("Written for the centre alone")),
    (_("Tasks and next actions"), OWN_WORK),
    (_("Claims, deadlines and parties"), OWN_WORK),
    (_("Other cases, journeys and referrals"), _("Not part of this request")),
    (_("Case number and file"), OWN_RECORD),
]
