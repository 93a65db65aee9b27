from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from helpdesk.access import actions
from helpdesk.access.forms import CentreFacts
from helpdesk.access.models import Centre
from helpdesk.access.setup_code import try_code
from helpdesk.core.forms import ActionForm
from helpdesk.core.texts import names_something


class SetUpForm(ActionForm, CentreFacts):
    """The very first page: a centre, its administrator, and the keys put in a safe place."""

    kind = phone = address = None
    code = forms.RegexField(
        r"^[A-Z0-9]{2,8}$",
        label=_("Code of the centre"),
        max_length=8,
        help_text=_(
            "Two to eight capital letters and digits. "
            "Case codes begin with it, and it never changes."
        ),
    )
    setup_code = forms.CharField(
        label=_("Set-up code"),
        max_length=40,
        help_text=_(
            "It was printed where the desk was started; “manage.py setup_code” prints it again."
        ),
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "ltr", "spellcheck": "false"}),
    )
    person = forms.CharField(label=_("Your name"), max_length=120, validators=[names_something])
    email = forms.EmailField(label=_("Your e-mail"), help_text=_("You log in with it."))
    password = forms.CharField(
        label=_("Your password"),
        help_text=_("Twelve characters or more. Four words in a row are good."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        strip=False,
    )
    keys_are_safe = forms.BooleanField(label=_("I have copied the keys to a safe place"))
    field_order = [
        "setup_code",
        "name",
        "code",
        "country",
        "time_zone",
        "person",
        "email",
        "password",
        "keys_are_safe",
    ]

    def __init__(self, *args, request, **kwargs):
        self.request = request
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Name of the centre")

    def clean_setup_code(self):
        if not try_code(self.request, self.cleaned_data["setup_code"]):
            raise forms.ValidationError(_("This is not the code that was printed at the start."))
        return ""

    def clean_password(self):
        validate_password(self.cleaned_data["password"])
        return self.cleaned_data["password"]

    def perform(self, by):
        said = self.cleaned_data
        centre = {name: said[name] for name in ("name", "code", "country", "time_zone")}
        return actions.set_up(
            centre={**centre, "kind": Centre.Kind.NATIONAL},
            name=said["person"],
            email=said["email"],
            password=said["password"],
            language=get_language(),
        )
