"""What a review of a closed case asks, point by point. Which of them: settings.REVIEW_POINTS."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _

POINTS = {
    "consent": _("Consent was recorded before anything was referred"),
    "answer": _("The client had a first answer in time"),
    "needs": _("Each need was met, or it says why not"),
    "outcome": _("The outcome of each person is right, and what was done shows it"),
    "safe": _("The client was reached only in ways that are safe"),
    "risk": _("Risk and vulnerability were looked at, and acted on"),
    "notes": _("Notes say what happened, without opinions about the client"),
    "papers": _("Papers and money are on file, with what came of them"),
    "partners": _("Partners were followed up until they answered"),
    "talked": _("Closing was talked over with the client, who knows how to come back"),
}


def asked_now() -> list[str]:
    """The points that a new sample asks: those of the settings, in our order; all if none is."""
    chosen = set(settings.REVIEW_POINTS)
    return [code for code in POINTS if code in chosen] or list(POINTS)


def points() -> list:
    return list(POINTS.items())
