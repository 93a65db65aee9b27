"""Child processes that live and die together."""

import os
import signal
import socket
import subprocess
import time
from pathlib import Path

GRACE = 6  # seconds from the polite signal to the hard one; an idle worker needs up to 5


class Processes:
    """Each child leads a process group of its own, so that its children end with it."""

    def __init__(self, cwd: Path):
        self.cwd = cwd
        self.running: dict[str, subprocess.Popen] = {}

    def start(self, name: str, command: list[str]) -> None:
        """Start one more. Celery's warning about root is spared: its messages are JSON only."""
        quiet = {"PYTHONWARNINGS": "ignore:You're running the worker with superuser privileges"}
        self.running[name] = subprocess.Popen(  # noqa: S603 - our own commands
            command,
            cwd=self.cwd,
            env={**quiet, **os.environ},
            stdin=subprocess.DEVNULL,
            start_new_session=True,
        )

    def ended(self) -> str:
        """A sentence about the first child that ended by itself, or ''."""
        for name, process in self.running.items():
            if (code := process.poll()) is not None:
                how = f"exit code {code}" if code >= 0 else f"signal {signal.Signals(-code).name}"
                return f"The {name} process ended by itself ({how})."
        return ""

    def stop(self) -> None:
        """Ask every child to end, wait, and end what is left of its group, come what may."""
        for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(name, signal.SIG_IGN)
        self._signal(signal.SIGTERM)
        deadline = time.monotonic() + GRACE
        while time.monotonic() < deadline and any(p.poll() is None for p in self.running.values()):
            time.sleep(0.05)
        self._signal(signal.SIGKILL)
        for process in self.running.values():
            process.wait()

    def _signal(self, signum: int) -> None:
        for process in self.running.values():
            try:
                os.killpg(process.pid, signum)
            except (ProcessLookupError, PermissionError):  # macOS answers EPERM for a dead group
                continue


def is_busy(host: str, port: int) -> bool:
    """Whether another program listens there already."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return True
    return False
