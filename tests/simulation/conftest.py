"""The clock that all processes share, put forward by steps and put back afterwards."""

from pathlib import Path

import pytest
from django.conf import settings as conf
from django.utils import timezone


@pytest.fixture
def put_clock():
    """`put_clock(moment)`: from now on it is then, for this process and the worker."""
    clock = Path(conf.CLOCK_FILE)

    def put_clock(moment):
        new = clock.with_suffix(".new")
        new.write_text(str((moment - timezone.now()).total_seconds()))
        new.replace(clock)  # never half written for whoever reads

    yield put_clock
    clock.unlink(missing_ok=True)
