"""Whose key seals a draft: the client's whom its form is about, if the user sees her."""

from django.shortcuts import get_object_or_404

from helpdesk.cases.models import Case
from helpdesk.clients.models import Client


def of_client(user, code, **_more):
    clients = Client.objects.visible_to(user).for_listing()
    return get_object_or_404(clients, code=code).data_key


def of_case(user, code, **_more):
    """The first person's of the case."""
    case = get_object_or_404(Case.objects.visible_to(user).for_listing(), code=code)
    return case.lead.data_key if case.lead else case.data_key
