from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "helpdesk.cases"

    def ready(self):
        from helpdesk.access.sight import WHY_NOT
        from helpdesk.clients.models.client import SEEN_BY_NAME

        from .models.overlap import clients_lent, clients_of_shared_cases, why_only_read

        SEEN_BY_NAME.extend((clients_of_shared_cases, clients_lent))
        WHY_NOT.append(why_only_read)
