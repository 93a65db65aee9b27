"""The bench's database: a PostgreSQL of its own, seeded once per size and kept in `.venv/bench`."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import psycopg

from helpdesk.core.secret_values import new_key, new_key_ring, new_secret_key
from tests.servers import ROOT, Postgres

HOME = ROOT / ".venv" / "bench"
PEOPLE_ONLY = 1_000_000  # so many clients, and they have no cases: the disk would not hold them
SETTINGS = {
    "shared_buffers": "1GB",
    "effective_cache_size": "4GB",
    "work_mem": "16MB",
    "maintenance_work_mem": "512MB",
    "max_wal_size": "16GB",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "checkpoint_timeout": "30min",
    "random_page_cost": "1.1",
    "max_parallel_workers_per_gather": "0",
    "autovacuum": "off",  # nothing else runs while we measure
    "synchronous_commit": "off",
    "fsync": "off",
}


class Data:
    """A seeded database of one size."""

    def __init__(self, size: int):
        self.size = size
        self.people_only = size >= PEOPLE_ONLY
        self.folder = HOME / f"{size}-{_fingerprint()}"
        self.ready = self.folder / "ready"

    def open(self) -> None:
        """Start the server; make and seed the database where that was not done."""
        if self.folder.exists() and not self.ready.exists():
            shutil.rmtree(self.folder)
        for old in HOME.glob(f"{self.size}-*"):
            if old != self.folder:
                shutil.rmtree(old)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.folder.chmod(0o711)
        self.postgres = Postgres(self.folder, SETTINGS)
        self.url = self.postgres.url.replace("/postgres", "/helpdesk")
        self.postgres.start()
        if not self.ready.exists():
            self._make()

    def close(self) -> None:
        """Stop it in good order: the next run starts from it."""
        self.postgres.stop(keep=True)

    def _make(self):
        with psycopg.connect(self.postgres.url, autocommit=True) as connection:
            connection.execute("CREATE DATABASE helpdesk")
        self.manage("migrate", "--verbosity", "0")
        begun = time.monotonic()
        only = ["--people-only"] if self.people_only else []
        self.manage("seed", "--clients", str(self.size), *only)
        self.manage("rebuild_flow")
        took = time.monotonic() - begun
        with psycopg.connect(self.url, autocommit=True) as connection:
            connection.execute("VACUUM (ANALYZE)")  # and indexes alone answer, without their rows
        self.ready.write_text(json.dumps({"seconds": round(took)}))

    def environment(self) -> dict[str, str]:
        """What the product must know to run on it: its own keys, and no DEBUG anywhere."""
        return {
            **os.environ,
            **self._secrets(),
            "ENV_FILE": "none",
            "VAR_DIR": str(self.folder / "var"),
            "DATABASE_URL": self.url,
            "DJANGO_SETTINGS_MODULE": "tests.bench.settings",
            "REDIS_URL": "",
        }

    def _secrets(self) -> dict[str, str]:
        file = self.folder / "keys.json"
        if not file.exists():
            made = {"SECRET_KEY": new_secret_key(), "VAULT_KEYS": new_key_ring()}
            made |= {name: new_key() for name in ("INDEX_KEY", "CHECKPOINT_KEY")}
            file.touch(mode=0o600)
            file.write_text(json.dumps(made))
        return json.loads(file.read_text())

    def manage(self, *command: str) -> None:
        """One of manage.py's commands, on this database."""
        done = subprocess.run(
            [sys.executable, "manage.py", *command], cwd=ROOT, env=self.environment()
        )
        if done.returncode:
            raise SystemExit(f"manage.py {command[0]} failed.")


def _fingerprint() -> str:
    """Of all that decides what the data look like: another one, and they are made anew."""
    files = [
        *ROOT.glob("*/migrations/*.py"),
        *ROOT.glob("*/*/migrations/*.py"),
        *ROOT.glob("helpdesk/desk/seeding/*.py"),
        ROOT / "helpdesk" / "clients" / "matching.py",
    ]
    text = b"".join(path.read_bytes() for path in sorted(files) if ".venv" not in path.parts)
    return hashlib.sha256(text).hexdigest()[:12]


def big_tables(url: str, rows: int = 10_000) -> set[str]:
    """Tables that are too big to be read from one end to the other."""
    with psycopg.connect(url) as connection:
        found = connection.execute(
            "SELECT relname FROM pg_class WHERE relkind = 'r' AND reltuples > %s", [rows]
        )
        return {name for (name,) in found}


def size_on_disk(folder: Path) -> str:
    """In words."""
    used = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    return f"{used / 1e9:.1f} GB"
