"""The code without which nobody claims a fresh installation: read where it was started, typed once.

Made from SECRET_KEY, so that every process knows it and none stores it. It is of use until there is
a person, and never after.
"""

import hashlib
import hmac

from allauth.account.adapter import get_adapter
from allauth.core.internal import ratelimit
from django.conf import settings
from django.utils.crypto import constant_time_compare

from helpdesk.audit.trail import record_read
from helpdesk.core.codes import ALPHABET

from .models import User

LENGTH = 16  # signs of 30: 78 bits


def setup_code() -> str:
    """As it is shown: four groups of four."""
    code = _code()
    return "-".join(code[at : at + 4] for at in range(0, LENGTH, 4))


def is_needed() -> bool:
    """Whether the desk still waits for its first person."""
    return not User.objects.people().exists()


def try_code(request, typed) -> bool:
    """Whether it is the code, in capitals or not, with its dashes or not. A wrong one is recorded.

    Raises ValidationError once an address has tried too often in an hour.
    """
    attempt = ratelimit.consume(request, app="allauth.account", action="set_up")
    if not attempt:
        raise get_adapter().validation_error("too_many_login_attempts")
    signs = "".join(sign for sign in typed.upper() if sign.isalnum())
    if not constant_time_compare(signs, _code()):
        record_read("set_up_failed", User, by=User.objects.system("door"))
        return False
    attempt.rollback()
    return True


def _code() -> str:
    digest = hmac.digest(settings.SECRET_KEY.encode(), b"helpdesk.setup", hashlib.sha256)
    number = int.from_bytes(digest)
    signs = []
    for _ in range(LENGTH):
        number, sign = divmod(number, len(ALPHABET))
        signs.append(ALPHABET[sign])
    return "".join(signs)
