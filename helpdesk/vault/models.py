import os
import uuid

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.core.exceptions import FieldError
from django.db import models
from django.utils.translation import gettext_lazy as _

from . import keyring

NONCE = 12


class DataKey(models.Model):
    """A person's (or a case's) key, wrapped by a key-encryption key. Destroying it erases them."""

    uid = models.UUIDField(
        unique=True, default=uuid.uuid4, editable=False
    )  # in every AAD, never reused
    key_number = models.SmallIntegerField(help_text=_("Which key of VAULT_KEYS wraps it."))
    wrapped = models.BinaryField(null=True)  # null: destroyed

    def __str__(self):
        return str(self.uid)

    def __getstate__(self):
        return {name: value for name, value in super().__getstate__().items() if name != "_cipher"}

    @classmethod
    def make(cls):
        """A fresh random 256-bit key, saved."""
        key = cls._fresh()
        key.save()
        return key

    @classmethod
    def make_many(cls, count: int):
        """So many fresh keys, saved at once."""
        return cls.objects.bulk_create([cls._fresh() for _ in range(count)])

    @classmethod
    def _fresh(cls):
        raw = os.urandom(32)
        key = cls(key_number=keyring.current_number())
        key.wrap(raw)
        key._cipher = AESGCM(raw)
        return key

    @property
    def is_destroyed(self) -> bool:
        return self.wrapped is None

    def wrap(self, raw: bytes) -> None:
        """Seal the key itself under the key-encryption key `key_number`."""
        nonce = os.urandom(NONCE)
        wrapper = keyring.key_encryption_key(self.key_number)
        self.wrapped = nonce + wrapper.encrypt(nonce, raw, self.uid.bytes)

    def destroy(self) -> None:
        """Nothing that it sealed can be read again, anywhere."""
        self.wrapped = None
        self.__dict__.pop("_cipher", None)
        self.save(update_fields=["wrapped"])

    @property
    def cipher(self) -> AESGCM:
        """What seals and opens; raises FieldError once the key is destroyed."""
        if "_cipher" not in self.__dict__:
            if self.wrapped is None:
                raise FieldError("The key is destroyed: nothing can be sealed for this person.")
            wrapped = bytes(self.wrapped)
            wrapper = keyring.key_encryption_key(self.key_number)
            self._cipher = AESGCM(wrapper.decrypt(wrapped[:NONCE], wrapped[NONCE:], self.uid.bytes))
        return self._cipher

    def seal(self, plain: bytes, about: bytes) -> bytes:
        """Nonce and ciphertext; opens only with the same `about` (the additional data)."""
        nonce = os.urandom(NONCE)
        return nonce + self.cipher.encrypt(nonce, plain, self.uid.bytes + about)

    def open(self, sealed: bytes, about: bytes) -> bytes:
        """The plain bytes; raises InvalidTag where another person, column or row sealed them."""
        return self.cipher.decrypt(sealed[:NONCE], sealed[NONCE:], self.uid.bytes + about)
