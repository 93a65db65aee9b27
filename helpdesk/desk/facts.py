"""What is known of a client, as lines of words. What nobody said is no line."""

from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from helpdesk.clients.models.about import DISABILITIES
from helpdesk.clients.scripts import language_of


@dataclass
class Fact:
    """One line: its label, what it says, and the language of a name in another script."""

    label: str
    value: str
    lang: str = ""


def facts_of(client, area_label: str) -> list[Fact]:
    """Everything that the bar above does not say already."""
    other = ", ".join(client.other_names or [])
    lines = [
        Fact(_("Name as in the passport"), client.latin_name or ""),
        Fact(_("Other names"), other, language_of(other)),
        Fact(_("Number of the paper file"), client.file_number or ""),
        Fact(_("Born, as it was said"), _said_otherwise(client.birth)),
        Fact(_("Home"), ", ".join(filter(None, [client.address, area_label]))),
        Fact(_("E-mail"), client.email or ""),
        Fact(_("Schooling"), client.get_education_display()),
        Fact(_("Marital status"), client.get_marital_status_display()),
        Fact(_("Children"), "" if client.children is None else str(client.children)),
        Fact(_("Difficulties"), _difficulties(client)),
        Fact(_("What helps"), client.disability_note or ""),
    ]
    return [line for line in lines if line.value] + [_registered(client)]


def _said_otherwise(birth):
    """The words of old, where they are not the plain date that the bar shows."""
    return birth["text"] if birth and birth["text"] != birth["date"] else ""


def _difficulties(client):
    words = dict(DISABILITIES)
    return ", ".join(str(words.get(code, code)) for code in client.disability)


def _registered(client):
    at = date_format(localtime(client.registered_at), "j M Y")
    return Fact(
        _("Registered"), _("%(day)s by %(name)s") % {"day": at, "name": client.registered_by}
    )
