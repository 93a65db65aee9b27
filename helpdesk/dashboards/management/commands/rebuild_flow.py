from django.core.management.base import BaseCommand

from helpdesk.dashboards.models import Flow
from helpdesk.dashboards.rolling import roll


class Command(BaseCommand):
    help = "Counts the flow of past months anew, from the cases as they are now."

    def handle(self, *args, **options):
        as_of = roll()
        self.stdout.write(f"{Flow.objects.count()} rows, as of {as_of:%Y-%m-%d %H:%M} UTC.")
