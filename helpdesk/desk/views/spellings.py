"""The administrator's list of names that are spelt in several ways."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from helpdesk.access.doors import only_for
from helpdesk.clients.forms import AddSpellings
from helpdesk.clients.models import NameAlias
from helpdesk.clients.spelling import remove_spellings
from helpdesk.core.rendering import render_form

from ..shell import under


@under("access:centres")
@only_for("keep_spellings")
def spellings(request):
    """The list, and a line to add to it."""
    form = AddSpellings(request.POST or None)
    if form.is_valid() and form.act(by=request.user):
        messages.success(request, _("Added. People are found under all of them from now on."))
        return redirect("spellings")
    rows = NameAlias.objects.visible_to(request.user)
    return render_form(request, "desk/spellings.html", {"rows": rows}, form=form)


@require_POST
@only_for("keep_spellings")
def remove(request, pk):
    """These are different names after all."""
    alias = get_object_or_404(NameAlias.objects.visible_to(request.user), pk=pk)
    remove_spellings(alias, by=request.user)
    messages.success(request, _("Removed: %(spellings)s.") % {"spellings": alias.spellings})
    return redirect("spellings")
