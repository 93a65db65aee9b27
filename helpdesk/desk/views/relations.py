"""Who belongs to a client: named, changed, ended."""

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from helpdesk.clients import forms
from helpdesk.clients.models import Client, Relation
from helpdesk.desk.answering import act_or_show
from helpdesk.desk.shell import under

form_page = require_http_methods(["GET", "HEAD", "POST"])


@form_page
@under("clients")
def add_relation(request, code):
    person = _client(request, code)
    return act_or_show(
        request,
        forms.AddRelation(request.POST or None, client=person, user=request.user),
        done=lambda made: _("The person is added."),
        to=lambda made: person,
        client=person,
        title=_("Add someone who belongs to the client"),
        button=_("Add the person"),
    )


@form_page
@under("clients")
def change_relation(request, code, pk):
    relation = _relation(request, code, pk)
    return act_or_show(
        request,
        forms.ChangeRelation(request.POST or None, row=relation, user=request.user),
        done=lambda made: _("Saved."),
        to=lambda made: relation.client,
        client=relation.client,
        title=_("Change someone who belongs to the client"),
        button=_("Save"),
    )


@form_page
@under("clients")
def end_relation(request, code, pk):
    relation = _relation(request, code, pk)
    form = forms.EndRelation(request.POST or None, relation=relation)
    return act_or_show(
        request,
        form,
        done=lambda made: _("Ended. The history keeps it."),
        to=lambda made: relation.client,
        template="desk/client/end_relation.html",
        client=relation.client,
        relation=relation,
        title=_("End this"),
    )


def _client(request, code):
    return get_object_or_404(Client.objects.visible_to(request.user).for_listing(), code=code)


def _relation(request, code, pk):
    person = _client(request, code)
    relation = get_object_or_404(
        Relation.objects.visible_to(request.user).live().for_listing(), client=person, pk=pk
    )
    relation.client = person
    return relation
