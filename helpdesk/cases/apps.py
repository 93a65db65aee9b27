from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "helpdesk.cases"

    def ready(self):
        from helpdesk.clients.models.client import SEEN_BY_NAME

        from .models.case import clients_of_shared_cases

        SEEN_BY_NAME.append(clients_of_shared_cases)
