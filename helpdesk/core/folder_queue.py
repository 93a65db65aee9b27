"""Tasks that wait in a folder: kombu's own transport, but nobody ever reads what is half written.

Its files are opened where others look for them and then filled: a worker that looks in between
reads nothing where a message should be, loses it, and ends.
"""

import os
import time
import uuid
from contextlib import contextmanager
from pathlib import Path

from kombu.exceptions import ChannelError
from kombu.transport import filesystem
from kombu.utils.json import dumps


class Channel(filesystem.Channel):
    """A message is written aside and put in its place whole; one at a time says who waits."""

    def _put(self, queue, payload, **kwargs):  # type: ignore[override]  # as kombu itself
        name = f"{time.time_ns()}_{uuid.uuid4()}.{queue}.msg"  # read in the order of their names
        aside = self.control_folder / f"{name}.part"
        try:
            aside.write_text(dumps(payload), encoding="utf-8")
            os.replace(aside, Path(self.data_folder_out) / name)
        except OSError as error:
            raise ChannelError(f"Cannot add {name!r} to the folder") from error

    def get_table(self, exchange):
        with self._alone():
            return super().get_table(exchange)

    def _queue_bind(self, *args):
        with self._alone():
            super()._queue_bind(*args)

    @contextmanager
    def _alone(self):
        with (self.control_folder / "lock").open("ab") as file:
            filesystem.lock(file, filesystem.LOCK_EX)
            try:
                yield
            finally:
                filesystem.unlock(file)


class Transport(filesystem.Transport):
    """For CELERY_BROKER_TRANSPORT."""

    Channel = Channel
