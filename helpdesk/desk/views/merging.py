"""One person registered twice: looked for, merged, parted again, or told apart."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from helpdesk.audit.trail import record_read
from helpdesk.clients.models import Client
from helpdesk.clients.models import Merge as MergeRow
from helpdesk.core.rendering import render_form
from helpdesk.desk import actions, merging
from helpdesk.desk.forms.merging import Merge, UndoMerge
from helpdesk.desk.looking import client_or_404, someone_else
from helpdesk.desk.shell import under

form_page = require_http_methods(["GET", "HEAD", "POST"])


@form_page
@under("clients")
def same_person(request, code):
    """Who may be the same person; by code where the officer knows it."""
    client = client_or_404(request.user, code)
    typed = request.POST.get("other", "").strip().upper()
    if other := someone_else(request.user, client, typed):
        return redirect("merge", client.code, other.code)
    hits = merging.duplicates_of(client, request.user)
    record_read("found", Client, by=request.user, clients=[client, *(h.client for h in hits)])
    context = {"client": client, "hits": hits, "typed": typed, "title": _("Same person as…")}
    return render(request, "desk/merging/same.html", context, status=422 if typed else 200)


@form_page
@under("clients")
def merge(request, code, other):
    """Both side by side; what will move; which facts stand, and why."""
    kept, lost = client_or_404(request.user, code), client_or_404(request.user, other)
    page = merging.MergePage(kept, lost, request.user)
    form = Merge(request.POST or None, page=page)
    if request.method == "POST" and form.is_valid() and form.act(by=request.user):
        messages.success(
            request,
            _("%(lost)s is now part of %(kept)s.") % {"lost": lost.code, "kept": kept.code},
        )
        return redirect(kept)
    if form.is_bound:
        form.look_again()
    else:
        record_read("compared", kept, by=request.user, clients=[kept, lost], other=lost.code)
    return render_form(request, "desk/merging/merge.html", {"page": page}, form=form)


@form_page
@under("clients")
def undo_merge(request, pk):
    """Everything goes back, but for what was made or changed since."""
    merges = MergeRow.objects.visible_to(request.user).for_listing()
    made = get_object_or_404(merges, pk=pk)
    form = UndoMerge(request.POST or None, merge=made)
    if request.method == "POST" and form.is_valid() and (done := form.act(by=request.user)):
        return _parted(request, made, done[1])
    context = {
        "question": _("Part %(lost)s from %(kept)s again?")
        % {"lost": made.lost.code, "kept": made.kept.code},
        "consequences": _consequences(request.user, made),
        "button": _("Undo the merge"),
        "back": made.kept.get_absolute_url(),
        "stop": True,
    }
    return render_form(request, "components/confirm.html", context, form=form)


@require_POST
@under("clients")
def differ(request, code, other):
    """Two people who look alike: the list does not show them again."""
    client, other = client_or_404(request.user, code), client_or_404(request.user, other)
    actions.differ(client, other, by=request.user)
    messages.success(request, _("They are two people: this is not asked again."))
    return redirect("same_person", client.code)


def _consequences(user, made):
    return [
        _("What came from %(lost)s goes back there; its code works again.")
        % {"lost": made.lost.code},
        _("What was added since the merge stays with %(kept)s.") % {"kept": made.kept.code},
        _("A fact that was changed since the merge stays as it is now."),
        *(
            _("Referral %(code)s stays withdrawn.") % {"code": code}
            for code in merging.stay_withdrawn(made, user)
        ),
    ]


def _parted(request, made, stayed):
    messages.success(
        request,
        _("%(lost)s and %(kept)s are two records again.")
        % {"lost": made.lost.code, "kept": made.kept.code},
    )
    if stayed:
        names = ", ".join(merging.names_of(stayed))
        messages.warning(
            request, _("Changed since the merge, so left as it is: %(names)s.") % {"names": names}
        )
    return redirect(made.kept)
