"""What the set-up page asks for, for whoever started the desk."""

from django.conf import settings
from django.core.management.base import BaseCommand

from helpdesk.access.setup_code import is_needed, setup_code


class Command(BaseCommand):
    """Needs the database's tables and the secrets, so whoever can run it holds both."""

    help = "Prints the code that the set-up page asks for, while there is nobody yet."

    def handle(self, **options):
        if is_needed():
            self.stdout.write(f"To set the desk up, open {settings.SITE_URL}/setup/")
            self.stdout.write(f"Set-up code: {setup_code()}")
        else:
            self.stdout.write("The desk is set up already.")
