"""The first visit to a fresh installation."""

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import redirect

from helpdesk.access.setup_code import is_needed
from helpdesk.core.rendering import render_form

from ..forms.setup import SetUpForm


@login_not_required
def setup(request):
    """A centre, its administrator, the keys. Once there is a person, this page is not there."""
    if not is_needed():
        raise Http404
    form = SetUpForm(request.POST or None, request=request)
    if form.is_valid() and (person := form.act(by=None)):
        get_adapter().login(request, person)
        return redirect("access:centres")
    return render_form(request, "desk/setup.html", {"keys_dir": settings.KEYS_DIR}, form=form)
