"""The client's word that takes a consent back; one, or all for a partner."""

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from helpdesk.core.forms import ActionForm

from .. import actions
from ..models import Referral
from ..models.referral import LIVE, REPORTED


class WithdrawEverythingForm(ActionForm):
    """Every yes to one partner at once, on the client's word."""

    confirmed = forms.BooleanField(
        label=gettext_lazy("The client, or who may act for the client, has said so."),
        error_messages={"required": gettext_lazy("Only on the client’s word.")},
    )

    def __init__(self, *args, client, partner, consents, **kwargs):
        self.client, self.partner, self.consents = client, partner, consents
        super().__init__(*args, **kwargs)

    def perform(self, by):
        return actions.withdraw_everything(self.client, self.partner, by=by)

    @property
    def page(self):
        """The question, and what it ends."""
        partner = self.partner.name
        return {
            "question": _("Take back every consent for %(partner)s?") % {"partner": partner},
            "button": _("Withdraw every consent"),
            "back": self.client.get_absolute_url(),
            "stop": True,
            "consequences": [
                *(
                    _("%(purpose)s: agreed until %(until)s, to %(what)s.")
                    % {
                        "purpose": one.get_purpose_display(),
                        "until": date_format(one.until, "j M Y"),
                        "what": ", ".join(map(str, one.category_labels)),
                    }
                    for one in self.consents
                ),
                _(
                    "%(partner)s loses sight of everything that it received from the client’s "
                    "consent, at once, and is told. Every referral that is under way with it ends."
                )
                % {"partner": partner},
                _("It cannot be undone. For another referral the client is asked again."),
            ],
        }


class WithdrawConsentForm(ActionForm):
    """Asks for the officer's own word that the client said so."""

    confirmed = forms.BooleanField(
        label=gettext_lazy("The client, or who may act for the client, has said so."),
        error_messages={"required": gettext_lazy("Only on the client’s word.")},
    )

    def __init__(self, *args, consent, **kwargs):
        self.consent = consent
        super().__init__(*args, **kwargs)

    def perform(self, by):
        return actions.withdraw_consent(self.consent, by=by)

    @property
    def page(self):
        """The question, and who loses sight of what."""
        partner = self.consent.partner.name
        return {
            "question": _("Take back the consent for %(partner)s?") % {"partner": partner},
            "button": _("Withdraw consent"),
            "back": self.consent.get_absolute_url(),
            "stop": True,
            "consequences": [
                _(
                    "%(partner)s loses sight of everything that it received on this consent, "
                    "at once, and is told."
                )
                % {"partner": partner},
                *(_("Referral %(code)s ends.") % {"code": code} for code in self._codes(LIVE)),
                *(
                    _("Referral %(code)s can no longer be opened by %(partner)s.")
                    % {"code": code, "partner": partner}
                    for code in self._codes(REPORTED)
                ),
                _("It cannot be undone. For another referral the client is asked again."),
                _(
                    "Does the client take back a part only? Take it back here, then ask for a new "
                    "consent to what may stay."
                ),
            ],
        }

    def _codes(self, statuses):
        return Referral.objects.filter(consent=self.consent, status__in=statuses).values_list(
            "code", flat=True
        )
