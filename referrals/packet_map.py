"""The one map of which field of a person's record belongs to which category of a packet.

How each line reads stands in `packet_lines`; plans and skills in `packet_plans`; what never leaves,
and why, in `packet_stays`.
"""

from django.utils.translation import gettext_lazy as _

from .categories import Category
from .packet_lines import (
    Item,
    birth,
    contract,
    dates,
    debt,
    documents,
    fees,
    home,
    local_name,
    name,
    of_journey,
    permit,
    phones,
)
from .packet_plans import OF_PLANS

C = Category
ITEMS = [
    Item(C.IDENTITY, "name", _("Name"), ("client.name", "client.code"), name),
    Item(
        C.IDENTITY,
        "local_name",
        _("Name in another script"),
        ("client.local_name",),
        local_name,
        lambda facts: (facts.client.local_name or {}).get("lang", ""),
        identifies=True,
    ),
    Item(
        C.IDENTITY,
        "latin_name",
        _("Name as in the passport"),
        ("client.latin_name",),
        lambda f: f.client.latin_name or "",
        identifies=True,
    ),
    Item(
        C.IDENTITY,
        "other_names",
        _("Other names"),
        ("client.other_names",),
        lambda f: ", ".join(f.client.other_names or []),
        identifies=True,
    ),
    Item(C.IDENTITY, "sex", _("Sex"), ("client.sex",), lambda f: f.client.get_sex_display()),
    Item(
        C.IDENTITY,
        "birth",
        _("Born"),
        ("client.birth", "client.birth_year", "client.birth_precision"),
        birth,
    ),
    Item(
        C.IDENTITY,
        "nationalities",
        _("Nationality"),
        ("client.nationalities",),
        lambda f: ", ".join(country.name for country in f.client.nationalities),
    ),
    Item(
        C.CONTACT,
        "phones",
        _("How to reach the client"),
        ("phone.number", "phone.safe", "phone.safe_note", "phone.answered_by", "phone.messenger"),
        phones,
        identifies=True,
    ),
    Item(
        C.CONTACT,
        "email",
        _("E-mail"),
        ("client.email",),
        lambda f: f.client.email or "",
        identifies=True,
    ),
    Item(C.CONTACT, "home", _("Home"), ("client.address", "client.area"), home, identifies=True),
    Item(
        C.CONTACT,
        "languages",
        _("Languages"),
        ("client.languages",),
        lambda f: ", ".join(
            str(dict(f.client._meta.get_field("languages").codes)[code])
            for code in f.client.languages
        ),
    ),
    Item(
        C.CONTACT,
        "interpreter",
        _("Interpreter"),
        ("client.needs_interpreter",),
        lambda f: str(_("needed")) if f.client.needs_interpreter else "",
    ),
    Item(
        C.DOCUMENTS,
        "documents",
        _("Documents"),
        (
            "document.kind",
            "document.number",
            "document.country",
            "document.expires_on",
            "document.held_by",
        ),
        documents,
        identifies=True,
    ),
    Item(
        C.DOCUMENTS,
        "permit",
        _("Permit"),
        ("journey.permit_number", "journey.permit_from", "journey.permit_until"),
        permit,
        identifies=True,
    ),
    Item(
        C.JOURNEY,
        "stage",
        _("Stage"),
        ("journey.stage", "case.stage"),
        lambda f: f.case.get_stage_display(),
    ),
    Item(
        C.JOURNEY,
        "destination",
        _("Country and place"),
        ("journey.destination", "journey.place"),
        of_journey(
            lambda j: ", ".join(str(part) for part in (j.place, j.destination.name) if part)
        ),
    ),
    Item(
        C.JOURNEY,
        "dates",
        _("Left, and came back"),
        (
            "journey.prepared_on",
            "journey.departed_on",
            "journey.departed_exact",
            "journey.returned_on",
            "journey.returned_exact",
        ),
        dates,
    ),
    Item(
        C.JOURNEY,
        "channel",
        _("Channel"),
        ("journey.channel",),
        of_journey(lambda j: "" if j.channel == j.Channel.UNKNOWN else j.get_channel_display()),
    ),
    Item(
        C.JOURNEY,
        "origin",
        _("Came from"),
        ("journey.origin", "journey.origin_place"),
        of_journey(lambda j: ", ".join(str(p) for p in (j.origin_place, j.origin) if p)),
    ),
    Item(
        C.JOURNEY,
        "turn",
        _("First time, or again?"),
        ("journey.turn",),
        of_journey(lambda j: j.get_turn_display()),
    ),
    Item(
        C.WORK,
        "matter",
        _("The matter"),
        ("case.title", "case.category"),
        lambda f: f"{f.case.title} ({f.case.get_category_display()})",
    ),
    Item(
        C.WORK,
        "occupation",
        _("Work"),
        ("journey.occupation", "journey.work"),
        of_journey(lambda j: " · ".join(dict.fromkeys(filter(None, (j.work_in_words, j.work))))),
    ),
    Item(
        C.WORK,
        "sector",
        _("Sector"),
        ("journey.sector",),
        of_journey(lambda j: j.get_sector_display()),
    ),
    Item(
        C.WORK,
        "recruiter",
        _("Recruiter or agent"),
        ("journey.recruiter",),
        of_journey(lambda j: j.recruiter),
    ),
    Item(
        C.WORK,
        "employer",
        _("Employer"),
        ("journey.employer",),
        of_journey(lambda j: j.employer),
    ),
    Item(
        C.WORK,
        "contract",
        _("Promised and given"),
        tuple(
            f"journey.{side}_{name}"
            for side in ("promised", "given")
            for name in ("job", "wage", "currency", "hours", "place")
        ),
        contract,
    ),
    Item(
        C.FINANCE,
        "fees",
        _("Fees paid"),
        ("fee.kind", "fee.amount", "fee.currency", "fee.receipt", "fee.paid_on", "fee.paid_to"),
        fees,
    ),
    Item(
        C.FINANCE,
        "debt",
        _("Debt"),
        ("journey.debt", "journey.debt_currency", "journey.debt_to"),
        debt,
    ),
    Item(
        C.PROTECTION,  # it may say abuse or illness, which the journey alone does not
        "return_reason",
        _("Why they came back"),
        ("journey.return_reason",),
        of_journey(lambda j: j.get_return_reason_display()),
    ),
    Item(
        C.PROTECTION,
        "risk",
        _("Risk"),
        ("case.high_risk",),
        lambda f: str(_("High risk")) if f.case.high_risk else "",
    ),
    *OF_PLANS,
]

LABELS = {
    "asks_for": _("What is asked for, and what was done"),
    **{item.key: item.label for item in ITEMS},
}
