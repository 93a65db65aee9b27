"""What is counted about people: codes and their words."""

from django.utils.translation import gettext_lazy as _

EDUCATION = [
    ("none", _("None")),
    ("literacy", _("Reads and writes")),
    ("primary", _("Primary school")),
    ("lower", _("Lower secondary school")),
    ("upper", _("Upper secondary school")),
    ("vocational", _("Vocational training")),
    ("university", _("University")),
]
MARITAL = [
    ("single", _("Single")),
    ("married", _("Married")),
    ("together", _("Lives with a partner")),
    ("separated", _("Separated")),
    ("divorced", _("Divorced")),
    ("widowed", _("Widowed")),
]
DISABILITIES = [  # the domains of the Washington Group’s short set
    ("none", _("No difficulty")),
    ("seeing", _("Seeing")),
    ("hearing", _("Hearing")),
    ("walking", _("Walking or climbing steps")),
    ("remembering", _("Remembering or concentrating")),
    ("self_care", _("Washing or dressing")),
    ("communicating", _("Being understood")),
    ("other", _("Another difficulty")),
]
CARE = [
    ("accompanied", _("With a parent or guardian")),
    ("separated", _("With other relatives (separated)")),
    ("unaccompanied", _("Alone (unaccompanied)")),
]
