"""What a timeline tells of journeys, parties, claims, deadlines and plans, by the trail’s verbs."""

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
}

OF_PLANS = {
    "drew_up_plan": _("A plan was drawn up"),
    "changed_plan": _("The plan was changed"),
    "added_goal": _("A goal was added to the plan"),
    "added_step": _("A step was added to the plan"),
    "finished_step": _("A step of the plan was done"),
    "reviewed_plan": _("The plan was reviewed"),
    "added_skill": _("A skill was written down"),
    "added_prospects": _("Savings and intentions were written down"),
}
