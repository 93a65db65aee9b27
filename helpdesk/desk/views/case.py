"""A case's page, and what may be done on it: each verb has its own address."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from helpdesk.audit.trail import record_read
from helpdesk.cases import actions, forms, hanging_forms
from helpdesk.cases.models import Case, CasePerson, Task
from helpdesk.cases.opening_forms import ChangeCase
from helpdesk.clients.models import Client, Journey
from helpdesk.core.holding import with_holding
from helpdesk.core.rendering import render_part
from helpdesk.core.texts import box
from helpdesk.desk import draft_keys, record, search, timeline, undo, work
from helpdesk.desk.answering import act_or_show
from helpdesk.desk.forms.opening import OpenCaseFrom
from helpdesk.desk.looking import client_or_404
from helpdesk.desk.shell import under
from helpdesk.jobs.drafting import keeps_draft

form_page = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@under("home")
def case(request, code):
    case = visible_case(request, code, record.CasePage.KEYS)
    page = record.CasePage(case, request.user, timeline.count_of(request))
    story = timeline.of_case(page, timeline.asked_of(request))
    people = [person.client for person in case.people.all()]
    record_read("opened", case, by=request.user, clients=people)
    return render(request, "desk/case/page.html", {"case": case, "page": page, "timeline": story})


@form_page
@under("clients")
@keeps_draft(gettext_lazy("Open a case"), draft_keys.of_client)
def open_case(request, code):
    client = client_or_404(request.user, code)
    form = OpenCaseFrom(request.POST or None, client=client, user=request.user, asked=request.GET)
    return act_or_show(
        request,
        form,
        done=lambda made: _("Case %(code)s is open.") % {"code": made.code},
        to=lambda made: made,
        client=client,
        title=_("Open a case"),
        button=_("Open the case"),
    )


@form_page
@under("home")
@keeps_draft(gettext_lazy("Change the case"), draft_keys.of_case)
def change(request, code):
    case = visible_case(request, code)
    return act_or_show(
        request,
        ChangeCase(request.POST or None, row=case, asked=request.GET),
        done=lambda made: _("The case is saved."),
        to=lambda made: made,
        case=case,
        title=_("Change the case"),
        button=_("Save"),
    )


@form_page
@under("home")
def choose_journey(request, code, client):
    case = visible_case(request, code)
    people = CasePerson.objects.visible_to(request.user).select_related("client__data_key")
    person = get_object_or_404(people, case=case, client__code=client)
    person.case = case
    journeys = Journey.objects.visible_to(request.user).filter(client=person.client)
    return act_or_show(
        request,
        hanging_forms.ChooseJourney(request.POST or None, person=person, journeys=journeys),
        done=lambda made: _("Saved."),
        to=lambda made: case,
        case=case,
        title=_("On which journey?"),
        button=_("Save"),
    )


@require_POST
@under("home")
def take(request, code):
    case = visible_case(request, code)
    taken = actions.take(case, by=request.user)
    offer = undo.offer("assign", [(case, taken)], by=request.user)
    messages.success(request, _("Case %(code)s is yours.") % {"code": case.code}, offer)
    return redirect(case)


@form_page
@under("home")
def assign(request, code):
    case = visible_case(request, code)
    return act_or_show(
        request,
        forms.Assign(request.POST or None, case=case),
        done=lambda made: (
            _("Case %(code)s is now with %(officer)s.")
            % {"code": made.code, "officer": made.officer}
        ),
        undo=lambda made: undo.offer("assign", [(case, made)], by=request.user),
        to=lambda made: made,
        case=case,
        title=_("Give the case to someone"),
        button=_("Assign"),
    )


@form_page
@under("home")
@keeps_draft(gettext_lazy("Write a note"), draft_keys.of_case)
def note(request, code):
    case = visible_case(request, code)
    return act_or_show(
        request,
        forms.WriteNote(request.POST or None, case=case),
        done=lambda made: _("The note is saved."),
        to=lambda made: case,
        case=case,
        title=_("Write a note"),
        button=_("Save note"),
    )


@form_page
@under("home")
@keeps_draft(gettext_lazy("Add a task"), draft_keys.of_case)
def add_task(request, code):
    case = visible_case(request, code)
    return act_or_show(
        request,
        forms.AddTask(request.POST or None, case=case),
        done=lambda made: _("The task is added."),
        to=lambda made: case,
        case=case,
        title=_("Add a task"),
        button=_("Add the task"),
    )


@require_POST
@under("home")
def finish(request, code, pk):
    case = visible_case(request, code)
    tasks = Task.objects.visible_to(request.user).for_listing().select_related("case__centre")
    task = actions.finish(get_object_or_404(tasks, case=case, pk=pk), by=request.user)
    if not request.htmx:
        messages.success(request, _("Done: %(task)s") % {"task": task.text})
    page = record.CasePage(case, request.user)
    return render_part(
        request,
        "desk/case/_next.html",
        {"case": case, "page": page, "finished": task},
        else_to=case,
    )


@form_page
@under("home")
@keeps_draft(gettext_lazy("Add a need"), draft_keys.of_case)
def add_need(request, code):
    case = visible_case(request, code)
    return act_or_show(
        request,
        forms.AddNeed(request.POST or None, case=case),
        done=lambda made: _("The need is added."),
        to=lambda made: case,
        case=case,
        title=_("Add a need"),
        button=_("Add the need"),
    )


@form_page
@under("home")
def add_person(request, code):
    case = visible_case(request, code)
    look = box(request.POST, "look")
    if look or "client" not in request.POST:
        return _look_for_person(request, case, look)
    return act_or_show(
        request,
        forms.AddPerson(request.POST, case=case, user=request.user),
        done=lambda made: _("One more person is part of this case."),
        to=lambda made: made,
        case=case,
        template="desk/case/add_person.html",
    )


@form_page
@under("home")
def close(request, code):
    case = visible_case(request, code)
    return act_or_show(
        request,
        forms.Close(request.POST or None, case=case),
        done=_how_it_closed,
        undo=lambda made: undo.offer("close", [(case, made)], by=request.user),
        to=lambda made: made,
        case=case,
        title=_("Close the case"),
        button=_("Close"),
    )


def _how_it_closed(case):
    if case.is_open:
        return _("A supervisor is asked to approve the closing. The case stays open until then.")
    return _("Case %(code)s is closed.") % {"code": case.code}


@form_page
@under("home")
@keeps_draft(gettext_lazy("Open the case again"), draft_keys.of_case)
def reopen(request, code):
    case = visible_case(request, code)
    return act_or_show(
        request,
        forms.Reopen(request.POST or None, case=case),
        done=lambda made: _("Case %(code)s is open again.") % {"code": made.code},
        to=lambda made: made,
        case=case,
        title=_("Open the case again"),
        button=_("Open again"),
    )


def _look_for_person(request, case, look):
    """Who may be meant, each with a button: a counted read."""
    hits = search.clients(request.user, look, limit=10)
    record_read("found", Client, by=request.user, clients=[hit.client for hit in hits])
    return render(request, "desk/case/add_person.html", {"case": case, "look": look, "hits": hits})


def visible_case(request, code, keys=()):
    """The case, or 404: a stranger learns nothing, not even that the code exists.

    With `keys` it knows which of these point at it.
    """
    cases = work.with_partners(Case.objects.visible_to(request.user)).for_listing()
    return get_object_or_404(with_holding(cases, keys) if keys else cases, code=code)
