"""Without Redis tasks wait in a folder, into which web, worker and beat write at the same time."""

import multiprocessing
from queue import Empty

import pytest
from celery import current_app
from django.conf import settings
from kombu import Connection

from helpdesk.core.folder_queue import Transport
from helpdesk.core.queue import broker

# The children write files and nothing else, so that forking beside threads of other tests is safe.
pytestmark = pytest.mark.filterwarnings("ignore:This process .* is multi-threaded")
MESSAGES, WRITERS = 60, 4
LONG = list(range(20_000))  # takes a while to write


def channel(folder):
    url, options = broker("", folder)
    return Connection(url, transport=Transport, transport_options=options).channel()


def write(folder, writer, begin):
    there = channel(folder)
    begin.wait()
    for number in range(MESSAGES):
        there._put("celery", {"writer": writer, "number": number, "long": LONG})


def bind(folder, writer, begin):
    there = channel(folder)
    begin.wait()
    for number in range(50):
        there._queue_bind("celery", f"{writer}", "", f"{number}")
        there.get_table("celery")


@pytest.fixture
def beside_each_other(tmp_path):
    """`beside_each_other(work)`: WRITERS processes that do it at the same moment."""
    fork = multiprocessing.get_context("fork")
    begun = []

    def begin(work):
        start = fork.Event()
        for writer in range(WRITERS):
            begun.append(fork.Process(target=work, args=(tmp_path, writer, start)))
            begun[-1].start()
        start.set()
        return begun

    yield begin
    for process in begun:
        process.kill()


def test_whoever_looks_while_others_write_reads_whole_messages(tmp_path, beside_each_other):
    there, read = channel(tmp_path), []
    writers = beside_each_other(write)
    while len(read) < MESSAGES * WRITERS:
        busy = any(process.is_alive() for process in writers)
        try:
            read.append(there._get("celery"))
        except Empty:
            assert busy, f"{len(read)} of {MESSAGES * WRITERS}"
    assert {(m["writer"], m["number"]) for m in read} == {
        (writer, number) for writer in range(WRITERS) for number in range(MESSAGES)
    }
    assert all(message["long"] == LONG for message in read)


def test_they_may_all_come_first(tmp_path, beside_each_other):
    for process in beside_each_other(bind):
        process.join(60)
        assert process.exitcode == 0
    assert len(channel(tmp_path).get_table("celery")) == 50 * WRITERS


def test_tasks_wait_there_where_no_redis_is_set():
    transport = current_app.connection_for_write().transport
    assert isinstance(transport, Transport) is not bool(settings.REDIS_URL)
