"""The administrator's centres."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from helpdesk.audit.stale import both_versions
from helpdesk.core.rendering import render_form

from ..doors import only_for
from ..forms import ChangeCentreForm, OpenCentreForm
from ..models import Centre


@require_safe
@only_for("administer")
def centres(request):
    """The tree of centres that she looks after."""
    return render(
        request, "access/centres.html", {"centres": Centre.objects.administered_by(request.user)}
    )


@require_safe
@only_for("administer")
def centre(request, pk):
    """One centre: what is said of it, and who works there."""
    return render(request, "access/centre.html", {"centre": _administered(request, pk)})


@only_for("administer")
def open_centre(request):
    """A new centre, below one of hers."""
    form = OpenCentreForm(
        request.POST or None, by=request.user, initial={"below": request.GET.get("below")}
    )
    if form.is_valid() and (opened := form.act(by=request.user)):
        messages.success(
            request, _("%(centre)s is open. Now put people into its teams.") % {"centre": opened}
        )
        return redirect(opened)
    return render_form(request, "access/open_centre.html", {}, form=form)


@only_for("administer")
def change_centre(request, pk):
    """Correct what is said of a centre."""
    row = _administered(request, pk)
    form = ChangeCentreForm(request.POST or None, row=row)
    if form.is_valid() and form.act(by=request.user):
        messages.success(request, _("Saved."))
        return redirect(row)
    return render_form(
        request,
        "access/change_centre.html",
        {"centre": row, "stale": both_versions(form)},
        form=form,
    )


def _administered(request, pk):
    return get_object_or_404(Centre.objects.administered_by(request.user), pk=pk)
