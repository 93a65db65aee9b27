import os
import socket
import sys

import pytest

from helpdesk.desk.processes import Processes, is_busy

SLEEP = [sys.executable, "-c", "import time; time.sleep(60)"]
PARENT = "import subprocess; subprocess.run(['sh', '-c', 'echo up > pipe; sleep 60 > pipe'])"


@pytest.fixture
def processes(tmp_path, monkeypatch):
    monkeypatch.setattr("signal.signal", lambda *_: None)  # pytest keeps its own
    running = Processes(tmp_path)
    yield running
    running.stop()


def test_nothing_to_say_while_all_run(processes):
    processes.start("web", SLEEP)
    assert processes.ended() == ""


def test_one_that_ends_by_itself_is_named(processes):
    processes.start("web", SLEEP)
    processes.start("worker", [sys.executable, "-c", "raise SystemExit(3)"])
    processes.running["worker"].wait()
    assert processes.ended() == "The worker process ended by itself (exit code 3)."


def test_stopping_ends_the_children_of_the_children_too(processes, tmp_path):
    os.mkfifo(tmp_path / "pipe")
    processes.start("web", [sys.executable, "-c", PARENT])
    with (tmp_path / "pipe").open() as pipe:
        assert pipe.readline() == "up\n"
        processes.stop()
        assert pipe.read() == ""  # its end: nobody is left to write


def test_a_port_in_use_is_noticed():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        assert is_busy("127.0.0.1", other.getsockname()[1])
