from django.apps import AppConfig


class ContactsConfig(AppConfig):
    name = "helpdesk.contacts"

    def ready(self):
        from referrals.actions.taking_over import GONE

        from .appointments.leaving import call_off

        GONE.append(call_off)
