"""A restricted case opened in an emergency, for a while, by someone who is not named on it.

Whoever is named, and the data protection officers, are told at once; one of them, who is not the
one that did it, judges afterwards whether it was justified.
"""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from helpdesk.access.roles import Role
from helpdesk.access.sight import centre_ids, demand, members_of
from helpdesk.audit.trail import record
from helpdesk.core import per_request
from helpdesk.core.clock import now
from helpdesk.core.refusal import Refused
from helpdesk.core.submissions import lock, one_per_submission
from helpdesk.notices.actions import notify
from helpdesk.notices.models import Notice

from ..models import BreakGlass, Case
from .naming import named


@one_per_submission(BreakGlass)
def break_glass(code, *, by, submission_id, ground, reason):
    """Opens the restricted case of exactly this code at a centre where `by` works or oversees.

    One answer for every other code, so that nothing is learnt by trying: none of this name, an
    ordinary case, another centre's.
    """
    demand(by, "break_glass")
    case = _restricted_at_hers(code, by)
    if case is None:
        raise Refused(
            _("Nothing can be opened in this way under this code. Check it sign by sign."),
            field="code",
        )
    if by in named(case):
        raise Refused(
            _("You are named on this case: search for it, and open it as always."), field="code"
        )
    if running := BreakGlass.objects.running_for(by).for_listing().filter(case=case).first():
        return running
    hours = timedelta(hours=settings.BREAK_GLASS_HOURS)
    glass = BreakGlass(
        case=case,
        data_key=case.data_key,
        by=by,
        ground=ground,
        reason=reason,
        at=now(),
        until=now() + hours,
        submission_id=submission_id,
    )
    glass.save()
    per_request.forget()
    record("broke_glass", case, by=by, why=ground)
    notify(_watching(case), Notice.Kind.GLASS_BROKEN, glass, by=by)
    return glass


@transaction.atomic
def review_break_glass(glass, *, by, justified, comment):
    """Whether it was justified, judged by someone else. What was not ends at once."""
    demand(by, "review_break_glass", glass)
    lock(glass)
    glass = BreakGlass.objects.for_listing().get(pk=glass.pk)
    if glass.by_id == by.pk:
        raise Refused(_("Somebody else judges what you have opened."))
    if glass.reviewed_at:
        raise Refused(_("%(person)s has judged this already.") % {"person": glass.reviewed_by})
    glass.justified, glass.comment = justified, comment or None
    glass.reviewed_at, glass.reviewed_by = now(), by
    if not justified:
        glass.until = min(glass.until, now())
    glass.save()
    record("reviewed_break_glass", glass, by=by, justified=justified)
    notify([glass.by], Notice.Kind.GLASS_REVIEWED, glass, by=by)
    return glass


def _restricted_at_hers(code, by):
    mine = centre_ids(by, Role.OFFICER, Role.SUPERVISOR)
    found = Case.objects.filter(code=code, restricted=True, centre__in=mine)
    return found.select_related("data_key", "centre").first()


def _watching(case):
    """The named people, and the data protection officers of the centre and above it."""
    protectors = case.centre.with_those_above().values_list("protectors", flat=True)
    return [*named(case), *members_of(*protectors)]
