"""What people write into cells that hold a number."""

import pytest

from services.importing.cells import coordinate, money


@pytest.mark.parametrize("text", ["NaN", "-sNaN", "Infinity", "1e999999", "north", ""])
def test_what_is_no_number_is_none_and_stops_no_import(text):
    assert coordinate(text, 90) is None
    assert money(text) is None
