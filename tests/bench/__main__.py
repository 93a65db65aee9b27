"""`python -m tests.bench [--plans] [--rounds N]` (make bench): each page beside the floor.

`SIZE` clients (100,000) in a PostgreSQL of its own; the production server; officer, supervisor and
partner logged in over HTTP. Pages take turns, so that a slower minute hits all of them alike.
"""

import argparse
import os
import signal
import subprocess
import sys
import time
from http.client import HTTPConnection
from urllib.error import URLError
from urllib.request import urlopen

from tests.servers import ROOT, free_port

from .data import Data, size_on_disk

WARM_UP = 8


def main() -> int:
    """0 when every goal was met, and no plan reads a big table from end to end."""
    asked = _asked()
    signal.signal(signal.SIGTERM, _ask_to_stop)
    data = Data(asked.size)
    try:
        data.open()
        return _measure(data, asked)
    finally:
        data.close()


def _asked():
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--size", type=int, default=int(os.environ.get("SIZE") or 100_000))
    parser.add_argument("--rounds", type=int, default=60, help="requests of each page")
    parser.add_argument("--plans", action="store_true", help="show the plans of search and panel")
    parser.add_argument("--only", default="", help="pages whose name holds this")
    asked = parser.parse_args()
    asked.plans = asked.plans or asked.size >= 1_000_000
    return asked


def _measure(data, asked):
    port = free_port()
    os.environ.update(
        data.environment(), HOST="127.0.0.1", PORT=str(port), SITE_URL=f"http://127.0.0.1:{port}"
    )
    import django

    django.setup()
    from django.core.cache import cache
    from django.core.management import call_command

    call_command("prepare")
    cache.clear()  # log-ins of an earlier run do not count against this one's
    from .directory import widen
    from .pages import pages, people
    from .plans import print_plans
    from .referring import Made, clear
    from .report import print_table, rows_of, say, write_json

    clear()
    listed = 0 if data.people_only else widen()
    who = people()
    made = None if data.people_only else Made(who, asked.rounds + WARM_UP)
    chosen = [page for page in pages(who, made) if asked.only.lower() in page.name.lower()]
    server = _serve(port)
    try:
        floor = _take_turns(port, who, chosen, asked.rounds)
    finally:
        server.terminate()
        server.wait()
    rows = rows_of(chosen, floor)
    on_disk = size_on_disk(data.folder)
    say(f"\n{asked.size:,} clients, {listed:,} services, {on_disk} on disk; {asked.rounds} rounds.")
    print_table(rows)
    bad = print_plans(data.url, who, pages(who)) if asked.plans else []
    write_json(ROOT / "var" / "bench.json", size=asked.size, pages=rows, reads_whole_tables=bad)
    say("\n".join(bad))
    return int(bool(bad) or any(row["met"] is False for row in rows))


def _serve(port):
    """The web process, as `manage.py serve` starts it for a network of centres."""
    from helpdesk.desk.management.commands.serve import commands

    server = subprocess.Popen(commands()["web"], cwd=ROOT, env=os.environ)
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5).close()
            return server
        except (URLError, OSError):
            time.sleep(0.2)
    server.terminate()
    raise SystemExit("The server did not answer within a minute.")


def _take_turns(port, who, pages, rounds):
    """Warm up and count, then the pages one after the other, again and again; gives the floor.

    The floor is asked before each page: what one page leaves behind (a commit, cold caches) must
    not fall on it alone.
    """
    from django.conf import settings

    from .browsing import Browser
    from .pages import Page

    line = HTTPConnection("127.0.0.1", port, timeout=120)
    browsers = {name: Browser(line, email, settings.DEMO_PASSWORD) for name, email in who.items()}
    floor = Page("Floor", "officer", "/floor/")
    for page in [floor, *pages]:
        for _ in range(WARM_UP):
            _, page.bytes, page.sql = browsers[page.who].ask(page, count=True)
    for _ in range(rounds):
        for page in pages:
            floor.times.append(browsers[floor.who].ask(floor)[0])
            page.times.append(browsers[page.who].ask(page)[0])
    return floor


def _ask_to_stop(signum, frame):
    raise KeyboardInterrupt


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
