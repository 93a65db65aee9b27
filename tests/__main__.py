"""`python -m tests [pytest's arguments]`: the suite on SQLite, then on PostgreSQL and Redis."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from contextlib import ExitStack, contextmanager
from pathlib import Path

from tests.servers import ROOT, Postgres, Redis, free_port

NOTHING_RAN = 5  # pytest's exit code for it
AT_ONCE = min(os.cpu_count() or 1, 4)


def main(arguments: list[str]) -> int:
    """Both runs, always; 0 only if neither failed and (unless tests were chosen) both ran some."""
    signal.signal(signal.SIGTERM, _ask_to_stop)
    results = {"SQLite": run_pytest(arguments, {})}
    with servers() as environment:
        results["PostgreSQL"] = run_pytest(arguments, environment)
    if arguments and 0 in results.values():
        results = {name: 0 if code == NOTHING_RAN else code for name, code in results.items()}
    failed = [name for name, code in results.items() if code]
    if failed:
        sys.stderr.write(f"Not green on {' and '.join(failed)}.\n")
    return max(map(abs, results.values()))


def run_pytest(arguments: list[str], environment: dict[str, str]) -> int:
    """One run of pytest over as many processes as there are cores."""
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-n",
        str(AT_ONCE),
        "--dist",
        "loadgroup",
    ]
    clean = {name: value for name, value in os.environ.items() if not name.startswith("SUITE_")}
    with tempfile.TemporaryDirectory(
        prefix="helpdesk-tests-", ignore_cleanup_errors=True
    ) as folder:
        process = subprocess.Popen(
            [*command, *arguments], cwd=ROOT, env={**clean, **environment, "SUITE_DIR": folder}
        )
        try:
            return process.wait()
        except BaseException:
            process.terminate()
            process.wait()
            raise


@contextmanager
def servers():
    """PostgreSQL, and a Redis for each test process; yields what the tests must know of them."""
    with ExitStack() as stack:
        folder = Path(tempfile.mkdtemp(prefix="helpdesk-servers-"))
        stack.callback(shutil.rmtree, folder, ignore_errors=True)
        folder.chmod(0o711)  # PostgreSQL's own user must get through to its part
        (folder / "postgres").mkdir(mode=0o700)
        postgres = Postgres(folder / "postgres")
        stack.callback(postgres.stop)
        postgres.start()
        ports = [free_port() for _ in range(AT_ONCE)]
        for port in ports:
            server = Redis(folder / str(port), port)
            stack.callback(server.stop)
            server.start()
        yield {
            "SUITE_DATABASE_URL": postgres.url.replace("/postgres", "/helpdesk"),
            "SUITE_REDIS_FOLDER": str(folder),
            "SUITE_REDIS_PORTS": ",".join(map(str, ports)),
        }


def _ask_to_stop(signum, frame):
    raise KeyboardInterrupt


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
