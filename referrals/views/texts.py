"""What is read out to clients before they agree: the administrator's page."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from helpdesk.access.sight import demand
from helpdesk.core.rendering import render_form

from ..forms.keeping import ConsentTextForm
from ..models import ConsentText


@require_http_methods(["GET", "POST"])
def consent_texts(request):
    """Every version in every language, newest first, and a new one to add."""
    demand(request.user, "administer")
    form = ConsentTextForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and form.act(by=request.user):
        messages.success(request, _("Added. It is read out from its day on."))
        return redirect("referrals:consent_texts")
    texts = ConsentText.objects.visible_to(request.user).select_related("by")
    return render_form(request, "referrals/consent_texts.html", {"texts": texts}, form=form)
