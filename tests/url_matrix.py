"""Every URL, and what each kind of person gets there. One row for each name; a test runs them all.

A new URL needs one row. `args` fills the path from the world (tests/test_every_url.py: make_world);
`get` and `post` say who gets what. A form that is sent empty answers 422 to those who may send it.
"""

from collections.abc import Callable
from dataclasses import dataclass

ROLES = (
    "anonymous", "disabled", "officer", "other_officer", "supervisor",
    "partner", "other_partner", "dpo", "administrator",
)  # fmt: skip
KNOWN = ROLES[2:]
DESK = ("officer", "supervisor")
EVERY_DESK = ("officer", "other_officer", "supervisor")
PARTNERS = ("partner", "other_partner")


@dataclass
class Row:
    """What the URL answers: method → role → status; a method that is not there answers 405."""

    get: dict | None = None
    post: dict | None = None
    args: Callable = lambda world: ()
    data: Callable = lambda world: {}


def only(*roles, ok=200, others=403, anonymous=302):
    """These get `ok`; other people `others`; visitors and switched-off accounts are sent to log in."""
    return {role: anonymous if role in ROLES[:2] else ok if role in roles else others for role in ROLES}


def seen_by(*roles, ok=200, **rest):
    """One thing that these see; for everyone else it does not exist. `dpo=403` says otherwise for one."""
    return {**only(*roles, ok=ok, others=404), **rest}


def everyone(ok=200):
    """Whoever is logged in."""
    return only(*KNOWN, ok=ok)


def public(ok=200):
    """Visitors too."""
    return dict.fromkeys(ROLES, ok)


def visitors(ok=200, known=302):
    """For those who are not logged in; the others are sent on."""
    return {role: ok if role in ROLES[:2] else known for role in ROLES}


ADMIN = only("administrator")
ADMIN_FORM = only("administrator", ok=422)

MATRIX = {
    "healthz": Row(get=public()),
    # --- the door (allauth's views)
    "account_login": Row(get=visitors(), post=visitors()),
    "account_logout": Row(get=visitors(302, 200), post=visitors(302, 302)),
    "account_inactive": Row(get=public()),
    "account_reauthenticate": Row(get=everyone(302), post=everyone(302)),
    "account_change_password": Row(get=everyone(), post=everyone()),
    "account_set_password": Row(get=everyone(302), post=everyone(302)),
    "account_reset_password": Row(get=public(), post=public()),
    "account_reset_password_done": Row(get=public()),
    "account_reset_password_from_key": Row(get=public(), post=public(), args=lambda w: ["1", "wrong-key"]),
    "account_reset_password_from_key_done": Row(get=public()),
    "me": Row(get=everyone(), post=everyone(422)),
    "language": Row(post=public(302)),
    # --- the administrator
    "access:centres": Row(get=ADMIN),
    "access:centre": Row(get=ADMIN, args=lambda w: [w.centre.pk]),
    "access:open_centre": Row(get=ADMIN, post=ADMIN_FORM),
    "access:change_centre": Row(get=ADMIN, post=ADMIN_FORM, args=lambda w: [w.centre.pk]),
    "access:people": Row(get=ADMIN, post=ADMIN),
    "access:invite": Row(get=ADMIN, post=ADMIN_FORM),
    "access:person": Row(get=ADMIN, post=ADMIN_FORM, args=lambda w: [w.people["officer"].pk]),
    "access:send_link": Row(post=only("administrator", ok=302), args=lambda w: [w.people["officer"].pk]),
    "quarantine": Row(get=ADMIN),
    "retry": Row(post=only("administrator", ok=302), args=lambda w: [w.failed_notice.pk]),
    # --- one's own
    "notices:inbox": Row(get=everyone()),
    "notices:see": Row(post=everyone(302)),
    # --- the data protection officer
    "trail": Row(get=only("dpo")),
    "verify": Row(post=only("dpo")),
    "leave_checkpoint": Row(post=only("dpo", ok=302)),
    "client_history": Row(get=seen_by(*DESK, "dpo"), args=lambda w: [w.client.code]),
    "case_history": Row(get=seen_by(*DESK, "dpo"), args=lambda w: [w.case.code]),
    "referral_history": Row(get=seen_by(*DESK, "dpo"), args=lambda w: [w.referral.code]),
    # --- the first run is over
    "setup": Row(get=public(404), post=public(404)),
}
