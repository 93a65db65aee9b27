"""The administrator's people."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from helpdesk.core.keyset import by_name
from helpdesk.core.rendering import render_form
from helpdesk.core.texts import box

from ..doors import only_for
from ..forms import ChangePersonForm, InviteForm, ResetForm
from ..invitation import send_link
from ..models import User

ROWS = 25


@only_for("administer")
def people(request):
    """Everyone in her teams, by name. The search is a POST: no name stands in a URL."""
    words = box(request.POST, "q")
    found = User.objects.visible_to(request.user).called(words).prefetch_related("groups")
    after = request.POST.get("after") or request.GET.get("after", "")
    page = by_name(found, after, ROWS)
    return render(request, "access/people.html", {"page": page, "q": words, "after": after})


@only_for("administer")
def invite(request):
    """A new account, and the mail with which its owner sets a password."""
    form = InviteForm(request.POST or None, request=request)
    if form.is_valid() and (person := form.act(by=request.user)):
        _send(request, person)
        return redirect(person)
    return render_form(request, "access/invite.html", {}, form=form)


@only_for("administer")
def person(request, pk):
    """One person's account."""
    someone = _visible(request, pk)
    form = ChangePersonForm(request.POST or None, person=someone, request=request)
    if form.is_valid() and form.act(by=request.user):
        messages.success(request, _("Saved."))
        return redirect(someone)
    return render_form(request, "access/person.html", {"someone": someone}, form=form)


@require_POST
@only_for("administer")
def send_password_link(request, pk):
    """Once more the mail with which someone sets a password."""
    someone = _visible(request, pk)
    _send(request, someone)
    return redirect(someone)


@only_for("administer")
def reset_second_factor(request, pk):
    """Someone lost the phone: she sets up a new one, and is told by mail."""
    someone = _visible(request, pk)
    form = ResetForm(request.POST or None, person=someone, request=request)
    if form.is_valid() and form.act(by=request.user):
        messages.success(request, _("The second factor is reset. The person is told by mail."))
        return redirect(someone)
    page = {"someone": someone, "back": someone.get_absolute_url()}
    return render_form(request, "access/reset_second_factor.html", page, form=form)


def _send(request, person):
    if send_link(person, by=request.user):
        messages.success(
            request,
            _("A mail with a link to set a password went to %(email)s.") % {"email": person.email},
        )
    else:
        messages.error(
            request,
            _("The mail could not be sent. The account is there; send the link again later."),
        )


def _visible(request, pk):
    return get_object_or_404(User.objects.visible_to(request.user), pk=pk)
