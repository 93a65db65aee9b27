"""What the trail calls things: its verbs and the kinds of row, in the reader's language."""

from django.apps import apps
from django.utils.translation import gettext_lazy as _

VERBS = {
    "acknowledged": _("Acknowledged"),
    "accepted": _("Accepted"),
    "added_journey": _("Added a journey"),
    "added_need": _("Added a need"),
    "added_person": _("Added a person"),
    "added_spellings": _("Added spellings of a name"),
    "added_task": _("Added a task"),
    "answered": _("Answered"),
    "asked_access": _("Asked for access"),
    "assigned": _("Assigned"),
    "changed": _("Changed"),
    "closed": _("Closed"),
    "compared": _("Compared two records"),
    "completed": _("Completed"),
    "confirmed": _("Confirmed"),
    "consent_withdrawn": _("Consent withdrawn"),
    "corrected": _("Corrected"),
    "declined": _("Declined"),
    "differed": _("Told two people apart"),
    "discarded": _("Discarded"),
    "disputed": _("Disputed"),
    "drafted": _("Drafted"),
    "ended": _("Ended"),
    "entered_in_error": _("Entered in error"),
    "expired": _("Expired"),
    "exported": _("Exported"),
    "finished": _("Finished"),
    "found": _("Found in a search"),
    "gave_help": _("Gave help"),
    "found_elsewhere": _("Learnt that another centre has a record"),
    "granted_access": _("Granted access"),
    "invited": _("Invited"),
    "joined": _("Joined a team"),
    "left": _("Left a team"),
    "left_checkpoint": _("Left a checkpoint"),
    "log_in_failed": _("Log-in failed"),
    "logged": _("Logged a contact"),
    "logged_in": _("Logged in"),
    "logged_out": _("Logged out"),
    "made": _("Made"),
    "met": _("Met a need"),
    "merged": _("Merged two records"),
    "moved_on": _("Moved on"),
    "not_delivered": _("Not delivered"),
    "noted": _("Noted"),
    "opened": _("Opened"),
    "opened_at_counter": _("Opened at the counter of another centre"),
    "printed": _("Printed"),
    "read": _("Read"),
    "read_history": _("Read the history"),
    "read_trail": _("Read the trail"),
    "recorded": _("Recorded"),
    "refused": _("Refused"),
    "refused_access": _("Refused access"),
    "registered": _("Registered"),
    "removed_spellings": _("Removed spellings of a name"),
    "reopened": _("Opened again"),
    "requested_information": _("Asked a question"),
    "released": _("Gave back"),
    "removed": _("Removed"),
    "rerouted": _("Re-routed"),
    "retired": _("Retired"),
    "retried": _("Tried again"),
    "saved": _("Saved"),
    "sent": _("Sent"),
    "sent_link": _("Sent a link"),
    "set_password": _("Set a password"),
    "set_up": _("Set up"),
    "signed": _("Signed"),
    "snoozed": _("Snoozed"),
    "started": _("Started"),
    "tied": _("Tied to a client"),
    "tagged": _("Tagged"),
    "took": _("Took over"),
    "unmet": _("Need not met after all"),
    "untagged": _("Removed a tag"),
    "undid_merge": _("Undid a merge"),
    "verified": _("Verified the trail"),
    "waitlisted": _("Put on the waiting list"),
    "withdrawn": _("Withdrawn"),
    "withdrew": _("Withdrew"),
    "woke": _("Woke"),
}
TONES = {"refused": "bad", "log_in_failed": "bad", "exported": "wait", "printed": "wait"}


def verb(name):
    """A verb of the trail in words."""
    return VERBS.get(name) or name.replace("_", " ").capitalize()


def thing(label):
    """What kind of row an entry is about."""
    try:
        return str(apps.get_model(label)._meta.verbose_name).capitalize()
    except (LookupError, ValueError):
        return label
