"""Logging in by a code that comes by mail: allauth's pages, with every wrong code on record."""

from allauth.account.internal.stagekit import clear_login
from allauth.account.utils import passthrough_next_redirect_url
from allauth.account.views import ConfirmLoginCodeView, RequestLoginCodeView
from allauth.core.internal import ratelimit
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_POST

from helpdesk.audit.trail import record_read

from ..models import User


class ConfirmCode(ConfirmLoginCodeView):
    """Three tries for a code, and as many for an account and an address as passwords have."""

    def post(self, request, *args, **kwargs):
        who = self._process.user
        key = f"mailed-code-{who.pk if who else self._process.state.get('email')}"
        self.attempt = ratelimit.consume(
            request, app="allauth.account", action="login_failed", key=key
        )
        if not self.attempt:
            return self.form_invalid(self.get_form())
        return super().post(request, *args, **kwargs)

    def form_valid(self, form):
        self.attempt.rollback()
        return super().form_valid(form)

    def form_invalid(self, form):
        door = User.objects.system("door")
        record_read("log_in_failed", self._process.user or User, by=door, way="mailed_code")
        return super().form_invalid(form)


@require_POST
@login_not_required
def start_again(request):
    """Give a log-in up half-way: for another address, another way, or a new code."""
    if not request.user.is_authenticated:
        clear_login(request)
    where = "account_request_login_code" if "code" in request.POST else "account_login"
    return redirect(passthrough_next_redirect_url(request, reverse(where), "next"))


request_code = method_decorator(login_not_required, name="dispatch")(RequestLoginCodeView).as_view()
confirm_code = ConfirmCode.as_view()
