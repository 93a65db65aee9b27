"""The keys that live outside the database: key-encryption keys and the index key."""

import base64
import hmac
import unicodedata
from functools import cache

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured


@cache
def _ring(text: str) -> dict[int, AESGCM]:
    try:
        pairs = (part.split(":", 1) for part in text.replace("\n", ",").split(",") if part.strip())
        return {int(number): AESGCM(base64.b64decode(key)) for number, key in pairs}
    except ValueError as error:
        raise ImproperlyConfigured(
            "VAULT_KEYS reads 1:<base64 of 32 bytes>, more of them separated by commas."
        ) from error


def key_encryption_key(number: int) -> AESGCM:
    """The key-encryption key of that number; ImproperlyConfigured where the ring lacks it."""
    try:
        return _ring(settings.VAULT_KEYS)[number]
    except KeyError:
        raise ImproperlyConfigured(
            f"VAULT_KEYS has no key {number}: some records need it."
        ) from None


def current_number() -> int:
    """The highest number seals; all of them open."""
    return max(_ring(settings.VAULT_KEYS))


@cache
def _raw(key: str) -> bytes:
    return base64.b64decode(key)


def blind(kind: str, value: str) -> int:
    """The blind index of a normalised value: 8 bytes of HMAC-SHA-256 as a signed bigint.

    Equal values of one kind give equal numbers; without INDEX_KEY nobody can compute them.
    """
    text = f"{kind}\0{unicodedata.normalize('NFKC', value)}".encode()
    digest = hmac.digest(_raw(settings.INDEX_KEY), text, "sha256")
    return int.from_bytes(digest[:8], "big", signed=True)
