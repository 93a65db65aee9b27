"""Indicators of claims and of what came of them; no sum crosses currencies."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .indicator import Indicator, of_real_cases

MONEY = [
    Indicator(
        "claims_made",
        "money",
        "claims",
        _("Claims made"),
        of_real_cases(
            _("Claims written down in the period: one client, one party, one currency each.")
        ),
        lambda asked: asked.during("made_at"),
    ),
    Indicator(
        "money_claimed",
        "money",
        "claims",
        _("Money claimed"),
        _(
            "What is claimed in the claims made in the period, per currency. Currencies are never "
            "added up."
        ),
        lambda asked: asked.during("made_at"),
        money="claimed",
    ),
    Indicator(
        "money_agreed",
        "money",
        "claims",
        _("Money agreed"),
        _("What was agreed, to this day, on the claims made in the period, per currency."),
        lambda asked: asked.during("made_at") & Q(agreed__isnull=False),
        money="agreed",
    ),
    Indicator(
        "money_received",
        "money",
        "receipts",
        _("Money received"),
        of_real_cases(_("What came in on days of the period, of whichever claim, per currency.")),
        lambda asked: asked.on("received_on"),
        money="amount",
    ),
]
