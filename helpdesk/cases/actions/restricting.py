"""A case kept to named people: restricted, shared by name, taken back, opened to the centre again.

At least the one who restricts it, the case's officer and whoever is chosen are named. Who broke the
glass is not named: she reads and works for a while, and decides nothing about who sees the case.
"""

from django.db import transaction
from django.utils.translation import gettext as _

from helpdesk.access.roles import Role
from helpdesk.access.sight import demand, roles_at
from helpdesk.audit.trail import record
from helpdesk.core.clock import now
from helpdesk.core.refusal import Refused
from helpdesk.core.submissions import lock
from helpdesk.notices.actions import notify
from helpdesk.notices.models import Notice

from ..models import BreakGlass, Restriction, Screening
from .life import _save
from .naming import (
    demand_named,
    may_be_named,
    name_no_more,
    name_on,
    named,
    serve_again,
    serve_no_more,
    take_back_notices,
)
from .urgency import press


@transaction.atomic
def restrict(case, *, by, ground, people=()):
    """From now on only `by`, the case's officer and these people see the case."""
    demand(by, "restrict", case)
    case = lock(case)
    if case.restricted:
        raise Refused(_("This case is restricted already. Name one more person who sees it."))
    keep_to(case, ground, people, by=by)
    return case


@transaction.atomic
def lift_restriction(case, *, by, reason):
    """Whoever works at the centre sees the case again; the reason stays with it."""
    demand(by, "lift_restriction", case)
    case = lock(case)
    _demand_restricted(case, by)
    _refuse_while_trafficking_is_possible(case)
    lifted = Restriction.objects.filter(case=case, lifted_at=None).select_related("data_key")
    row = lifted.first() or Restriction(
        case=case, data_key=case.data_key, ground=Restriction.Ground.OTHER, by=by
    )
    row.lifted_at, row.lifted_by, row.lifted_why = now(), by, reason
    row.save()
    record("lifted_restriction", row, by=by, clients=[])
    case.restricted = False
    _save(case, "restricted")
    name_no_more(case)
    serve_again(case)
    record("lifted_restriction", case, by=by)
    return case


@transaction.atomic
def share(case, *, by, person):
    """One more person sees the restricted case, and is told."""
    demand(by, "share", case)
    case = lock(case)
    _demand_restricted(case, by)
    _demand_nearby(case, [person], "person")
    if person not in named(case):
        name_on(case, person)
        record("shared", case, by=by, person=person.pk)
        notify([person], Notice.Kind.CASE_SHARED, case, by=by)
    return case


@transaction.atomic
def unshare(case, *, by, person):
    """That person sees it no more; somebody always does, and its officer as long as it is hers."""
    demand(by, "unshare", case)
    case = lock(case)
    _demand_restricted(case, by)
    there = list(named(case))
    if person in there:
        _refuse_to_leave_it_alone(case, by, person, there)
        name_no_more(case, person)
        take_back_notices(case, of=[person])
        record("unshared", case, by=by, person=person.pk)
    return case


def keep_to(case, ground, people, *, by, high_risk=False):
    """The locked case is restricted at once, whoever it was open to before. Records it.

    With `high_risk` it presses as much as the rules say of that. Why stands in an entry of the
    restriction's own: when it is lifted, others read the case's.
    """
    _demand_nearby(case, people, "people")
    officer = [case.officer] if case.officer and case.officer.is_active else []
    those = list(dict.fromkeys([by, *officer, *people]))
    row = Restriction(case=case, data_key=case.data_key, ground=ground, by=by, at=now())
    row.save()
    record("restricted", row, by=by, why=ground, clients=[])
    case.restricted = True
    _end_emergencies(case)
    _save(case, "restricted", *(press(case) if high_risk else ()))
    name_on(case, *those)
    serve_no_more(case)
    take_back_notices(case, but_of=those)
    record("restricted", case, by=by, people=sorted(one.pk for one in those))
    notify(those, Notice.Kind.CASE_SHARED, case, by=by)


def _end_emergencies(case):
    """What someone broke open while it was restricted before opens nothing now."""
    for glass in BreakGlass.objects.filter(case=case, until__gt=now()).select_related("data_key"):
        glass.until = now()
        glass.save(update_fields=["until"])


def _demand_restricted(case, by):
    """It is restricted, and `by` is one of those who were named."""
    if not case.restricted:
        raise Refused(_("This case is not restricted: everyone at the centre sees it."))
    demand_named(case, by)


def _demand_nearby(case, people, field):
    """Those who can act on it: the centre's team, and who oversees the centre."""
    nearby = set(may_be_named(case.centre)) if people else set()
    for person in people:
        if person not in nearby:
            raise Refused(
                _("%(person)s works neither at %(centre)s nor above it.")
                % {"person": person, "centre": case.centre},
                field=field,
            )


def _refuse_to_leave_it_alone(case, by, person, there):
    if person.pk == case.officer_id:
        raise Refused(
            _("The case is with %(person)s. Give it to someone else first.") % {"person": person}
        )
    if there == [person]:
        raise Refused(_("Nobody would see the case any more. Name someone else first."))
    oversees = Role.SUPERVISOR in roles_at(person, case.centre)
    if oversees and Role.SUPERVISOR not in roles_at(by, case.centre):
        raise Refused(_("Only a supervisor takes a supervisor off a case."))


def _refuse_while_trafficking_is_possible(case):
    newest: dict[int, Screening] = {}
    for screening in Screening.objects.filter(case=case).order_by("id"):
        newest[screening.client_id] = screening
    if any(screening.restricts for screening in newest.values()):
        raise Refused(
            _(
                "Someone on this case may be a victim of trafficking. Screen again first; as long "
                "as that stands, the case stays restricted."
            )
        )
