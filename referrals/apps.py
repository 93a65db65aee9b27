from django.apps import AppConfig


class ReferralsConfig(AppConfig):
    name = "referrals"

    def ready(self):
        from helpdesk.cases.actions.naming import TOLD_OF

        from .told_of_case import of_referrals

        TOLD_OF.append(of_referrals)
