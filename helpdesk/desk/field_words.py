"""What the fields of a row are called in its history, where the model gives them no words."""

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

FIELDS = {
    "acknowledge_due": _("To acknowledge until"),
    "acknowledged_at": _("Acknowledged on"),
    "across": _("To another country"),
    "agreement": _("Agreement"),
    "answer_due_at": _("Answer due"),
    "answered_at": _("Answered on"),
    "approved": _("Approved"),
    "asked_at": _("Asked on"),
    "at_once": _("Opened at once"),
    "because": _("Why"),
    "birth_precision": _("How well the birth date is known"),
    "birth_year": _("Year of birth"),
    "categories": _("What is sent"),
    "centre": _("Centre"),
    "closed_at": _("Closed on"),
    "consent": _("Consent"),
    "contact_due": _("First contact due"),
    "content": _("What was sent"),
    "decide_due": _("Answer due"),
    "decided_at": _("Decided on"),
    "destination": _("Destination"),
    "done_at": _("Done on"),
    "due_at": _("Due"),
    "entered_in_error_at": _("Entered in error on"),
    "evidence": _("Signed paper"),
    "external_id": _("Number elsewhere"),
    "facts": _("What was kept"),
    "form": _("Kind of file"),
    "from_centre": _("From centre"),
    "frozen_at": _("Frozen on"),
    "given_at": _("Given on"),
    "goal": _("Goal"),
    "goes": _("Goes along"),
    "granted": _("Granted"),
    "incoming": _("Incoming referral"),
    "journey": _("Journey"),
    "kind": _("Kind"),
    "lifted_at": _("Lifted on"),
    "location": _("Place"),
    "merged_into": _("Merged into"),
    "met_at": _("Met on"),
    "named": _("Who sees it there"),
    "need": _("Need"),
    "next_action": _("Next action"),
    "number": _("Number"),
    "officer": _("Officer"),
    "overlap_until": _("Still read until"),
    "packet": _("Packet"),
    "partner": _("Partner"),
    "party": _("Party"),
    "people": _("People"),
    "person": _("Person"),
    "plan": _("Plan"),
    "proposed_at": _("Proposed on"),
    "reason": _("Reason"),
    "refused": _("The client said no"),
    "removed_at": _("Removed on"),
    "replaced_at": _("Replaced on"),
    "replaces": _("Replaces"),
    "report_due": _("Report due"),
    "reported_at": _("Reported on"),
    "restricted": _("Restricted"),
    "review_on": _("Look again on"),
    "reviewed_at": _("Judged on"),
    "rule": _("Rule"),
    "scan": _("Check for viruses"),
    "sent_at": _("Sent on"),
    "service": _("Service"),
    "session": _("Group session"),
    "sex": _("Sex"),
    "since": _("Since"),
    "snoozed_until": _("Snoozed until"),
    "started_at": _("Started on"),
    "status": _("State"),
    "taken_back_at": _("Taken back on"),
    "text": _("What was said"),
    "to_centre": _("To centre"),
    "undone_at": _("Undone on"),
    "until": _("Until"),
    "why": _("Why"),
    "withdrawn_at": _("Withdrawn on"),
    "worker": _("Who handles it"),
}

UNTOLD = {  # where the model gives them no words either
    # who and when, which the entry itself says; a step's states, which the referral's say
    *("at", "by", "before", "after", "added_at", "written_at", "decided_by", "answered_by"),
    *("done_by", "lifted_by", "removed_by", "reviewed_by", "taken_back_by", "undone_by"),
    *("withdrawn_by", "proposed_by"),
    # what only the clocks and the stores need
    *("rung", "rung_at", "next_rung_at", "decide_left", "decide_rung", "told_days"),
    *("reminded_for", "bundle", "series", "size", "stored", "scan_at", "scan_attempts"),
}


def is_told(field) -> bool:
    return type(field.verbose_name) is not str or field.name not in UNTOLD


def called(field) -> str:
    """The field's name as a reader knows it: the model's own words, else those above."""
    words = field.verbose_name
    return capfirst(str(FIELDS.get(field.name, words) if type(words) is str else words))
