"""Setting up, using, renewing, taking off and resetting a second factor."""

from dataclasses import dataclass

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from helpdesk.audit.trail import record
from helpdesk.core.clock import now
from helpdesk.core.refusal import Refused
from helpdesk.notices.actions import notify

from ..models import User
from ..sight import demand, teams_administered_by
from . import codes


@dataclass
class OwnAccount:
    """What her notices are about: no code, her own page, and mailed at once."""

    code: str = ""
    urgency: str = "critical"

    def get_absolute_url(self):
        return reverse("second_factor")


@transaction.atomic
def set_up(person, *, by, secret, code) -> list[str]:
    """The app on her phone counts from now on; returns the recovery codes, to be shown once."""
    person = _locked(person)
    if person.second_factor_at:
        raise Refused(_("You have a second factor already. Take it off before you set up another."))
    step = codes.step_of(secret, code)
    if step is None:
        raise Refused(
            _("This code is not the one that the app shows now. Check the phone’s clock."),
            field="code",
        )
    codes.keep(person, secret, step)
    _since(person, now())
    record("set_up_second_factor", person, by=by)
    notify([person], "second_factor_added", OwnAccount())
    return codes.make_paper_codes(person)


@transaction.atomic
def use(person, code) -> bool:
    """Whether the code is right; it opens once. A wrong one is the caller's to record."""
    how = codes.use(person, code)
    if how == codes.PAPER:
        left = codes.paper_codes_left(person)
        record("used_recovery_code", person, by=person, left=left)
    return bool(how)


@transaction.atomic
def renew_codes(person, *, by) -> list[str]:
    """Ten new recovery codes instead of the old ones."""
    person = _locked(person)
    _has_one(person)
    record("renewed_recovery_codes", person, by=by)
    return codes.make_paper_codes(person)


@transaction.atomic
def take_off(person, *, by):
    """She does without it, or sets up another phone; where it is required she is asked to."""
    person = _locked(person)
    _has_one(person)
    _forget(person)
    record("took_off_second_factor", person, by=by)
    notify([person], "second_factor_removed", OwnAccount())
    return person


@transaction.atomic
def reset(person, *, by, why):
    """An administrator takes a lost second factor off somebody's account.

    Refused where the person works for others too: it opens doors there.
    """
    demand(by, "administer")
    if person.groups.exclude(pk__in=teams_administered_by(by)).exists():
        raise Refused(
            _(
                "This person also works where you are not the administrator. "
                "An administrator above resets the second factor."
            )
        )
    return reset_for(person, by=by, why=why)


@transaction.atomic
def reset_for(person, *, by, why):
    """The same, where the caller has asked whether `by` may. `why` is one of ResetForm's."""
    person = _locked(person)
    if person == by:
        raise Refused(_("Your own is not yours to reset. Ask somebody else who may."))
    _has_one(person)
    _forget(person)
    record("reset_second_factor", person, by=by, why=why)
    notify([person], "second_factor_reset", OwnAccount())
    return person


def _locked(person):
    return User.objects.select_for_update().get(pk=person.pk)


def _has_one(person):
    if not person.second_factor_at:
        raise Refused(_("There is no second factor on this account."))


def _forget(person):
    codes.drop_all(person)
    _since(person, None)


def _since(person, moment):
    person.second_factor_at = moment
    person.save(update_fields=["second_factor_at"])
