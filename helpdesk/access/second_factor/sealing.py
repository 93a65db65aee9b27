"""The secrets at rest: each is sealed under a data key of its own.

So the key ring's rotation covers them, and taking one off destroys what could still open it.
"""

import base64

from allauth.mfa.adapter import DefaultMFAAdapter

from helpdesk.vault.models import DataKey

ABOUT = b"access.second_factor"


class SealedSecrets(DefaultMFAAdapter):
    """What allauth writes of a second factor reads `<uid of its data key>:<base64>`."""

    def encrypt(self, text):
        key = DataKey.make()
        return f"{key.uid}:{base64.b64encode(key.seal(text.encode(), ABOUT)).decode()}"

    def decrypt(self, encrypted_text):
        uid, _, sealed = encrypted_text.partition(":")
        return DataKey.objects.get(uid=uid).open(base64.b64decode(sealed), ABOUT).decode()


def destroy(sealed: str) -> None:
    """What was sealed so can never be opened again, out of no backup of this table either."""
    DataKey.objects.get(uid=sealed.partition(":")[0]).destroy()
