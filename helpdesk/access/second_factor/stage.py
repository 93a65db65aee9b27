"""Where a log-in, by password or by mailed code, stops for the second factor."""

from allauth.account.stages import LoginStage
from django.shortcuts import redirect


class SecondFactorStage(LoginStage):
    """Asked of whoever has set one up."""

    key = urlname = "mfa_authenticate"

    def handle(self):
        person = self.login.user
        if person is None or not person.second_factor_at:
            return None, True
        return redirect(self.urlname), True
