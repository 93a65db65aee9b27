"""allauth's hooks: log-ins, failures and passwords are entries like everything else."""

import logging

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context
from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import get_language, override

from helpdesk.audit.trail import record, record_read

from . import session_time
from .models import User
from .second_factor.required import mark

log = logging.getLogger(__name__)


class AccountAdapter(DefaultAccountAdapter):
    """Nobody signs up by themselves; what happens at the door is recorded."""

    def is_open_for_signup(self, request):
        return False

    def get_login_stages(self):
        """The mailed code, then the second factor: allauth's own stage would load WebAuthn."""
        return [
            "allauth.account.stages.LoginByCodeStage",
            "helpdesk.access.second_factor.stage.SecondFactorStage",
        ]

    def login(self, request, user):
        """Every way in ends here, after the second factor of whoever has one."""
        ways = [known["method"] for known in get_authentication_records(request, user)]
        ways += ["second_factor"] if user.second_factor_at else []
        super().login(request, user)
        session_time.begin(request.session)
        mark(request.session, user)
        record_read("logged_in", user, by=user, ways=ways)

    def logout(self, request):
        if request.user.is_authenticated:
            record_read("logged_out", request.user, by=request.user)
        super().logout(request)

    def end_session(self, request, person, *, why):
        """Her log-in is over by itself: `idle`, or `absolute`, its longest time."""
        record_read("logged_out", person, by=person, why=why)
        super().logout(request)

    def authentication_failed(self, request, **credentials):
        super().authentication_failed(request, **credentials)
        person = User.objects.filter(email__iexact=credentials.get("email") or "").first()
        record_read("log_in_failed", person or User, by=User.objects.system("door"))

    def reauthenticate(self, user, password):
        """By the account's own address: the second table where allauth would look is not kept."""
        found = self.authenticate(context.request, email=user.email, password=password)
        return found is not None and found.pk == user.pk

    @transaction.atomic
    def set_password(self, user, password):
        super().set_password(user, password)
        record("set_password", user, by=user)

    # --- mail

    def send_mail(self, template_prefix, email, context):
        """A log-in code in the person's language; where it cannot go, the page says no more."""
        if template_prefix != "account/email/login_code":
            return super().send_mail(template_prefix, email, context)
        person = User.objects.filter(email__iexact=email).first()
        try:
            with override((person and person.language) or get_language()):
                super().send_mail(template_prefix, email, context)
        except OSError:  # a failure that only an existing account can meet would tell of it
            log.exception("The log-in code was not sent")

    def format_email_subject(self, subject):
        return subject

    def get_reset_password_from_key_url(self, key):
        """At the site's own address, whatever host the request named."""
        uid, _, token = key.partition("-")
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": uid, "key": token})
        return settings.SITE_URL + path

    def send_password_reset_mail(self, user, email, context):
        """In the person's language; an invitation says who invites."""
        kind = "invitation" if context.get("invited_by") else "password_reset_key"
        with override(user.language or get_language()):
            self.send_mail(f"account/email/{kind}", email, context)
