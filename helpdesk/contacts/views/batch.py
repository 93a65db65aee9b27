"""Entering a day's paper log at once."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from helpdesk.access.sight import demand

from ..forms.batch import ROWS, Sheet

TEMPLATE = "contacts/batch.html"


@require_http_methods(["GET", "HEAD", "POST"])
def batch(request):
    """Good lines are saved; the others come back with what is wrong with each."""
    demand(request.user, "log")
    sheet = Sheet(request.POST or None, user=request.user)
    if request.method != "POST":
        return render(request, TEMPLATE, {"sheet": sheet})
    if "more" in request.POST:
        return _longer(request, sheet)
    if sheet.is_valid():
        _tell(request, len(sheet.act(by=request.user)))
        if not sheet.wrong and sheet.saved:
            return redirect("contacts:contacts")
    return render(request, TEMPLATE, {"sheet": sheet, "sent": True}, status=422)


def _longer(request, sheet):
    sheet.errors.clear()
    sheet.keep()
    sheet.lengthen(ROWS)
    return render(request, TEMPLATE, {"sheet": sheet})


def _tell(request, count):
    if count:
        words = ngettext("%(n)s contact is logged.", "%(n)s contacts are logged.", count)
        messages.success(request, words % {"n": count})
