"""The doors that we open of allauth's: nobody signs up, changes address or confirms it here."""

from allauth.account import views
from django.urls import path, re_path

from .views import mailed_code, own, second_factor, staying

urlpatterns = [
    path("me/", own.me, name="me"),
    path("mail/", own.mail, name="mail"),
    path("language/", own.language, name="language"),
    path("idle/", staying.idle, name="idle"),
    path("stay/", staying.stay, name="stay"),
    path("login/", own.log_in, name="account_login"),
    path("login/code/", mailed_code.request_code, name="account_request_login_code"),
    path("login/code/confirm/", mailed_code.confirm_code, name="account_confirm_login_code"),
    path("login/again/", mailed_code.start_again, name="start_again"),
    path("login/second-factor/", second_factor.ask, name="mfa_authenticate"),
    path("second-factor/", second_factor.second_factor, name="second_factor"),
    path("second-factor/again/", second_factor.ask_again, name="mfa_reauthenticate"),
    path("second-factor/codes/", second_factor.renew_codes, name="renew_codes"),
    path("second-factor/off/", second_factor.take_off, name="take_off_second_factor"),
    path("logout/", views.logout, name="account_logout"),
    path("inactive/", views.account_inactive, name="account_inactive"),
    path("reauthenticate/", views.reauthenticate, name="account_reauthenticate"),
    path("password/change/", views.password_change, name="account_change_password"),
    path("password/set/", views.password_set, name="account_set_password"),
    path("password/reset/", views.password_reset, name="account_reset_password"),
    path("password/reset/done/", views.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        views.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "password/reset/key/done/",
        views.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
]
