"""The lists of what a centre does at its counter, beside each other."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

LISTS = [
    ("contacts:contacts", _("Contacts")),
    ("contacts:help", _("Help given")),
    ("appointments:day", _("Appointments")),
    ("sessions:sessions", _("Group sessions")),
]


def tabs(current):
    """For components/tabs.html: all of them, the one of this url name being shown."""
    return [
        {"url": reverse(name), "label": label, "current": name == current} for name, label in LISTS
    ]
