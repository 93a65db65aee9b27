from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "helpdesk.core"

    def ready(self):
        from . import checks  # noqa: F401
