"""Someone who was sent to the centre becomes its client, with a case."""

from django.utils.translation import gettext as _
from guardian.shortcuts import assign_perm

from helpdesk.audit.trail import record
from helpdesk.core.per_request import forget
from helpdesk.core.refusal import Refused
from referrals import actions as referrals
from referrals.actions.receiving import supervisors_of


def case_facts(incoming) -> dict:
    """What a case begins with that an incoming referral became: restricted as it was."""
    return {"restricted": True} if incoming and incoming.restricted else {}


def may_be_served(incoming, case) -> bool:
    """Whether her centre sees her: not where a restricted referral brought her; then a case must.

    The people named on that case see her, and nobody else does.
    """
    if not (incoming and incoming.restricted):
        return True
    if case is None:
        raise Refused(
            _("This is about protection: open a case, so that only those named on it see this."),
            field="category",
        )
    return False


def receive(incoming, client, case, *, by):
    """Tie it to whom it was about. A restricted case is shared with those who saw the referral."""
    if case and case.restricted:
        for person in {by, *supervisors_of(case.centre)}:
            assign_perm("cases.view_case", person, case)
            record("shared", case, by=by, person=person.pk)
        forget()
    referrals.tie_incoming(incoming, by=by, client=client, case=case)
