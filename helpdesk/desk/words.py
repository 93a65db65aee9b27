"""What the trail calls things: its verbs and the kinds of row, in the reader's language."""

from django.apps import apps
from django.utils.translation import gettext_lazy as _

VERBS = {
    "acknowledged": _("Acknowledged"),
    "accepted": _("Accepted"),
    "added_journey": _("Added a journey"),
    "added_need": _("Added a need"),
    "added_person": _("Added a person"),
    "added_task": _("Added a task"),
    "answered": _("Answered"),
    "assigned": _("Assigned"),
    "cancelled": _("Cancelled"),
    "changed": _("Changed"),
    "checked": _("Checked a register"),
    "closed": _("Closed"),
    "completed": _("Completed"),
    "confirmed": _("Confirmed"),
    "consent_withdrawn": _("Consent withdrawn"),
    "corrected": _("Corrected"),
    "declined": _("Declined"),
    "destroyed": _("Destroyed"),
    "discarded": _("Discarded"),
    "disputed": _("Disputed"),
    "downloaded": _("Downloaded"),
    "drafted": _("Drafted"),
    "ended": _("Ended"),
    "entered_in_error": _("Entered in error"),
    "expired": _("Expired"),
    "exported": _("Exported"),
    "finished": _("Finished"),
    "found": _("Found in a search"),
    "imported": _("Imported"),
    "invited": _("Invited"),
    "joined": _("Joined a team"),
    "left": _("Left a team"),
    "left_checkpoint": _("Left a checkpoint"),
    "log_in_failed": _("Log-in failed"),
    "logged_in": _("Logged in"),
    "logged_out": _("Logged out"),
    "made": _("Made"),
    "moved_on": _("Moved on"),
    "not_delivered": _("Not delivered"),
    "noted": _("Noted"),
    "opened": _("Opened"),
    "printed": _("Printed"),
    "read": _("Read"),
    "read_history": _("Read the history"),
    "read_trail": _("Read the trail"),
    "recorded": _("Recorded"),
    "refused": _("Refused"),
    "registered": _("Registered"),
    "reopened": _("Opened again"),
    "requested_information": _("Asked a question"),
    "rerouted": _("Re-routed"),
    "retried": _("Tried again"),
    "sent": _("Sent"),
    "sent_link": _("Sent a link"),
    "set_password": _("Set a password"),
    "set_up": _("Set up"),
    "signed": _("Signed"),
    "started": _("Started"),
    "taken_back": _("Taken back"),
    "took": _("Took over"),
    "uploaded": _("Uploaded a register"),
    "verified": _("Verified the trail"),
    "waitlisted": _("Put on the waiting list"),
    "withdrawn": _("Withdrawn"),
    "withdrew": _("Withdrew"),
}
TONES = {
    "refused": "bad",
    "log_in_failed": "bad",
    "exported": "wait",
    "downloaded": "wait",
    "printed": "wait",
}


def verb(name):
    """A verb of the trail in words."""
    return VERBS.get(name) or name.replace("_", " ").capitalize()


def thing(label):
    """What kind of row an entry is about."""
    try:
        return str(apps.get_model(label)._meta.verbose_name).capitalize()
    except (LookupError, ValueError):
        return label
