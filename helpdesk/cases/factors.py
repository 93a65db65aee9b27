"""What an assessment and a screening may tick: our own words, by level and by element.

Levels: the individual, the household, the community, and the structures around them; each has what
makes harm likelier and what protects. Signs of trafficking follow the Palermo Protocol (Article 3):
what was done, by which means, for which purpose; with a child the means do not matter.
"""

from django.utils.translation import gettext_lazy as _

LEVELS = {
    "individual": _("The person"),
    "household": _("The household"),
    "community": _("The community"),
    "structural": _("Laws, status and services"),
}

RISKS = {
    "individual": {
        "i_danger": _("Threatened or in danger now"),
        "i_violence": _("Has lived through violence or abuse"),
        "i_ill": _("Ill, injured or in pain"),
        "i_distress": _("In distress, sleepless or thinking of self-harm"),
        "i_alone": _("A child or an old person without anyone"),
        "i_disability": _("A disability without the help it needs"),
        "i_pregnant": _("Pregnant, or has just given birth"),
        "i_papers": _("No valid papers, or someone else holds them"),
        "i_debt": _("Owes more than can be paid back"),
        "i_reading": _("Cannot read, or does not speak the language there"),
    },
    "household": {
        "h_violence": _("Violence or control at home"),
        "h_dependants": _("Others depend on this person alone"),
        "h_hunger": _("Not enough to eat, or no safe roof"),
        "h_debt": _("The household owes for the journey"),
        "h_rejected": _("Blamed, or not taken back"),
        "h_pressed": _("Pressed to leave again"),
    },
    "community": {
        "c_recruiters": _("Agents recruit here with false promises"),
        "c_threats": _("An agent, lender or employer can reach them"),
        "c_shunned": _("Returnees are looked down on or shunned"),
        "c_far": _("Far from any service, or cut off"),
        "c_unrest": _("Unrest or crime where they live"),
        "c_disaster": _("Flood, drought, earthquake or failed harvest"),
    },
    "structural": {
        "s_status": _("No right to stay, or fears to lose it"),
        "s_tied": _("The permit is tied to one employer"),
        "s_uncovered": _("The work is outside the labour law"),
        "s_shut_out": _("Shut out from health care, school or courts"),
        "s_discrimination": _("Discriminated against by law or custom"),
        "s_ban": _("A ban or quota leaves only irregular ways"),
    },
}

STRENGTHS = {
    "individual": {
        "i_healthy": _("In good health"),
        "i_knows": _("Knows their rights and where to turn"),
        "i_holds": _("Holds their own papers"),
        "i_skilled": _("Has a skill or schooling that earns"),
        "i_saved": _("Has savings or an income"),
        "i_plans": _("Has plans, and has come through hardship before"),
    },
    "household": {
        "h_backing": _("Someone at home stands by them"),
        "h_safe": _("A safe place to live"),
        "h_income": _("Another income in the household"),
        "h_say": _("Has a say in what is decided"),
        "h_care": _("Children and the old are cared for"),
    },
    "community": {
        "c_friends": _("Friends, neighbours or a group of returnees"),
        "c_faith": _("A congregation or association that helps"),
        "c_services": _("Services near by that they trust"),
        "c_leader": _("A local leader or official to turn to"),
        "c_work": _("Work to be had near by"),
    },
    "structural": {
        "s_rights": _("Law and courts that can be used"),
        "s_insured": _("Insured, or entitled to a welfare fund"),
        "s_consulate": _("A consulate or labour attaché within reach"),
        "s_agreement": _("The two countries have a labour agreement"),
        "s_regular": _("A regular way to stay or to go again"),
    },
}

INDICATORS = {
    _("What was done"): {
        "a_recruited": _("Recruited with false promises about work, pay or place"),
        "a_moved": _("Brought somewhere, or handed on from one to the next"),
        "a_kept": _("Housed or kept by those who profit"),
    },
    _("By which means"): {
        "m_force": _("Violence or the threat of it"),
        "m_family": _("Threats against the family"),
        "m_locked": _("Locked in, watched, or cut off from the phone"),
        "m_papers": _("Papers taken away"),
        "m_debt": _("Held by a debt that never shrinks"),
        "m_wages": _("Wages kept back so that they cannot leave"),
        "m_status": _("Threatened with the police or with deportation"),
        "m_weak": _("Advantage taken of youth, illness or dependence"),
        "m_sold": _("Money paid to whoever had power over them"),
    },
    _("For which purpose"): {
        "p_labour": _("Forced labour, also in a household"),
        "p_sexual": _("Sexual exploitation"),
        "p_begging": _("Forced begging"),
        "p_crime": _("Forced to break the law"),
        "p_marriage": _("Forced marriage"),
        "p_organs": _("Removal of organs"),
        "p_fighting": _("Used in fighting"),
    },
    _("Who"): {
        "w_child": _("Under 18 when it happened: the means do not matter"),
    },
}


def codes_of(groups) -> list:
    """(code, label) of every group, in one list."""
    return [pair for group in groups.values() for pair in group.items()]


def risks() -> list:
    return codes_of(RISKS)


def strengths() -> list:
    return codes_of(STRENGTHS)


def indicators() -> list:
    return codes_of(INDICATORS)
