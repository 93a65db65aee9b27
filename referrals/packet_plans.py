"""What of a client's plan, skills and savings belongs to which category of a packet."""

from django.utils.translation import gettext_lazy as _

from helpdesk.clients.models.prospects import SUMS as TOLD_SUMS
from helpdesk.clients.occupations import name_of

from .categories import Category
from .packet_lines import GOALS, Item, goals, of_told, skills

C = Category
OF_PLANS = [
    Item(
        C.WORK,
        "skills",
        _("Skills and certificates"),
        (
            *("skill.text", "skill.occupation", "skill.learnt", "skill.country"),
            *("skill.level", "skill.certificate"),
        ),
        skills,
    ),
    Item(
        C.WORK,
        "home_occupation",
        _("Occupation at home"),
        ("prospects.home_occupation",),
        of_told(lambda told: name_of(told.home_occupation)),
    ),
    Item(
        C.WORK,
        "training_wanted",
        _("Training wanted"),
        ("prospects.training_wanted",),
        of_told(lambda told: told.training_wanted),
    ),
    Item(
        C.FINANCE,
        "savings",
        _("Savings, and money sent home in a month"),
        (
            *("prospects.savings", "prospects.savings_currency"),
            *("prospects.remittance", "prospects.remittance_currency"),
        ),
        of_told(lambda told: " · ".join(str(s) for s in map(told.sum_of, TOLD_SUMS) if s)),
    ),
    Item(
        C.FINANCE,
        "intentions",
        _("What the client means to do"),
        ("prospects.intentions", "prospects.business_idea"),
        of_told(
            lambda told: " · ".join(filter(None, [told.intentions_in_words, told.business_idea]))
        ),
    ),
    *(
        Item(
            category,
            f"goals_{category}",
            _("Goals of the client’s plan"),
            ("plangoal.kind", "plangoal.text"),
            goals(category),
        )
        for category in sorted({*GOALS.values(), C.JOURNEY})
    ),
]
