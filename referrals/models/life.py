"""The whole life of a referral: its states, the moves between them, and why it comes to nothing."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Status(models.TextChoices):
    DRAFT = "draft", _("Draft")
    SENT = "sent", _("Sent")
    ACKNOWLEDGED = "acknowledged", _("Acknowledged")
    INFORMATION_REQUESTED = "information_requested", _("Question asked")
    WAITLISTED = "waitlisted", _("On the waiting list")
    ACCEPTED = "accepted", _("Accepted")
    IN_PROGRESS = "in_progress", _("In progress")
    COMPLETED = "completed", _("Completed")
    NOT_DELIVERED = "not_delivered", _("Not delivered")
    CLOSED = "closed", _("Closed")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    NO_RESPONSE = "no_response", _("No response")
    CONSENT_WITHDRAWN = "consent_withdrawn", _("Consent withdrawn")
    ENTERED_IN_ERROR = "entered_in_error", _("Entered in error")
    DISCARDED = "discarded", _("Discarded")


S = Status
LIVE = [S.SENT, S.ACKNOWLEDGED, S.INFORMATION_REQUESTED, S.WAITLISTED, S.ACCEPTED, S.IN_PROGRESS]
REPORTED = [S.COMPLETED, S.NOT_DELIVERED]
TO_ANSWER = [S.SENT, S.ACKNOWLEDGED]
WAITING = [S.INFORMATION_REQUESTED, S.WAITLISTED]
UNDER_WAY = [S.ACCEPTED, S.IN_PROGRESS]
CLOCK_IN = {  # accepted ones have two
    S.SENT: "acknowledge",
    S.ACKNOWLEDGED: "decide",
    S.INFORMATION_REQUESTED: "reply",
    S.WAITLISTED: "review",
    S.IN_PROGRESS: "report",
}
STOPS = {S.CONSENT_WITHDRAWN, S.ENTERED_IN_ERROR}  # the desk may end anything live at once

# The whole life of a referral (DOMAIN.md §4). Who may make a move stands in access.roles.
NEXT = {
    S.DRAFT: {S.SENT, S.DISCARDED},
    S.SENT: {
        S.ACKNOWLEDGED,
        S.ACCEPTED,
        S.WAITLISTED,
        S.INFORMATION_REQUESTED,
        S.DECLINED,
        S.WITHDRAWN,
        S.NO_RESPONSE,
        *STOPS,
    },
    S.ACKNOWLEDGED: {
        S.ACCEPTED,
        S.WAITLISTED,
        S.INFORMATION_REQUESTED,
        S.DECLINED,
        S.WITHDRAWN,
        S.NO_RESPONSE,
        *STOPS,
    },
    S.INFORMATION_REQUESTED: {S.ACKNOWLEDGED, S.DECLINED, S.WITHDRAWN, *STOPS},
    S.WAITLISTED: {S.ACCEPTED, S.DECLINED, S.WITHDRAWN, S.NO_RESPONSE, *STOPS},
    S.ACCEPTED: {S.IN_PROGRESS, S.COMPLETED, S.NOT_DELIVERED, S.WITHDRAWN, *STOPS},
    S.IN_PROGRESS: {S.COMPLETED, S.NOT_DELIVERED, S.WITHDRAWN, *STOPS},
    S.COMPLETED: {S.CLOSED, S.IN_PROGRESS},
    S.NOT_DELIVERED: {S.CLOSED},
    **{s: set() for s in (S.CLOSED, S.DECLINED, S.WITHDRAWN, S.NO_RESPONSE, *STOPS, S.DISCARDED)},
}


class Reason(models.TextChoices):
    """Why a referral is declined, not delivered, withdrawn or runs out."""

    AREA = "area", _("Outside our area")
    ELIGIBILITY = "eligibility", _("Does not fit the conditions")
    CAPACITY = "capacity", _("No place now")
    FUNDS = "funds", _("No funds")
    WRONG_SERVICE = "wrong_service", _("Wrong service")
    DUPLICATE = "duplicate", _("Already served")
    INCOMPLETE = "incomplete", _("Information is missing")
    UNREACHABLE = "unreachable", _("Client cannot be reached")
    CLIENT_DECLINED = "client_declined", _("Client declined")
    CONFLICT = "conflict", _("Conflict of interest")
    TIME_BARRED = "time_barred", _("Too late by law")
    NO_ANSWER = "no_answer", _("No answer came in time")
    AGREEMENT = "agreement", _("The agreement no longer holds")
    OTHER = "other", _("Another reason")


class Rung(models.IntegerChoices):
    """How far up the ladder a late referral is: who was told of it last."""

    PARTNER = 1, _("Partner reminded")
    OFFICER = 2, _("Officer told")
    SUPERVISOR = 3, _("Supervisor told")


# Where each act leads, and those whose end another act shares: only from here (DOMAIN.md §4).
TO = {
    "send": S.SENT,
    "discard": S.DISCARDED,
    "acknowledge": S.ACKNOWLEDGED,
    "accept": S.ACCEPTED,
    "waitlist": S.WAITLISTED,
    "request_information": S.INFORMATION_REQUESTED,
    "decline": S.DECLINED,
    "start": S.IN_PROGRESS,
    "complete": S.COMPLETED,
    "not_deliver": S.NOT_DELIVERED,
    "answer": S.ACKNOWLEDGED,
    "withdraw": S.WITHDRAWN,
    "confirm": S.CLOSED,
    "dispute": S.IN_PROGRESS,
    "enter_in_error": S.ENTERED_IN_ERROR,
}
ONLY_FROM = {
    "acknowledge": S.SENT,
    "answer": S.INFORMATION_REQUESTED,
    "start": S.ACCEPTED,
    "dispute": S.COMPLETED,
}
