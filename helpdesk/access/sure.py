"""Is it still her? Asked once more before what weighs: lists taken out, rights given or taken.

Whoever logged in, or gave her password or a code, less than five minutes ago is not asked.
"""

import time
from urllib.parse import urlencode

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from django import forms
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from helpdesk.core.refusal import Refused

from .second_factor.forms import CodeField, try_once, use_code

FRESH = 300  # seconds
TOO_OLD = _("Log out, log in again, and do it within five minutes.")


def is_sure(request) -> bool:
    """She showed who she is less than five minutes ago, in this session."""
    known = get_authentication_records(request, request.user)
    return bool(known) and time.time() - known[-1]["at"] < FRESH


def asked_again(request, back):
    """The page that asks her once more and leads to `back`; None where that is not needed.

    Refused where she has neither password nor second factor: a mailed code is a log-in.
    """
    if is_sure(request):
        return None
    if request.user.has_usable_password():
        where = "account_reauthenticate"
    elif request.user.second_factor_at:
        where = "mfa_reauthenticate"
    else:
        raise Refused(TOO_OLD)
    return redirect(f"{reverse(where)}?{urlencode({'next': back}, safe='/')}")


def note_sure(request, method) -> None:
    """She gave her `method` (password, code) once more just now."""
    record_authentication(request, request.user, method=method, reauthenticated=True)


class SureForm(forms.Form):
    """A form that weighs: it asks for the password (or a code) where the log-in is older."""

    def __init__(self, *args, request, **kwargs):
        self.request = request
        super().__init__(*args, **kwargs)
        if is_sure(request):
            return
        if request.user.has_usable_password():
            self.fields["own_password"] = forms.CharField(
                label=_("Your own password, once more"),
                strip=False,
                widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
            )
        elif request.user.second_factor_at:
            self.fields["own_code"] = CodeField(label=_("The six digits that your app shows now"))

    def clean(self):
        super().clean()
        said, person = self.cleaned_data, self.request.user
        if password := said.pop("own_password", ""):
            attempt = try_once(self.request, person, "sure")
            if not get_adapter().reauthenticate(person, password):
                self.add_error("own_password", _("This is not your password."))
                return said
            attempt.rollback()
            note_sure(self.request, "password")
        elif code := said.pop("own_code", ""):
            if not use_code(self.request, person, code):
                self.add_error("own_code", _("This code is not right, or was used already."))
                return said
            note_sure(self.request, "mfa")
        elif not {"own_password", "own_code"} & self.fields.keys() and not is_sure(self.request):
            raise forms.ValidationError(TOO_OLD)
        return said
