"""Naming, correcting and removing those whom one calls at a partner."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from .. import actions
from ..answering import act_or_show
from ..contact_form import ChangeContactForm, NameContactForm
from ..models import ContactPerson, Partner
from .directory import may_keep_contacts


def name_contact(request, pk):
    partner = get_object_or_404(Partner.objects.visible_to(request.user), pk=pk)
    _demand(request.user, partner)
    form = NameContactForm(request.POST or None, partner=partner)
    return act_or_show(
        request,
        form,
        done=_("The contact is named."),
        title=_("Name a contact"),
        button=_("Name"),
        partner=partner,
        back=partner.get_absolute_url(),
    )


def change_contact(request, pk):
    contact = _contact(request, pk)
    form = ChangeContactForm(request.POST or None, row=contact)
    return act_or_show(
        request,
        form,
        done=_("Saved."),
        title=_("Change %(name)s") % {"name": contact.name},
        button=_("Save"),
        partner=contact.partner,
        back=contact.get_absolute_url(),
    )


def remove_contact(request, pk):
    """Ask first: nobody at the desk finds this person any more."""
    contact = _contact(request, pk)
    if request.method == "POST":
        partner = actions.remove_contact(contact, by=request.user)
        messages.success(request, _("The contact is removed."))
        return redirect(partner)
    page = {
        "question": _("Remove %(name)s as a contact of %(partner)s?")
        % {"name": contact.name, "partner": contact.partner.name},
        "consequences": [
            _("The name, phone and e-mail no longer stand in the directory."),
            _("An account to log in with is not touched."),
        ],
        "button": _("Remove"),
        "stop": True,
        "back": contact.get_absolute_url(),
    }
    return render(request, "components/confirm.html", page)


def _contact(request, pk):
    rows = ContactPerson.objects.visible_to(request.user).select_related("partner", "service")
    contact = get_object_or_404(rows, pk=pk)
    _demand(request.user, contact.partner)
    return contact


def _demand(user, partner):
    if not may_keep_contacts(user, partner):
        raise PermissionDenied("keep_contacts")
