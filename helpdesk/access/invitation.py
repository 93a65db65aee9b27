"""The mail with which someone sets her first password. Allauth makes the link; it works once."""

import logging

from allauth.account.adapter import get_adapter
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.core.exceptions import PermissionDenied

from helpdesk.audit.trail import record_read

from .sight import demand

log = logging.getLogger(__name__)


def send_link(person, *, by) -> bool:
    """Mail the link to an active person; False if the mail did not go out (one may try again)."""
    demand(by, "administer")
    return mail_link(person, by=by)


def mail_link(person, *, by) -> bool:
    """The same, where the caller has asked whether `by` may."""
    if not person.is_active or person.is_system:
        raise PermissionDenied("send_link")
    context = {"password_reset_url": link_for(person), "invited_by": by}
    try:
        get_adapter().send_password_reset_mail(person, person.email, context)
    except OSError:  # the mail server's trouble; SMTPException is one
        log.exception("The link for person %s was not sent", person.pk)
        return False
    record_read("sent_link", person, by=by)
    return True


def link_for(person) -> str:
    """Where a new password is chosen: once, and for PASSWORD_RESET_TIMEOUT."""
    key = f"{user_pk_to_url_str(person)}-{default_token_generator.make_token(person)}"
    return get_adapter().get_reset_password_from_key_url(key)
