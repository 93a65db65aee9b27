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
WHY = [
    ("lost_phone", _("The phone is lost")),
    ("stolen_phone", _("The phone was stolen")),
    ("new_phone", _("There is a new phone, and no codes are left")),
    ("broken", _("The phone or the app is broken")),
]


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
        attempt = try_once(self.request, self.person, "second-factor")
        code = self.cleaned_data["code"]
        if not actions.use(self.person, code):
            record_read("second_factor_failed", self.person, by=User.objects.system("door"))
            raise forms.ValidationError(_("This code is not right, or was used already."))
        attempt.rollback()
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


class ResetForm(ActionForm):
    """Why somebody's second factor is reset."""

    why = forms.ChoiceField(label=_("Why"), choices=WHY, widget=forms.RadioSelect)

    def __init__(self, *args, person, act=actions.reset, **kwargs):
        self.person, self.reset = person, act
        super().__init__(*args, **kwargs)

    def perform(self, by):
        return self.reset(self.person, by=by, why=self.cleaned_data["why"])
