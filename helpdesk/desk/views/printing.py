"""Paper: the client's card, and the blank form for desks that write first."""

import segno
from django.shortcuts import get_object_or_404, render
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from helpdesk.audit.trail import record_read
from helpdesk.clients.models import Client
from helpdesk.desk.answering import at_the_desk
from helpdesk.desk.forms.registration import Register
from helpdesk.desk.paper import rows_of
from helpdesk.desk.shell import under


@require_safe
@under("clients")
def card(request, code):
    """A card that gives nobody away when it is lost: the code, and where to come with it."""
    person = get_object_or_404(Client.objects.visible_to(request.user).for_listing(), code=code)
    record_read("printed", person, by=request.user)
    square = segno.make(person.code, error="m", micro=False).svg_inline(omitsize=True, border=0)
    return render(
        request,
        "desk/client/card.html",
        {"client": person, "square": mark_safe(square)},  # noqa: S308 - drawn from the code alone
    )


@require_safe
@at_the_desk
@under("clients")
def blank_form(request):
    """The registration page as an empty sheet, the same for everybody."""
    return render(request, "desk/blank_form.html", {"parts": rows_of(Register(user=request.user))})
