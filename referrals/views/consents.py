"""Taking a consent back."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from helpdesk.core.rendering import render_form

from ..forms.consents import WithdrawConsentForm
from ..looking import consent_of


@require_http_methods(["GET", "POST"])
def withdraw_consent(request, pk):
    """Says who loses sight, and does it on the client's word."""
    consent = consent_of(request.user, pk)
    form = WithdrawConsentForm(request.POST if request.method == "POST" else None, consent=consent)
    if form.is_valid() and form.act(by=request.user):
        messages.success(
            request,
            _("Consent taken back. %(partner)s no longer sees anything.")
            % {"partner": consent.partner},
        )
        return redirect(consent)
    return render_form(request, "referrals/withdraw_consent.html", form.page, form=form)
