"""The world that tests run in, set before Django reads its settings (pytest loads this first).

A bare `pytest tests/…` runs on SQLite in a temporary folder. `python -m tests` hands over servers
of its own in SUITE_… variables. Nothing else of the caller's environment reaches a database:
a test can never touch one that anybody needs.
"""

import base64
import gc
import os
import secrets
import shutil
import tempfile
from pathlib import Path

import pytest

NEVER_OURS = (
    "DATABASE_URL",
    "REDIS_URL",
    "EMAIL_URL",
    "SITE_URL",
    "AUDITORS",
    "CHECKPOINT_DIR",
    "STATIC_ROOT",
)
SECRETS = ("SECRET_KEY", "VAULT_KEYS", "INDEX_KEY", "CHECKPOINT_KEY")
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "")

made_here = "" if "SUITE_DIR" in os.environ else tempfile.mkdtemp(prefix="helpdesk-tests-")
if made_here:
    os.environ["SUITE_DIR"] = made_here
suite = Path(os.environ["SUITE_DIR"])


def _new_key() -> str:
    return base64.b64encode(secrets.token_bytes(32)).decode()


def _prepare() -> None:
    var = suite / (WORKER or "main")
    (var / "checkpoints").mkdir(parents=True)
    if WORKER:  # static files are collected once, by the process that hands out the tests
        (var / "static").symlink_to(suite / "main" / "static")
    for name in (*NEVER_OURS, *SECRETS):
        if not (WORKER and name in SECRETS):
            os.environ.pop(name, None)
        os.environ.pop(f"{name}_FILE", None)
    for name in SECRETS:
        os.environ.setdefault(name, f"1:{_new_key()}" if name == "VAULT_KEYS" else _new_key())
    os.environ.update(
        ENV_FILE="none",
        VAR_DIR=str(var),
        CLOCK_FILE=str(var / "clock"),
        VAULT_STRICT="1",
        DJANGO_ALLOW_ASYNC_UNSAFE="true",
        LOG_LEVEL="ERROR",
    )
    if ports := os.environ.get("SUITE_REDIS_PORTS"):
        which = int(WORKER.removeprefix("gw") or 0)
        port = ports.split(",")[which]
        os.environ["SUITE_REDIS_PORT"] = port
        os.environ["SUITE_REDIS_DIR"] = f"{os.environ['SUITE_REDIS_FOLDER']}/{port}"
        os.environ["REDIS_URL"] = f"redis://127.0.0.1:{port}/0"
        os.environ["DATABASE_URL"] = os.environ["SUITE_DATABASE_URL"]


_prepare()


def pytest_configure(config):
    """Compile translations and collect static files, once for all test processes."""
    if WORKER or config.option.collectonly:
        return
    from django.core.management import call_command

    from helpdesk.core.catalogues import compile_catalogues

    compile_catalogues()
    call_command("collectstatic", interactive=False, verbosity=0)


def pytest_collection_modifyitems(config, items):
    """Tests that stop a server run where there are servers: in `make test`'s second run.

    The long checks of `make prove` take what they take.
    """
    for item in items:
        if item.get_closest_marker("slow"):
            item.add_marker(pytest.mark.timeout(0))
    if "REDIS_URL" in os.environ:
        return
    left_out = [item for item in items if item.get_closest_marker("servers")]
    items[:] = [item for item in items if not item.get_closest_marker("servers")]
    if left_out:
        config.hook.pytest_deselected(items=left_out)


def pytest_collection_finish(session):
    """What is loaded by now stays: it is not looked through again and again, as in the server."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


def pytest_report_header():
    """Say what this run is about."""
    if "REDIS_URL" in os.environ:
        return "engine: PostgreSQL, queue: Redis"
    return "engine: SQLite, queue: files (tests marked `servers` run in `make test` only)"


def pytest_unconfigure():
    """Leave nothing behind."""
    if made_here:
        shutil.rmtree(made_here, ignore_errors=True)
