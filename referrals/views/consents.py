"""Taking consents back, and the signed paper."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from helpdesk.access.sight import demand
from helpdesk.core.files import as_download
from helpdesk.core.rendering import render_form

from ..actions import open_paper
from ..forms.consents import WithdrawConsentForm, WithdrawEverythingForm
from ..forms.keeping import AttachPaperForm
from ..looking import consent_of, consents_for

get_and_post = require_http_methods(["GET", "POST"])


def _sent(request):
    return request.POST if request.method == "POST" else None


@get_and_post
def withdraw_consent(request, pk):
    """Says who loses sight, and does it on the client's word."""
    consent = consent_of(request.user, pk)
    demand(request.user, _ends(consent), consent)
    form = WithdrawConsentForm(_sent(request), consent=consent)
    if form.is_valid() and form.act(by=request.user):
        messages.success(
            request,
            _("Consent taken back. %(partner)s no longer sees anything.")
            % {"partner": consent.partner},
        )
        return redirect(consent)
    return render_form(request, "referrals/withdraw_consent.html", form.page, form=form)


def _ends(consent):
    return "override_consent" if consent.is_override else "withdraw_consent"


@get_and_post
def withdraw_everything(request, client_code, pk):
    """Every yes to one partner, taken back in one act."""
    client, partner, consents = consents_for(request.user, client_code, pk)
    form = WithdrawEverythingForm(_sent(request), client=client, partner=partner, consents=consents)
    if form.is_valid() and form.act(by=request.user):
        messages.success(
            request, _("Every consent for %(partner)s is taken back.") % {"partner": partner}
        )
        return redirect(client)
    return render_form(request, "referrals/withdraw_consent.html", form.page, form=form)


@get_and_post
def attach_paper(request, pk):
    """The scan or photo of the signed sheet, put with the consent."""
    consent = consent_of(request.user, pk)
    form = AttachPaperForm(_sent(request), request.FILES or None, consent=consent)
    if form.is_valid() and form.act(by=request.user):
        messages.success(request, _("The signed paper is kept with the consent."))
        return redirect(consent)
    return render_form(request, "referrals/attach_paper.html", {"consent": consent}, form=form)


@require_safe
def paper(request, pk):
    """The signed sheet itself, as a file to keep, never shown in the browser."""
    consent = consent_of(request.user, pk)
    if not consent.evidence_id:
        raise Http404
    pieces, kind, name = open_paper(consent, by=request.user)
    return as_download(pieces, media_type=kind, name=name)


attach_paper.under = withdraw_everything.under = ("clients",)
