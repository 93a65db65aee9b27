"""allauth's hooks: log-ins, failures and passwords are entries like everything else."""

from allauth.account.adapter import DefaultAccountAdapter
from django.db import transaction

from helpdesk.audit.trail import record, record_read

from .models import User


class AccountAdapter(DefaultAccountAdapter):
    """Nobody signs up by themselves; what happens at the door is recorded."""

    def is_open_for_signup(self, request):
        return False

    def login(self, request, user):
        super().login(request, user)
        record_read("logged_in", user, by=user)

    def logout(self, request):
        if request.user.is_authenticated:
            record_read("logged_out", request.user, by=request.user)
        super().logout(request)

    def authentication_failed(self, request, **credentials):
        super().authentication_failed(request, **credentials)
        person = User.objects.filter(email__iexact=credentials.get("email") or "").first()
        record_read("log_in_failed", person or User, by=User.objects.system("door"))

    @transaction.atomic
    def set_password(self, user, password):
        super().set_password(user, password)
        record("set_password", user, by=user)
