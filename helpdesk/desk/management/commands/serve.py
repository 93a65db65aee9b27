"""The whole desk in one terminal: web, worker and beat, started and stopped together."""

import signal
import sys
import time
from importlib import import_module
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from helpdesk.access.setup_code import is_needed, setup_code
from helpdesk.desk.processes import Processes, is_busy

PATIENCE = 300  # seconds for /healthz to answer


class Command(BaseCommand):
    """Runs until Ctrl-C or SIGTERM; ends with 1 when one of its processes ended by itself."""

    help = "Starts web, worker and beat, prints the address, and stops all of them on Ctrl-C."

    def add_arguments(self, parser):
        parser.add_argument("--demo", action="store_true", help="print the demo log-ins as well")

    def handle(self, *, demo, **options):
        if is_busy(settings.HOST, settings.PORT):
            raise CommandError(
                f"Port {settings.PORT} on {settings.HOST} is taken by another program. "
                f"Stop that one, or choose another port: PORT={settings.PORT + 1} make "
                f"{'demo' if demo else 'start'}"
            )
        for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(name, _ask_to_stop)
        processes = Processes(cwd=settings.BASE_DIR)
        try:
            for name, command in commands().items():
                processes.start(name, command)
            self.run(processes, demo)
        except KeyboardInterrupt:
            self.stdout.write("Stopping.")
        finally:
            processes.stop()

    def run(self, processes, demo):
        """Greet once the desk answers, then watch."""
        deadline = time.monotonic() + PATIENCE
        greeted = False
        while True:
            if ended := processes.ended():
                raise CommandError(f"{ended} The rest was stopped.")
            if not greeted and answers():
                greeted = True
                self.greet(demo)
            if not greeted and time.monotonic() > deadline:
                raise CommandError(f"/healthz did not answer within {PATIENCE} seconds.")
            time.sleep(0.5 if greeted else 0.1)

    def greet(self, demo):
        """The address; with --demo the lines of `log_ins()` as well."""
        self.stdout.write(f"\nThe help desk is open: {settings.SITE_URL}\n")
        if demo:
            for line in import_module("helpdesk.desk.demo").log_ins():
                self.stdout.write(line)
        elif is_needed():
            self.stdout.write("Set it up there first; only who reads this can.\n")
            self.stdout.write(f"Set-up code: {setup_code()}\n")
        self.stdout.write("Ctrl-C stops it.\n")
        self.stdout.flush()


def commands() -> dict[str, list[str]]:
    """What runs beside each other, by name.

    On one PC the worker carries beat along: fewer processes, and one database writer less.
    """
    web = [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "helpdesk.wsgi:application"),
        *("--host", settings.HOST, "--port", str(settings.PORT)),
        *("--workers", "1" if settings.ONE_PC else "2"),
        *("--blocking-threads", "4", "--backpressure", "64", "--workers-kill-timeout", "3"),
        *("--no-ws", "--log-level", "warning"),
    ]
    celery = [sys.executable, "-m", "celery", "--quiet", "-A", "helpdesk"]
    worker = [*celery, "worker", "-l", "warning", "--without-gossip", "--without-mingle"]
    if settings.ONE_PC or not settings.REDIS_URL:
        return {"web": web, "worker": [*worker, "-B", "-P", "solo"]}
    return {"web": web, "worker": worker, "beat": [*celery, "beat", "-l", "warning"]}


def answers() -> bool:
    """Whether this desk's /healthz says 200."""
    host = "127.0.0.1" if settings.HOST in ("0.0.0.0", "::") else settings.HOST  # noqa: S104
    address = f"http://{f'[{host}]' if ':' in host else host}:{settings.PORT}/healthz"
    try:
        with urlopen(Request(address), timeout=3) as answer:
            return answer.status == 200
    except (HTTPError, URLError, OSError):
        return False


def _ask_to_stop(signum, frame):
    raise KeyboardInterrupt
