from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "helpdesk.audit"

    def ready(self):
        from simple_history.signals import post_create_historical_record

        from .trail import note_history_row

        # The one receiver allowed: an entry proves the history rows that its action wrote.
        post_create_historical_record.connect(note_history_row, dispatch_uid="audit")
