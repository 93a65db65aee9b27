"""A client's journeys: only forward; what was entered wrongly is corrected, with a reason."""

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from helpdesk.access.sight import demand
from helpdesk.audit.trail import record
from helpdesk.core.clock import today
from helpdesk.core.refusal import Refused
from helpdesk.core.submissions import lock, one_per_submission

from ..models import Journey
from .records import lock_standing

Stage = Journey.Stage


@one_per_submission(Journey)
def add_journey(client, *, by, submission_id, **facts):
    """A migration of hers, in the stage that it has reached."""
    demand(by, "add_journey", client)
    client = lock_standing(client)
    journey = Journey(
        client=client,
        data_key=client.data_key,
        submission_id=submission_id,
        number=next_journey_number(client),
        **facts,
    )
    check_dates(journey)
    journey.save()
    record("added_journey", journey, by=by, stage=journey.stage)
    return journey


@transaction.atomic
def move_on(journey, *, by, stage, on, exact="", return_reason=""):
    """She has reached the journey's next stage on that day; `exact`: how well it is remembered."""
    demand(by, "move_on", journey)
    journey = lock_journey(journey)
    journey.move_to(stage)
    day = {Stage.EMPLOYMENT: "departed", Stage.RETURN: "returned"}[Stage(stage)]
    reached = {f"{day}_on": on, f"{day}_exact": exact}
    if return_reason:
        reached["return_reason"] = return_reason
    _set(journey, reached)
    check_dates(journey)
    journey.version += 1
    journey.save(update_fields=["stage", *reached, "version"])
    record("moved_on", journey, by=by, stage=journey.stage)
    return journey


@transaction.atomic
def correct(journey, *, by, reason, version, **facts):
    """What was entered about a journey was wrong; the reason stays with it."""
    demand(by, "correct", journey)
    journey = lock_journey(journey, version)
    _set(journey, facts)
    journey.correction = reason
    journey.version += 1
    check_dates(journey)
    journey.save()
    record("corrected", journey, by=by, stage=journey.stage)
    return journey


@transaction.atomic
def change_journey(journey, *, by, version, **details):
    """More is known of the work, the contract, the permit or the debt; the way stays as it is."""
    demand(by, "change", journey)
    journey = lock_journey(journey, version)
    new = {name: value for name, value in details.items() if getattr(journey, name) != value}
    _set(journey, new)
    check_dates(journey)
    journey.version += 1
    fields = sorted(new)
    journey.save(update_fields=[*fields, "version"])
    record("changed", journey, by=by, fields=fields)
    return journey


def next_journey_number(client) -> int:
    """After an undone merge numbers may be missing between: one more than the highest."""
    return (client.journeys.aggregate(last=Max("number"))["last"] or 0) + 1


def lock_journey(journey, version=None):
    """The journey again, locked, with the client that it was fetched with."""
    client = journey.client
    journey = lock(journey, version=version)
    journey.client = client
    return journey


def check_dates(journey):
    """Refuse days that cannot be; a check of rows before they are registered asks it too."""
    for name in ("prepared_on", "departed_on", "returned_on"):
        if (day := getattr(journey, name)) and day > today():
            raise Refused(_("This day is still to come. Enter what has happened."), field=name)
    left, back = journey.departed, journey.returned
    if left and back and back.last < left.first:
        raise Refused(
            _("Nobody comes back before leaving. Check the two dates."), field="returned_on"
        )
    if journey.stage != Stage.RETURN and journey.returned_on:
        raise Refused(_("A day of return belongs to the stage Return."), field="stage")
    if journey.stage != Stage.RETURN and journey.return_reason:
        raise Refused(
            _("A reason for coming back belongs to the stage Return."), field="return_reason"
        )
    if journey.stage == Stage.PRE_DEPARTURE and journey.departed_on:
        raise Refused(
            _("Who has left is abroad: choose the stage Employment, or leave the day out."),
            field="departed_on",
        )
    begins, ends = journey.permit_from, journey.permit_until
    if begins and ends and ends < begins:
        raise Refused(
            _("A permit cannot end before it begins. Check the two dates."), field="permit_until"
        )


def _set(journey, facts):
    for name, value in facts.items():
        setattr(journey, name, value)
