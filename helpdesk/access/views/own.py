"""The door and one's own page."""

from allauth.account.views import login
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django.views.i18n import set_language

from helpdesk.core.rendering import render_form

from .. import actions
from ..forms import MailForm, MeForm
from ..roles import DESK
from ..setup_code import is_needed
from ..sight import roles_of


@login_not_required
def log_in(request):
    """Allauth's page; on a fresh installation the first-run page instead."""
    if is_needed():
        return redirect("setup")
    return login(request)


def me(request):
    """One's own name and language, and the ways out."""
    user = request.user
    form = MeForm(request.POST or None, initial={"name": user.name, "language": user.language})
    if form.is_valid() and form.act(by=user):
        with translation.override(form.cleaned_data["language"] or translation.get_language()):
            messages.success(request, _("Saved."))
        return redirect("me")
    at_desk = not DESK.isdisjoint(roles_of(user))
    return render_form(request, "access/me.html", {"at_desk": at_desk}, form=form)


def mail(request):
    """When one is told by mail of what happened."""
    user = request.user
    now_so = {"mail": user.mail, "mail_hour": user.mail_hour}
    form = MailForm(request.POST or None, initial=now_so)
    if form.is_valid() and form.act(by=user):
        messages.success(request, _("Saved."))
        return redirect("me")
    return render_form(request, "access/mail.html", {}, form=form)


@require_POST
@login_not_required
def language(request):
    """The language chosen at the foot of a page: kept in a cookie, and with a logged-in account."""
    code = request.POST.get("language", "")
    if (
        request.user.is_authenticated
        and code in dict(settings.LANGUAGES)
        and code != request.user.language
    ):
        actions.set_language(request.user, code, by=request.user)
    return set_language(request)
