"""Which codes are right: RFC 6238 (six digits, 30 seconds, one step of tolerance), each used once.

The last step that opened is kept with the secret under a row lock, so that a code that was seen by
someone else opens nothing a second time, in whichever process.
"""

import base64
import secrets

from allauth.core.internal.cryptokit import compare_user_code
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from allauth.mfa.utils import decrypt, encrypt
from django.db import transaction
from django.utils.crypto import salted_hmac

from helpdesk.core.clock import now

from . import sealing

PERIOD = 30  # seconds
TOTP, PAPER = Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES


def proposed_secret(user, session) -> str:
    """The secret that her set-up page shows, in base32; the session alone does not tell it."""
    nonce = session.setdefault("second_factor_nonce", secrets.token_hex(16))
    digest = salted_hmac(f"second factor {user.uid}", nonce, algorithm="sha256").digest()
    return base64.b32encode(digest[:20]).decode()


def step_of(secret, typed, *, after=0) -> int | None:
    """The time step whose code was typed, if it is later than `after`."""
    current = int(now().timestamp()) // PERIOD
    for step in (current - 1, current, current + 1):
        right = format_hotp_value(hotp_value(secret, step))
        if step > after and compare_user_code(actual=typed, expected=right):
            return step
    return None


def keep(user, secret, step) -> None:
    """The secret as her second factor; the code that proved it is used."""
    Authenticator.objects.create(
        user=user, type=TOTP, data={"secret": encrypt(secret), "last": step}
    )


def make_paper_codes(user) -> list[str]:
    """Ten new recovery codes; the old ones open nothing any more."""
    _drop(Authenticator.objects.filter(user=user, type=PAPER))
    return RecoveryCodes.activate(user).generate_codes()


def paper_codes_left(user) -> int:
    """How many recovery codes are still good."""
    row = Authenticator.objects.filter(user=user, type=PAPER).first()
    return len(RecoveryCodes(row).get_unused_codes()) if row else 0


@transaction.atomic
def use(user, typed) -> str:
    """How the typed code is right ("totp", "recovery_codes"), and used up by that; "" if wrong."""
    locked = Authenticator.objects.select_for_update().filter(user=user)
    rows = {row.type: row for row in locked}
    if row := rows.get(TOTP):
        step = step_of(decrypt(row.data["secret"]), typed, after=row.data["last"])
        if step:
            row.data["last"], row.last_used_at = step, now()
            row.save(update_fields=["data", "last_used_at"])
            return str(TOTP)
    if (row := rows.get(PAPER)) and RecoveryCodes(row).validate_code(typed):
        return str(PAPER)
    return ""


def drop_all(user) -> None:
    """Her secrets are gone, and their keys with them."""
    _drop(Authenticator.objects.filter(user=user))


def _drop(rows):
    for row in rows:
        sealing.destroy(row.data.get("secret") or row.data["seed"])
        row.delete()
