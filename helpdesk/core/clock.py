"""The time, as every part of the product asks for it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone

_shift: ContextVar[timedelta] = ContextVar("clock_shift", default=timedelta())


def now() -> datetime:
    """This moment, in UTC. Shifted by `at()`, and for all processes by CLOCK_FILE."""
    return timezone.now() + _shift.get() + _shared_shift()


def today() -> date:
    """Today in the active time zone."""
    return timezone.localdate(now())


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Within the block it is `moment`, and time goes on from there."""
    token = _shift.set(moment - timezone.now() - _shared_shift())
    try:
        yield
    finally:
        _shift.reset(token)


def _shared_shift() -> timedelta:
    """Seconds that tests and the tour write into CLOCK_FILE; production names no such file."""
    path = settings.CLOCK_FILE
    if not path:
        return timedelta()
    try:
        return timedelta(seconds=float(Path(path).read_text()))
    except (FileNotFoundError, ValueError):
        return timedelta()
