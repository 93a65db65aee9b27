"""Which notices lead to the referrals of a case, and who keeps them when the case is restricted."""

from helpdesk.access.sight import members_of

from .models import Referral


def of_referrals(case):
    """(paths, the partners' people): a partner sees its referral as before."""
    made = list(Referral.objects.filter(case=case).select_related("partner"))
    teams = {pk for one in made for pk in (one.partner.staff_id, one.partner.leads_id)}
    return [one.get_absolute_url() for one in made], members_of(*teams)
