"""The parts in which a person's facts are asked, on the page and on paper alike."""

from django.utils.translation import gettext_lazy as _

PHONE = (
    _("Phone, and whether it is safe to call"),
    "",
    ("phone_number", "phone_answered_by", "phone_safe", "phone_safe_note", "phone_messenger"),
)
PERSON = (
    _("Birth, languages and home"),
    _("year, month or “about 30”"),
    (
        "birth",
        "nationality",
        "second_nationality",
        "area",
        "address",
        "email",
        "languages",
        "other_languages",
        "needs_interpreter",
    ),
)
NAMES = (
    _("Other names and the paper file"),
    _("passport, another script, old register"),
    ("latin_name", "local_name", "local_lang", "other_names", "file_number"),
)
DOCUMENT = (
    _("Documents"),
    _("and who holds them"),
    (
        "document_kind",
        "document_number",
        "document_country",
        "document_expires_on",
        "document_held_by",
    ),
)
JOURNEY = (
    _("Journey"),
    _("country, dates, first time or again"),
    (
        "origin",
        "origin_place",
        "destination",
        "place",
        "channel",
        "turn",
        "prepared_on",
        "departed_on",
        "returned_on",
        "return_reason",
    ),
)
WORK = (
    _("Work, recruiter and employer"),
    _("occupation, sector, permit"),
    (
        "occupation",
        "work",
        "sector",
        "recruiter",
        "employer",
        "permit_number",
        "permit_from",
        "permit_until",
    ),
)
CONTRACT = (
    _("What was promised, what was given"),
    _("job, wage, hours, place, debt"),
    (
        "promised_job",
        "given_job",
        "promised_wage",
        "given_wage",
        "promised_hours",
        "given_hours",
        "promised_place",
        "given_place",
        "debt",
        "debt_to",
    ),
)
FAMILY = (
    _("Family, household, who may act"),
    _("next of kin, caregiver, who calls"),
    (
        "relation_kind",
        "relation_name",
        "relation_code",
        "relation_phone",
        "relation_is",
        "relation_shown",
    ),
)
MINOR = (
    _("If under 18"),
    _("with whom, and does the caregiver know"),
    ("care", "caregiver_informed", "caregiver_informed_on"),
)
CIRCUMSTANCES = (
    _("Schooling, family status, difficulties"),
    "",
    ("education", "marital_status", "children", "disability", "disability_note"),
)
