"""Looking at contacts: the centre's lists, and one contact."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from helpdesk.audit.trail import record_read

from ..forms.helping import give_help_form
from ..listing import Contacts, HelpList, help_at, look_up


@require_safe
def contacts(request):
    """Who came, called or wrote, the latest first."""
    return render(request, "contacts/list.html", {"listed": Contacts(request.user, request.GET)})


@require_safe
def help_list(request):
    """What help the centre gave, the latest first."""
    return render(request, "contacts/help.html", {"listed": HelpList(request.user, request.GET)})


@require_safe
def contact(request, code):
    """One contact and what was given at it: a counted read."""
    contact = look_up(request.user, code)
    record_read("opened", contact, by=request.user)
    page = {"given": help_at(contact, request.user), "help": give_help_form(contact)}
    return render(request, "contacts/contact.html", {"contact": contact, **page})
