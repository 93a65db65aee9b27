"""A client's page, and what may be done on it."""

from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from helpdesk.audit.trail import record_read
from helpdesk.clients import forms
from helpdesk.clients.models import Document, Phone
from helpdesk.desk import draft_keys, record, timeline
from helpdesk.desk.answering import act_or_show
from helpdesk.desk.looking import client_or_404, client_or_kept
from helpdesk.desk.shell import under
from helpdesk.jobs.drafting import keeps_draft

form_page = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@under("clients")
def client(request, code):
    person = client_or_kept(request.user, code, record.ClientPage.KEYS)
    if person.code != code:
        return redirect(person)
    page = record.ClientPage(person, request.user, timeline.count_of(request))
    story = timeline.of_client(page, timeline.asked_of(request, page.choices_of_journeys))
    record_read("opened", person, by=request.user, clients=page.people())
    return render(
        request, "desk/client/page.html", {"client": person, "page": page, "timeline": story}
    )


@form_page
@under("clients")
@keeps_draft(gettext_lazy("Change what is known"), draft_keys.of_client)
def change(request, code):
    person = _visible(request, code)
    form = forms.ChangeClient(request.POST or None, row=person)
    return act_or_show(
        request,
        form,
        done=lambda made: _("What is known of %(name)s is saved.") % {"name": made.display_name},
        to=lambda made: made,
        template="desk/client/change.html",
        client=person,
        title=_("Change what is known"),
        button=_("Save"),
    )


@form_page
@under("clients")
@keeps_draft(gettext_lazy("Add a phone"), draft_keys.of_client)
def add_phone(request, code):
    person = _visible(request, code)
    return act_or_show(
        request,
        forms.AddPhone(request.POST or None, client=person),
        done=lambda made: _("The phone is added."),
        to=lambda made: person,
        client=person,
        title=_("Add a phone"),
        button=_("Add the phone"),
    )


@form_page
@under("clients")
@keeps_draft(gettext_lazy("Change a phone"), draft_keys.of_client)
def change_phone(request, code, pk):
    person = _visible(request, code)
    phone = get_object_or_404(
        Phone.objects.visible_to(request.user).for_listing(), client=person, pk=pk
    )
    phone.client = person
    return act_or_show(
        request,
        forms.ChangePhone(request.POST or None, row=phone),
        done=lambda made: _("The phone is saved."),
        to=lambda made: person,
        client=person,
        title=_("Change a phone"),
        button=_("Save"),
    )


@form_page
@under("clients")
@keeps_draft(gettext_lazy("Add a document"), draft_keys.of_client)
def add_document(request, code):
    person = _visible(request, code)
    return act_or_show(
        request,
        forms.AddDocument(request.POST or None, client=person),
        done=lambda made: _("The document is added."),
        to=lambda made: person,
        client=person,
        title=_("Add a document"),
        button=_("Add the document"),
    )


@form_page
@under("clients")
def change_document(request, code, pk):
    person = _visible(request, code)
    document = get_object_or_404(
        Document.objects.visible_to(request.user).for_listing(), client=person, pk=pk
    )
    document.client = person
    return act_or_show(
        request,
        forms.ChangeDocument(request.POST or None, row=document),
        done=lambda made: _("The document is saved."),
        to=lambda made: person,
        client=person,
        title=_("Change a document"),
        button=_("Save"),
    )


def _visible(request, code):
    """The client, or 404: a stranger learns nothing, not even that the code exists."""
    return client_or_404(request.user, code)
