"""Indicators of people: each person counts once."""

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from helpdesk.cases.models import CasePerson

from . import rows
from .indicator import Indicator, of_real_cases
from .of_cases import pending


def _of_client(found) -> Exists:
    """The person has one of these rows."""
    return Exists(found.filter(client=OuterRef("pk")))


def _met(asked):
    met = rows.contacts(asked).filter(asked.on("happened_on"))
    helped = rows.help_given(asked).filter(asked.on("happened_on"))
    return Q(_of_client(met)) | Q(_of_client(helped))


def _in_cases(asked, *conditions):
    seen = rows.cases(asked).filter(*conditions).values("pk")
    return Q(_of_client(CasePerson.objects.filter(case__in=seen)))


PEOPLE = [
    Indicator(
        "people_registered",
        "people",
        "people",
        _("New clients"),
        _(
            "People registered in the period, by their home centre. Records that were merged or "
            "entered in error do not count."
        ),
        lambda asked: asked.here() & asked.during("registered_at"),
    ),
    Indicator(
        "people_met",
        "people",
        "people",
        _("Clients met or helped"),
        _(
            "Registered people with at least one contact or help given in the period. Each counts "
            "once, however often they came."
        ),
        _met,
    ),
    Indicator(
        "people_with_new_case",
        "people",
        "people",
        _("Clients with a new case"),
        of_real_cases(
            _(
                "People who have a part in a case that was opened in the period. Each counts once, "
                "whatever the number of cases."
            )
        ),
        lambda asked: _in_cases(asked, asked.during("opened_at")),
    ),
    Indicator(
        "people_with_open_case",
        "people",
        "people",
        _("Clients with an open case at the end"),
        of_real_cases(
            _(
                "People who have a part in a case that was open when the period ended. Each counts "
                "once."
            )
        ),
        lambda asked: _in_cases(asked, pending(asked)),
    ),
    Indicator(
        "people_referred",
        "people",
        "people",
        _("Clients referred"),
        _(
            "People for whom a referral was sent in the period. Each counts once, whatever the "
            "number of referrals."
        ),
        lambda asked: Q(_of_client(rows.referrals(asked).filter(asked.during("sent_at")))),
    ),
]
