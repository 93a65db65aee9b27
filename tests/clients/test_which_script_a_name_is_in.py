import pytest

from helpdesk.clients.scripts import language_of


@pytest.mark.parametrize(
    ("name", "language"),
    [("माया", "ne"), ("محمد", "ar"), ("Maya", ""), ("", ""), (None, ""), ("1 माया", "ne")],
)
def test_the_first_letter_tells(name, language):
    assert language_of(name) == language
