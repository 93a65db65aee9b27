"""Makes everyone's match keys anew: after an update that finds people in more ways."""

from django.core.management.base import BaseCommand
from django.db import transaction

from helpdesk.clients.actions import index
from helpdesk.clients.models import Client


class Command(BaseCommand):
    """Safe to run twice, and while people work: keys are derived, one client at a time."""

    help = "Run it once after an update that says so."

    def handle(self, **options):
        done = 0
        for client in Client.objects.select_related("data_key").order_by("pk").iterator():
            with transaction.atomic():
                index(client)
            done += 1
        self.stdout.write(f"{done} clients can be found by everything that is known of them.")
