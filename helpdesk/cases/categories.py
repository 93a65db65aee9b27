"""Case categories: the first letter is the group (DOMAIN.md §3)."""

from django.utils.translation import gettext_lazy as _

PROTECTION = "D"  # its group

CATEGORIES = [
    (
        _("A Recruitment"),
        [
            ("A1", _("Illegal or excessive fee")),
            ("A2", _("Recruitment fraud")),
            ("A3", _("No such job")),
            ("A4", _("Contract substitution")),
            ("A5", _("Passport kept by the agent")),
        ],
    ),
    (
        _("B Employment"),
        [
            ("B1", _("Unpaid wages")),
            ("B2", _("Deductions from wages")),
            ("B3", _("Overwork")),
            ("B4", _("Passport kept by the employer")),
            ("B5", _("Dismissal")),
            ("B6", _("Absconding report")),
            ("B7", _("Injury or illness at work")),
            ("B8", _("Signs of forced labour")),
        ],
    ),
    (
        _("C Status and justice"),
        [
            ("C1", _("Lost passport")),
            ("C2", _("Overstay")),
            ("C3", _("Detention")),
            ("C4", _("Court case")),
            ("C5", _("Exit permit")),
        ],
    ),
    (
        _("D Protection"),
        [
            ("D1", _("Abuse")),
            ("D2", _("Gender-based violence")),
            ("D3", _("Trafficking")),
            ("D4", _("Child alone")),
            ("D5", _("Threat")),
            ("D6", _("Missing person")),
        ],
    ),
    (_("E Death and serious harm"), [("E1", _("Death")), ("E2", _("Serious injury"))]),
    (_("F Repatriation"), [("F1", _("Repatriation"))]),
    (
        _("G Benefits"),
        [
            ("G1", _("Welfare claim")),
            ("G2", _("Insurance")),
            ("G3", _("Compensation")),
            ("G4", _("Scholarship")),
            ("G5", _("End of service")),
        ],
    ),
    (
        _("H Family"),
        [
            ("H1", _("No contact")),
            ("H2", _("Remittance dispute")),
            ("H3", _("Child care")),
            ("H4", _("Psycho-social support")),
        ],
    ),
    (
        _("I Return and reintegration"),
        [
            ("I1", _("Debt")),
            ("I2", _("Job")),
            ("I3", _("Business")),
            ("I4", _("Training")),
            ("I5", _("Health")),
            ("I6", _("Stigma")),
        ],
    ),
]
