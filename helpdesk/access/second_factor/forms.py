from unicodedata import digit

from allauth.account.adapter import get_adapter
from allauth.core.internal import ratelimit
from django import forms
from django.utils.translation import gettext_lazy as _

from helpdesk.audit.trail import record_read
from helpdesk.core.forms import ActionForm, ReadableForm

from ..models import User
from . import actions

CODE = {"autocomplete": "one-time-code", "inputmode": "numeric", "class": "short", "dir": "ltr"}


class CodeField(forms.CharField):
    """Digits of any script, as the keyboard gives them: ٣٤ is 34."""

    widget = forms.TextInput(attrs=CODE)

    def __init__(self, **kwargs):
        super().__init__(max_length=20, **kwargs)

    def to_python(self, value):
        return "".join(str(digit(sign, sign)) for sign in super().to_python(value))


def try_once(request, person, what):
    """One attempt of the few that an account and an address have in an hour.

    Give it back (`rollback`) when it was right. Raises ValidationError when none is left.
    """
    attempt = ratelimit.consume(
        request, app="allauth.account", action="login_failed", key=f"{what}-{person.pk}"
    )
    if not attempt:
        raise get_adapter().validation_error("too_many_login_attempts")
    return attempt


def use_code(request, person, code) -> bool:
    """Whether it is a code of hers that was not used yet; a wrong one is recorded."""
    attempt = try_once(request, person, "second-factor")
    if not actions.use(person, code):
        record_read("second_factor_failed", person, by=User.objects.system("door"))
        return False
    attempt.rollback()
    return True


class CodeForm(ReadableForm):
    """The code that the app shows now, or one of those on paper. A wrong one is recorded."""

    code = CodeField(
        label=_("Code"),
        help_text=_("Six digits from the app on your phone, or one of your recovery codes."),
    )

    def __init__(self, *args, request, person, **kwargs):
        self.request, self.person = request, person
        super().__init__(*args, **kwargs)

    def clean_code(self):
        code = self.cleaned_data["code"]
        if not use_code(self.request, self.person, code):
            raise forms.ValidationError(_("This code is not right, or was used already."))
        return code


class SetUpForm(ActionForm):
    """The first code of the app, and the password where she logged in some time ago."""

    code = CodeField(label=_("The six digits that the app shows now"))
    password = forms.CharField(
        label=_("Your password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, *args, request, secret, fresh, **kwargs):
        self.request, self.secret = request, secret
        super().__init__(*args, **kwargs)
        if fresh:
            del self.fields["password"]

    def clean_password(self):
        person = self.request.user
        attempt = try_once(self.request, person, "set-up")
        if not get_adapter().reauthenticate(person, self.cleaned_data["password"]):
            raise forms.ValidationError(_("This is not your password."))
        attempt.rollback()
        return ""

    def perform(self, by):
        return actions.set_up(by, by=by, secret=self.secret, code=self.cleaned_data["code"])
