from django.apps import AppConfig


class ClientsConfig(AppConfig):
    name = "helpdesk.clients"
