"""What a timeline tells of journey, parties, claims and deadlines, by the trail’s verbs."""

from django.utils.translation import gettext_lazy as _

OF_MATTERS = {
    "chose_journey": _("The case is about another journey"),
    "added_party": _("A party was added"),
    "removed_party": _("A party was taken off the case"),
    "added_claim": _("A claim was added"),
    "changed_claim": _("A claim was changed"),
    "received": _("Money came of a claim"),
    "settled": _("An outcome was written down"),
    "added_deadline": _("A deadline was added"),
    "met_deadline": _("A deadline was met"),
    "assessed": _("A person was assessed"),
    "restricted": _("The case was restricted to named people"),
    "lifted_restriction": _("The restriction was lifted"),
    "shared": _("The case was shared with a colleague"),
    "unshared": _("A colleague no longer sees the case"),
    "broke_glass": _("The case was opened in an emergency"),
}
