from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from helpdesk.core.money import in_words, read


@pytest.mark.parametrize(
    ("text", "amount", "currency"),
    [
        ("1800 QAR", "1800", "QAR"),
        ("QAR 1,800", "1800", "QAR"),
        ("npr 1,80,000", "180000", "NPR"),
        ("1.800,50 eur", "1800.50", "EUR"),
        ("1 800 XOF", "1800", "XOF"),
        ("85.250 KWD", "85.250", "KWD"),
        ("85.250 NPR", "85250", "NPR"),
        ("१८०० NPR", "1800", "NPR"),
        ("١٬٨٠٠ QAR", "1800", "QAR"),
        ("0 NPR", "0", "NPR"),
    ],
)
def test_a_sum_is_read_as_people_write_it(text, amount, currency):
    assert read(text) == (Decimal(amount), currency)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("1800", "which currency"),
        ("QAR", "sum with its currency"),
        ("-5 NPR", "sum with its currency"),
        ("1e9 NPR", "sum with its currency"),
        ("NaN NPR", "sum with its currency"),
        ("5 ZZZ", "no currency “ZZZ”"),
        ("QAR 5 NPR", "which currency"),
        ("9" * 12 + " NPR", "more money"),
    ],
)
def test_what_is_no_sum_says_what_to_write(text, words):
    with pytest.raises(ValidationError, match=words):
        read(text)


@pytest.mark.parametrize(
    ("amount", "currency", "words"),
    [
        ("1800.000", "QAR", "QAR 1,800"),
        ("1800.5", "QAR", "QAR 1,800.50"),
        ("85.250", "KWD", "KWD 85.250"),
        (None, "", ""),
    ],
)
def test_a_sum_is_written_with_coins_only_where_there_are_any(amount, currency, words):
    assert in_words(amount and Decimal(amount), currency) == words


def test_what_is_written_is_read_again():
    for text in ("QAR 1,800.50", "KWD 85.250", "NPR 180,000"):
        assert str(read(text)) == text
