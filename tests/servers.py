"""Servers of the suite's own, on free ports, in a temporary folder: PostgreSQL, Redis, a worker.

`python -m tests` starts one PostgreSQL and one Redis per test process; a test stops and starts its
own Redis with the fixture `redis_server`, and has tasks carried out with the fixture `worker`.
"""

import glob
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest
import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 90  # seconds for a server to answer on a busy machine


def free_port() -> int:
    """A port that nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(what: str, is_there, process=None) -> None:
    """Wait until `is_there()`; fails when the process ends or PATIENCE does."""
    deadline = time.monotonic() + PATIENCE
    while not is_there():
        if process and process.poll() is not None:
            raise RuntimeError(f"{what} ended by itself with {process.returncode}.")
        if time.monotonic() > deadline:
            raise RuntimeError(f"{what} did not get ready within {PATIENCE} seconds.")
        time.sleep(0.05)


THROWN_AWAY = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


class Postgres:
    """A cluster of our own. Started by root it runs as `postgres`, which root may not."""

    def __init__(self, folder: Path, settings: dict[str, str] = THROWN_AWAY):
        self.settings = settings
        self.data = folder / "data"
        self.log = folder / "log"
        self.port = free_port()
        self.url = f"postgres://helpdesk@127.0.0.1:{self.port}/postgres"
        self.as_whom = {}
        if os.geteuid() == 0:
            owner = pwd.getpwnam("postgres")
            os.chown(folder, owner.pw_uid, owner.pw_gid)
            self.as_whom = {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []}
        self.folder = folder
        self.process: subprocess.Popen | None = None

    def start(self) -> None:
        """Make the cluster if it is not there, start it, and make sure that this one answers."""
        if not (self.data / "PG_VERSION").exists():
            locale = ("-E", "UTF8", "--locale=C.UTF-8")
            self._run("initdb", "-U", "helpdesk", "-A", "trust", *locale, "--no-sync")
        settings = {
            "port": self.port,
            "listen_addresses": "127.0.0.1",
            "unix_socket_directories": "",
            "jit": "off",
            "max_connections": 60,
            **self.settings,
        }
        options = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [_binary("postgres"), "-D", self.data, *options],
                cwd=self.folder,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,  # Ctrl-C is for pytest, which is done with us later
                **self.as_whom,
            )
        try:
            wait_for("PostgreSQL", self._answers, self.process)
        except RuntimeError as error:
            raise RuntimeError(f"{error}\n{self.log.read_text()[-2000:]}") from error

    def stop(self, *, keep: bool = False) -> None:
        """At once, without a last write; with `keep` in good order, so that it starts again."""
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGINT if keep else signal.SIGQUIT)
            self.process.wait()

    def _answers(self) -> bool:
        try:
            with psycopg.connect(self.url, connect_timeout=2) as connection:
                (where,) = connection.execute("SHOW data_directory").fetchone()
        except psycopg.OperationalError:
            return False
        if Path(where).resolve() != self.data.resolve():
            raise SystemExit(
                f"The PostgreSQL that answers keeps its data in {where}: not ours, hands off."
            )
        return True

    def _run(self, program: str, *options: str) -> None:
        done = subprocess.run(
            [_binary(program), "-D", self.data, *options],
            cwd=self.folder,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            **self.as_whom,
        )
        if done.returncode:
            raise RuntimeError(f"{program}: {done.stderr or done.stdout}")


def _binary(name: str) -> str:
    """Where PostgreSQL's program is: in PATH, or (as Debian has it) apart, the newest first."""
    apart = sorted(
        glob.glob(f"/usr/lib/postgresql/*/bin/{name}"), key=lambda p: float(p.split("/")[4])
    )
    if found := shutil.which(name) or (apart and apart[-1]):
        return found
    raise RuntimeError(f"PostgreSQL's {name} is missing: tests/install.sh says how to get it.")


class Redis:
    """A Redis that forgets everything, known by its folder. Any process may stop and start it."""

    def __init__(self, folder: Path, port: int):
        self.folder, self.port = folder, port
        self.url = f"redis://127.0.0.1:{port}/0"

    def start(self) -> None:
        """Start, and wait until it answers. Starting one that runs changes nothing."""
        if self.is_up():
            return
        self.folder.mkdir(exist_ok=True)
        process = subprocess.Popen(
            [
                *("redis-server", "--port", str(self.port), "--bind", "127.0.0.1"),
                *("--dir", self.folder, "--logfile", self.folder / "log"),
                *("--save", "", "--appendonly", "no"),
            ],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        wait_for("Redis", self.is_up, process)
        process.returncode = 0  # it is ended by port, not by handle: no warning about a lost child

    def stop(self) -> None:
        """Shut down without saving; afterwards nobody listens on the port."""
        if not self.is_up():
            return
        with self._client() as client:
            client.shutdown(nosave=True)
        deadline = time.monotonic() + PATIENCE
        while self.is_up() and time.monotonic() < deadline:
            time.sleep(0.02)

    def forget(self) -> None:
        """Drop every message that waits in it."""
        with self._client() as client:
            client.flushall()

    def _client(self) -> redis.Redis:
        return redis.Redis(port=self.port, socket_connect_timeout=1, retry=Retry(NoBackoff(), 0))

    def is_up(self) -> bool:
        """Whether this very Redis answers; another one on its port is an error."""
        try:
            with self._client() as client:
                where = client.config_get("dir")["dir"]
        except redis.ConnectionError:
            return False
        if Path(where).resolve() != self.folder.resolve():
            raise RuntimeError(
                f"The Redis on port {self.port} works in {where}: not ours, hands off."
            )
        return True


class Worker:
    """A Celery worker in a process of its own, on this test's database and queue."""

    def __init__(self, environment: dict[str, str], log: Path):
        self.environment, self.log = environment, log
        self.process: subprocess.Popen | None = None

    def start(self) -> None:
        """Start, and wait until it takes tasks."""
        command = [sys.executable, "-m", "celery", "-A", "helpdesk", "worker", "-P", "solo"]
        command += ["-l", "info", "--without-gossip", "--without-mingle"]
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                command,
                cwd=ROOT,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        try:
            wait_for("The worker", lambda: b" ready." in self.log.read_bytes(), self.process)
        except RuntimeError as error:
            self.stop()
            raise RuntimeError(f"{error}\n{self.log.read_text()[-3000:]}") from error

    def stop(self) -> None:
        """At once, in the middle of whatever it does: what is owed is in the database."""
        if self.process and self.process.poll() is None:
            self.process.kill()
            self.process.wait()


@pytest.fixture
def redis_server():
    """The Redis of this test process, to stop and start; it runs again afterwards."""
    server = Redis(Path(os.environ["SUITE_REDIS_DIR"]), int(os.environ["SUITE_REDIS_PORT"]))
    server.start()
    yield server
    server.start()


@pytest.fixture
def worker(transactional_db, settings, tmp_path):
    """A running Celery worker that sees what this test commits. Its mail lies in `var/mail`."""
    from django.db import connection

    if settings.REDIS_URL:
        Redis(Path(os.environ["SUITE_REDIS_DIR"]), int(os.environ["SUITE_REDIS_PORT"])).forget()
    database = connection.settings_dict
    if connection.vendor == "sqlite":
        url = f"sqlite:///{database['NAME']}"
    else:
        url = f"postgres://{database['USER']}@{database['HOST']}:{database['PORT']}/{database['NAME']}"
    process = Worker({**os.environ, "DATABASE_URL": url}, tmp_path / "worker.log")
    process.start()
    yield process
    process.stop()
