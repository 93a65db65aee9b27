"""Keeping what is typed, and the lists that one saved."""

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from helpdesk.core.refusal import Refused
from helpdesk.desk.answering import at_the_desk
from helpdesk.desk.forms.saving import SaveFilter
from helpdesk.jobs import draft_actions, drafting, filter_actions
from helpdesk.jobs.models import Draft, SavedFilter


@require_POST
def keep_draft(request):
    """Words for desk.js, which asks for text; a page for the button that works without it."""
    asks_for_words = request.headers.get("accept", "").startswith("text/plain")
    try:
        draft = drafting.keep(request.POST, by=request.user)
    except Refused as refusal:
        if not asks_for_words:
            raise
        return HttpResponse(str(refusal), content_type="text/plain; charset=utf-8", status=413)
    said = _("Saved %(at)s") % {"at": date_format(timezone.localtime(draft.saved_at), "H:i")}
    if asks_for_words:
        return HttpResponse(said, content_type="text/plain; charset=utf-8")
    messages.success(request, _("Your draft is kept: “%(title)s”.") % {"title": draft.title})
    return redirect(reverse("home") + "?list=drafts")


@require_POST
def discard_draft(request, pk):
    drafts = Draft.objects.visible_to(request.user).for_listing()
    draft = get_object_or_404(drafts, pk=pk)
    draft_actions.discard(draft, by=request.user)
    messages.success(request, _("The draft is discarded: “%(title)s”.") % {"title": draft.title})
    stays = "stay" in request.POST
    return redirect(draft.path if stays else reverse("home") + "?list=drafts")


@require_POST
@at_the_desk
def save_filter(request):
    """The list as it stands in the address, under a name."""
    form = SaveFilter(request.POST, user=request.user)
    if form.is_valid() and (saved := form.act(by=request.user)):
        messages.success(request, _("The list “%(name)s” is saved.") % {"name": saved.name})
        return redirect(f"{reverse('home')}?{saved.query}")
    for errors in form.errors.values():
        messages.error(request, " ".join(errors))
    query = QueryDict(request.POST.get("query", "")[:500]).urlencode()
    return redirect(f"{reverse('home')}?{query}")


@require_POST
@at_the_desk
def remove_filter(request, pk):
    filters = SavedFilter.objects.visible_to(request.user).select_related("centre")
    saved = filter_actions.remove_filter(get_object_or_404(filters, pk=pk), by=request.user)
    messages.success(request, _("The list “%(name)s” is removed.") % {"name": saved.name})
    return redirect("home")
