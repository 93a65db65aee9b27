from .appointment import Appointment, Reminder
from .contact import Contact
from .help_given import HelpGiven
from .session import Attendance, GroupSession, Headcount

__all__ = [
    "Appointment",
    "Attendance",
    "Contact",
    "GroupSession",
    "Headcount",
    "HelpGiven",
    "Reminder",
]
