"""Indicators of contacts, help given and signposting."""

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from . import rows
from .indicator import Indicator


def _came_again(asked):
    same = rows.contacts(asked).filter(client=OuterRef("client"))
    earlier = Q(happened_on__lt=OuterRef("happened_on")) | Q(
        happened_on=OuterRef("happened_on"), pk__lt=OuterRef("pk")
    )
    return asked.on("happened_on") & Q(client__isnull=False) & Q(Exists(same.filter(earlier)))


CONTACTS = [
    Indicator(
        "contacts",
        "contacts",
        "contacts",
        _("Contacts"),
        _(
            "Visits, calls and messages in the period, by the day on which they happened. One "
            "person who comes three times makes three contacts."
        ),
        lambda asked: asked.on("happened_on"),
    ),
    Indicator(
        "contacts_unnamed",
        "contacts",
        "contacts",
        _("… of people who are not registered"),
        _("Contacts in the period that are tied to no registered client."),
        lambda asked: asked.on("happened_on") & Q(client=None),
        of="contacts",
    ),
    Indicator(
        "contacts_again",
        "contacts",
        "contacts",
        _("… of clients who came again"),
        _(
            "Contacts of registered clients who had an earlier contact with the centres counted, "
            "in the period or before it."
        ),
        _came_again,
        of="contacts",
    ),
    Indicator(
        "contacts_information",
        "contacts",
        "contacts",
        _("… about information only"),
        _("Contacts in the period with the topic “Information only”."),
        lambda asked: asked.on("happened_on") & Q(topics__has="J"),
        of="contacts",
    ),
    Indicator(
        "people_present",
        "contacts",
        "contacts",
        _("People present at contacts"),
        _(
            "The numbers of people that were written down with the contacts, added up. The same "
            "person may be in it more than once."
        ),
        lambda asked: asked.on("happened_on"),
        sums="people",
    ),
    Indicator(
        "help_given",
        "contacts",
        "help",
        _("Help given by the centre"),
        _(
            "Each time that the centre itself gave help of a kind in the period. One contact may "
            "hold several."
        ),
        lambda asked: asked.on("happened_on"),
    ),
    Indicator(
        "signposted",
        "contacts",
        "signposts",
        _("Told about a service"),
        _(
            "Times that someone was told where to go in the period. No data left the centre: it "
            "is no referral."
        ),
        lambda asked: asked.during("at") & Q(kind="signposting"),
    ),
    Indicator(
        "redirected",
        "contacts",
        "signposts",
        _("Sent on with name and phone"),
        _(
            "Times that someone was sent to a service with name and phone in the period. It is no "
            "referral: nobody answers."
        ),
        lambda asked: asked.during("at") & Q(kind="redirection"),
    ),
]
