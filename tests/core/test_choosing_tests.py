"""Which tests run where nothing is said, and how the long ones are asked for."""

import os
import subprocess
import sys

import pytest

from tests.servers import ROOT

SOME = "tests/dashboards/test_numbers_and_lists_agree.py"


@pytest.mark.parametrize(
    ("asked", "short", "long"), [((), True, False), (("-m", "slow"), False, True)]
)
def test_the_long_tests_run_where_they_are_asked_for(asked, short, long):
    command = [sys.executable, "-m", "pytest", "--collect-only", "-q", "-p", "no:cacheprovider"]
    ours = {k: v for k, v in os.environ.items() if not k.startswith(("SUITE_", "PYTEST_"))}
    found = subprocess.run(
        [*command, *asked, SOME], cwd=ROOT, env=ours, capture_output=True, text=True, check=True
    )
    assert ("test_for_200_random_filters" in found.stdout) is short
    assert ("test_for_1000_random_filters" in found.stdout) is long
