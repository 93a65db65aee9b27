"""Make the desk ready to serve: everything that one PC needs, in one start of Python."""

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from helpdesk.access.areas.keeping import bring
from helpdesk.access.models import Centre, User
from helpdesk.cases.actions import begin_with_rules
from helpdesk.core.catalogues import BrokenTranslation, compile_catalogues
from referrals.actions import begin_history_of_texts


class Command(BaseCommand):
    """Safe to run before every start: what is done already costs nothing."""

    help = "Compiles translations, migrates the database, brings areas, collects static files."
    requires_system_checks = []  # the migration below checks; twice would only cost time

    def add_arguments(self, parser):
        parser.add_argument("--demo", action="store_true", help="load the demo country, once")
        parser.add_argument(
            "--no-files", action="store_true", help="translations and static files are in the image"
        )

    def handle(self, *, demo, no_files, **options):
        if not no_files:
            make_files()
        call_command("migrate", interactive=False, verbosity=0)
        call_command("createcachetable", verbosity=0)
        bring_areas()
        by = User.objects.system("setup")
        begin_with_rules(by=by)
        begin_history_of_texts(by=by)
        if demo:
            call_command("demo", log_ins=False)  # `serve --demo` prints them once it answers


def make_files():
    """Translations, compiled, and static files in one folder."""
    try:
        compile_catalogues()
    except BrokenTranslation as broken:
        raise CommandError(str(broken)) from broken
    call_command("collectstatic", interactive=False, verbosity=0)


def bring_areas():
    """Areas of the centres' countries, where none are there and a list comes with the desk."""
    for country in Centre.objects.order_by("country").values_list("country", flat=True).distinct():
        bring(str(country), by=User.objects.system("setup"))
