from django.apps import AppConfig


class ReferralsConfig(AppConfig):
    name = "referrals"

    def ready(self):
        from helpdesk.cases.actions.naming import TOLD_OF
        from services.actions.writing import KIND_IN_USE

        from .kind_in_use import why_it_stays
        from .told_of_case import of_referrals

        TOLD_OF.append(of_referrals)
        KIND_IN_USE.append(why_it_stays)
