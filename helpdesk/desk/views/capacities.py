"""What a client brings and means to do: skills, savings and intentions."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from helpdesk.clients import capacity_forms as forms
from helpdesk.clients.models import Prospects, Skill
from helpdesk.desk import draft_keys
from helpdesk.desk.answering import act_or_show
from helpdesk.desk.looking import client_or_404
from helpdesk.desk.shell import under
from helpdesk.jobs.drafting import keeps_draft

form_page = require_http_methods(["GET", "HEAD", "POST"])


@form_page
@under("clients")
@keeps_draft(gettext_lazy("Add a skill"), draft_keys.of_client)
def add_skill(request, code):
    person = client_or_404(request.user, code)
    form = forms.AddSkill(request.POST or None, client=person)
    done, title = _("The skill is added."), _("Add a skill")
    return _shown(request, form, person, done, title=title, button=_("Add the skill"))


@form_page
@under("clients")
def change_skill(request, code, pk):
    person = client_or_404(request.user, code)
    skill = _one(Skill, request, person, pk)
    form = forms.ChangeSkill(request.POST or None, row=skill)
    done, title = _("The skill is saved."), _("Change a skill")
    return _shown(request, form, person, done, title=title, button=_("Save"))


@form_page
@under("clients")
@keeps_draft(gettext_lazy("Savings and intentions"), draft_keys.of_client)
def add_prospects(request, code):
    person = client_or_404(request.user, code)
    before = Prospects.objects.of_seen(person).for_listing().first()
    form = forms.AddProspects(request.POST or None, client=person, before=before)
    done, title = _("What the client told is saved."), _("Savings and intentions")
    return _shown(request, form, person, done, title=title, button=_("Save"))


@form_page
@under("clients")
def change_prospects(request, code, pk):
    person = client_or_404(request.user, code)
    told = _one(Prospects, request, person, pk)
    form = forms.ChangeProspects(request.POST or None, row=told)
    done, title = _("What the client told is saved."), _("Correct savings and intentions")
    return _shown(request, form, person, done, title=title, button=_("Save"))


def _shown(request, form, person, done, **page):
    page_of_plans = reverse("plans", args=[person.code])
    return act_or_show(
        request,
        form,
        done=lambda made: done,
        to=lambda made: page_of_plans,
        client=person,
        back=page_of_plans,
        **page,
    )


def _one(model, request, person, pk):
    rows = model.objects.visible_to(request.user).for_listing()
    row = get_object_or_404(rows, client=person, pk=pk)
    row.client = person
    return row
