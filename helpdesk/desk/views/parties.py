"""Employers, recruiters and others: their role in a case, their own page, and finding them."""

from django.contrib import messages
from django.http import Http404, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from helpdesk.audit.stale import both_versions
from helpdesk.audit.trail import record_read
from helpdesk.cases import actions
from helpdesk.cases.finding_parties import find
from helpdesk.cases.models import CaseParty, Party, PartyMerge
from helpdesk.cases.party_forms import AddParty, ChangeParty, MergeParty, UndoMergeParty
from helpdesk.core.rendering import render_form
from helpdesk.core.texts import box
from helpdesk.desk import draft_keys
from helpdesk.desk.answering import at_the_desk
from helpdesk.desk.parties import PartyPage, counted, repeated, with_merges
from helpdesk.desk.shell import under
from helpdesk.jobs.drafting import keeps_draft

from .case import form_page, visible_case


@form_page
@under("home")
@keeps_draft(gettext_lazy("Add a party"), draft_keys.of_case)
def add_party(request, code):
    case = visible_case(request, code)
    form = AddParty(_sent(request), case=case, user=request.user)
    if form.is_bound and form.is_valid() and form.act(by=request.user):
        messages.success(request, _("The party is added."))
        return redirect(case)
    hits = form.alike or find(box(request.POST, "name"), request.user)
    page = {"case": case, "hits": counted(hits, request.user), "looked": box(request.POST, "name")}
    if "find" in request.POST:
        form = AddParty(initial=request.POST.dict(), case=case, user=request.user)
    return render_form(request, "desk/party/add.html", page, form=form)


@require_POST
@under("home")
def find_party(request, code):
    """Who is meant, as one types; answered to htmx."""
    case, words = visible_case(request, code), box(request.POST, "name")
    hits = counted(find(words, request.user), request.user)
    return render(request, "desk/party/_found.html", {"case": case, "hits": hits, "looked": words})


@require_POST
@under("home")
def remove_party(request, code, pk):
    case = visible_case(request, code)
    roles = CaseParty.objects.of_seen([case.pk]).select_related("data_key", "party", "case__centre")
    actions.remove_party(get_object_or_404(roles, pk=pk), by=request.user)
    messages.success(request, _("The party is no longer part of this case."))
    return redirect(case)


@require_safe
@at_the_desk
@under("home")
def parties(request):
    """Those who stand in several cases that one sees."""
    return render(request, "desk/party/list.html", {"rows": repeated(request.user)})


@require_safe
@under("home")
def party(request, code):
    parties = with_merges(Party.objects.visible_to(request.user).for_listing())
    found = parties.filter(code=code).first()
    if found is None:
        return _kept_instead(request, code)
    record_read("opened", found, by=request.user)
    page = PartyPage(found, request.user)
    return render(request, "desk/party/page.html", {"party": found, "page": page})


@form_page
@under("home")
def change_party(request, code):
    found = _visible(request, code)
    form = ChangeParty(request.POST or None, row=found)
    return _act(request, form, found, _("Change the party"), _("Save"), _("The party is saved."))


@form_page
@under("home")
def merge_party(request, code):
    found = _visible(request, code)
    form = MergeParty(request.POST or None, party=found, user=request.user)
    done = _("The two records are one now.")
    return _act(request, form, found, _("Merge with another record"), _("Merge"), done)


@form_page
@under("home")
def undo_merge_party(request, pk):
    """What moved goes back; what was made since stays."""
    made = next(iter(PartyMerge.objects.filter(pk=pk).seen_by(request.user)), None)
    if made is None:
        raise Http404
    form = UndoMergeParty(request.POST if request.method == "POST" else None, merge=made)
    if form.is_bound and form.is_valid() and form.act(by=request.user):
        messages.success(request, _("They are two records again."))
        return redirect(made.lost)
    codes = {"lost": made.lost.code, "kept": made.kept.code}
    page = {
        "question": _("Part %(lost)s from %(kept)s again?") % codes,
        "consequences": [
            _("The roles and claims that came from %(lost)s go back there.") % codes,
            _("What was added since the merge stays with %(kept)s.") % codes,
        ],
        "button": _("Undo the merge"),
        "back": made.kept.get_absolute_url(),
        "stop": True,
    }
    return render_form(request, "components/confirm.html", page, form=form)


def _act(request, form, found, title, button, done):
    if form.is_bound and form.is_valid() and form.act(by=request.user):
        messages.success(request, done)
        return redirect(found)
    page = {"party": found, "title": title, "button": button, "stale": both_versions(form)}
    return render_form(request, "desk/party/form.html", page, form=form)


def _visible(request, code):
    parties = Party.objects.visible_to(request.user).for_listing()
    return get_object_or_404(parties, code=code)


def _kept_instead(request, code):
    """The record that a merged one's code leads to, as far as one may see it."""
    merged = get_object_or_404(Party.objects.merged(), code=code)
    kept = get_object_or_404(Party.objects.visible_to(request.user), pk=merged.merged_into_id)
    return HttpResponsePermanentRedirect(kept.get_absolute_url())


def _sent(request):
    return request.POST if request.method == "POST" and "find" not in request.POST else None
