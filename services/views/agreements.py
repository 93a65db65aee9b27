"""The memoranda with partners: their list, the page of each, drafting, signing, the scan.

Suspending and ending ask about referrals, and stand with them: referrals/views/stopping.py.
"""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from helpdesk.access.sight import demand, may
from helpdesk.core.files import as_download
from helpdesk.core.keyset import newest_first
from helpdesk.core.rendering import render_form

from .. import actions
from .. import agreement_forms as forms
from ..actions.scans import ENDINGS
from ..answering import act_or_show
from ..models import Agreement, Partner
from ..past import past_of

ROWS = 25
form_page = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def agreements(request):
    """Those that bind one's centres, or one's own organisation; the newest first."""
    demand(request.user, "see_agreements")
    mine = Agreement.objects.visible_to(request.user).looked_after_by(request.user)
    form = forms.AgreementFilters(request.GET, agreements=mine)
    before = request.GET.get("before", "")
    page = newest_first(form.narrow(mine).for_listing(), before, ROWS)
    context = {
        "page": page,
        "form": form,
        "next_url": form.address(before=page.next) if page.next else "",
        "first_url": form.address() if before else "",
    }
    return render(request, "services/agreements.html", context)


@require_safe
def agreement(request, pk):
    """One agreement: parties, what it covers, duties, who signed, its scan, all that happened."""
    agreement = _visible(request, pk)
    context = {
        "agreement": agreement,
        "signatories": agreement.signatories.all(),
        "past": past_of(agreement),
        "administers": may(request.user, "administer", agreement),
        "opens_scan": agreement.scan_id and may(request.user, "open_scan", agreement),
    }
    return render(request, "services/agreement.html", context)


@form_page
def make_agreement(request, pk):
    demand(request.user, "administer")
    partner = get_object_or_404(Partner.objects.visible_to(request.user), pk=pk)
    form = forms.MakeAgreementForm(request.POST or None, partner=partner, by=request.user)
    return act_or_show(
        request,
        form,
        done=_("The agreement is drafted. It counts once it is signed."),
        title=_("Draft an agreement"),
        button=_("Draft"),
        partner=partner,
        back=partner.get_absolute_url(),
    )


@form_page
def change_agreement(request, pk):
    agreement = _own(request, pk)
    form = forms.ChangeAgreementForm(request.POST or None, row=agreement, by=request.user)
    return act_or_show(
        request,
        form,
        done=_("Saved."),
        title=_("Change the draft %(code)s") % {"code": agreement.code},
        button=_("Save"),
        **_around(agreement),
    )


@form_page
def sign(request, pk):
    """Who signed; from its first day on, data may go to the partner."""
    agreement = _own(request, pk)
    form = forms.SignForm(_sent(request), agreement=agreement)
    return _ask(
        request,
        form,
        done=_("It is signed."),
        button=_("Sign"),
        question=_("Have both sides signed the agreement with %(partner)s?"),
        consequences=[
            _("From %(day)s on, %(centre)s and the centres below may refer clients to it.")
            % {"day": date_format(agreement.starts_on), "centre": agreement.centre.name},
            _("It can be suspended or ended on any day."),
        ],
    )


@form_page
def resume(request, pk):
    """It held before, and holds again."""
    agreement = _own(request, pk)
    return _ask(
        request,
        forms.ResumeForm(_sent(request), agreement=agreement),
        done=_("It holds again."),
        button=_("Resume"),
        question=_("Shall the agreement with %(partner)s hold again?"),
        consequences=[
            _("%(centre)s and the centres below may refer clients to it again.")
            % {"centre": agreement.centre.name},
            _("The partner sees again what it has in hand and what was not withdrawn."),
        ],
    )


@form_page
def attach_scan(request, pk):
    agreement = _own(request, pk)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = forms.ScanForm(*sent, agreement=agreement)
    return act_or_show(
        request,
        form,
        template="services/scan_form.html",
        done=_("The scan is attached."),
        title=_("Attach the scan of %(code)s") % {"code": agreement.code},
        button=_("Attach"),
        **_around(agreement),
    )


@require_safe
def scan(request, pk):
    """The file itself: saved by the browser, never shown in it."""
    agreement = _visible(request, pk)
    demand(request.user, "open_scan", agreement)
    if not agreement.scan_id:
        raise Http404
    name = f"{agreement.code}.{ENDINGS[agreement.scan_type]}"
    pieces = actions.open_scan(agreement, by=request.user)
    return as_download(pieces, media_type=agreement.scan_type, name=name)


def _ask(request, form, *, done, question, **page):
    agreement = form.agreement
    if form.is_valid() and form.act(by=request.user):
        messages.success(request, done)
        return redirect(agreement)
    page |= {
        "question": question % {"partner": agreement.partner.name},
        "back": agreement.get_absolute_url(),
    }
    return render_form(request, "components/confirm.html", page, form=form)


def _sent(request):
    return request.POST if request.method == "POST" else None


def _around(agreement):
    return {"partner": agreement.partner, "back": agreement.get_absolute_url()}


def _own(request, pk):
    """An agreement that the user may decide on: 404, or 403."""
    agreement = _visible(request, pk)
    demand(request.user, "administer", agreement)
    return agreement


def _visible(request, pk):
    return get_object_or_404(Agreement.objects.visible_to(request.user).for_listing(), pk=pk)
