"""A client's journeys: the page of one, and what may be done on it."""

from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from helpdesk.audit.trail import record_read
from helpdesk.clients import journey_forms as forms
from helpdesk.clients import occupations as isco
from helpdesk.clients.models import Fee, Journey
from helpdesk.desk import draft_keys
from helpdesk.desk.answering import act_or_show
from helpdesk.desk.journey_record import JourneyPage, url_of
from helpdesk.desk.looking import client_or_404
from helpdesk.desk.shell import under
from helpdesk.jobs.drafting import keeps_draft

form_page = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@under("clients")
def journey(request, code, number):
    journey = _journey(request, code, number)
    page = JourneyPage(journey, request.user)
    record_read("opened", journey.client, by=request.user)
    about = {"client": journey.client, "journey": journey, "page": page}
    return render(request, "desk/journey/page.html", about)


@form_page
@under("clients")
@keeps_draft(gettext_lazy("Add a journey"), draft_keys.of_client)
def add_journey(request, code):
    person = client_or_404(request.user, code)
    return act_or_show(
        request,
        forms.AddJourney(request.POST or None, client=person),
        done=lambda made: _("The journey is added."),
        to=lambda made: person,
        template="desk/journey/form.html",
        client=person,
        title=_("Add a journey"),
        button=_("Add the journey"),
    )


@form_page
@under("clients")
@keeps_draft(gettext_lazy("Complete a journey"), draft_keys.of_client)
def change_journey(request, code, number):
    journey = _journey(request, code, number)
    return act_or_show(
        request,
        forms.ChangeJourney(request.POST or None, row=journey),
        done=lambda made: _("The journey is saved."),
        to=lambda made: url_of(journey),
        template="desk/journey/form.html",
        client=journey.client,
        title=_("Work, contract and money"),
        button=_("Save"),
        back=url_of(journey),
    )


@form_page
@under("clients")
@keeps_draft(gettext_lazy("Correct a journey"), draft_keys.of_client)
def correct_journey(request, code, number):
    journey = _journey(request, code, number)
    return act_or_show(
        request,
        forms.CorrectJourney(request.POST or None, row=journey),
        done=lambda made: _("The journey is corrected."),
        to=lambda made: journey.client,
        client=journey.client,
        title=_("Correct a journey"),
        button=_("Correct"),
    )


@require_POST
@under("clients")
def move_on(request, code, number):
    journey = _journey(request, code, number)
    return act_or_show(
        request,
        forms.MoveOn(request.POST, journey=journey),
        done=lambda made: _("Now in the stage: %(stage)s.") % {"stage": made.get_stage_display()},
        to=lambda made: journey.client,
        client=journey.client,
        title=_("Move on to the next stage"),
        button=_("Move on"),
    )


@form_page
@under("clients")
@keeps_draft(gettext_lazy("Add a fee"), draft_keys.of_client)
def add_fee(request, code, number):
    journey = _journey(request, code, number)
    return act_or_show(
        request,
        forms.AddFee(request.POST or None, journey=journey),
        done=lambda made: _("The fee is noted."),
        to=lambda made: url_of(journey),
        client=journey.client,
        title=_("Add a fee"),
        button=_("Add the fee"),
    )


@form_page
@under("clients")
def change_fee(request, code, number, pk):
    journey = _journey(request, code, number)
    fees = Fee.objects.visible_to(request.user).for_listing()
    fee = get_object_or_404(fees, journey=journey, pk=pk)
    fee.journey = journey
    return act_or_show(
        request,
        forms.ChangeFee(request.POST or None, row=fee),
        done=lambda made: _("The fee is saved."),
        to=lambda made: url_of(journey),
        client=journey.client,
        title=_("Change a fee"),
        button=_("Save"),
    )


@require_safe
@cache_control(private=True, max_age=600)
def occupations(request):
    """The list of occupations: suggestions as one types, or a page to look in. It is public."""
    words = next(iter(request.GET.values()), "")[:100]
    most = isco.SHOWN if request.htmx else 700
    found = isco.suggest(words, most) if words else list(isco.occupations().values())
    for_typing = [{"value": one.written, "called": one.called(words)} for one in found]
    template = "components/occupation_options.html" if request.htmx else "desk/occupations.html"
    return render(request, template, {"found": for_typing, "words": words})


def _journey(request, code, number):
    person = client_or_404(request.user, code)
    journeys = Journey.objects.visible_to(request.user).for_listing().select_related("origin")
    journey = get_object_or_404(journeys, client=person, number=number)
    journey.client = person
    return journey
