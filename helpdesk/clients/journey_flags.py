"""What looks wrong in journeys and may yet be true: said on the page, and kept."""

from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from helpdesk.access.areas.folding import fold
from helpdesk.core.clock import today

from .form_parts.journey_details import money_of
from .models import Journey


@dataclass
class Term:
    """One thing that a contract says: as it was promised, as it was given."""

    label: str
    promised: str
    given: str
    differs: bool


def flags(journey, all_of_hers) -> list[str]:
    """Warnings in words: journeys that overlap, permits that do not cover the time abroad."""
    return [
        *(
            _("It overlaps with journey %(n)s: nobody is in two places. Check the dates.")
            % {"n": other.number}
            for other in all_of_hers
            if other.pk != journey.pk and _overlap(journey, other)
        ),
        *_of_the_permit(journey),
    ]


def _of_the_permit(journey):
    ends, begins = journey.permit_until, journey.permit_from
    left, back = journey.departed, journey.returned
    if ends and left and ends < left.first:
        yield _("The permit ended on %(day)s, before the client left.") % _day(ends)
    elif ends and journey.stage == Journey.Stage.EMPLOYMENT and ends < today():
        yield _("The permit ran out on %(day)s, and the client is still abroad.") % _day(ends)
    elif ends and back and ends < back.first:
        yield _("The permit ran out on %(day)s, before the client came back.") % _day(ends)
    if begins and left and left.last < begins:
        yield _("The client left before the permit began on %(day)s.") % _day(begins)


def _day(day):
    return {"day": date_format(day, "j M Y")}


def _overlap(one, other) -> bool:
    """Surely abroad on both at once, however well the days are remembered."""
    first, second = _abroad(one), _abroad(other)
    if not first or not second:
        return False
    return first[0] < second[1] and second[0] < first[1]


def _abroad(journey) -> tuple[date, date] | None:
    """From the last day on which she can have left to the first on which she can have come back."""
    left, back = journey.departed, journey.returned
    if not left:
        return None
    if journey.stage == Journey.Stage.EMPLOYMENT:
        return left.last, today()
    return (left.last, back.first) if back else None


def terms(journey) -> list[Term]:
    """The contract promised beside the one given; empty where nothing of either is known."""
    lines = [
        (_("Job"), journey.promised_job, journey.given_job),
        (_("Monthly wage"), money_of(journey, "promised_wage"), money_of(journey, "given_wage")),
        (_("Hours a week"), journey.promised_hours, journey.given_hours),
        (_("Place"), journey.promised_place, journey.given_place),
    ]
    return [
        Term(label, _words(promised), _words(given), _differ(promised, given))
        for label, promised, given in lines
        if _words(promised) or _words(given)
    ]


def _words(value):
    return "" if value is None else str(value)


def _differ(promised, given) -> bool:
    if not _words(promised) or not _words(given):
        return False
    if isinstance(promised, str):
        return (fold(promised) or promised) != (fold(given) or given)
    return promised != given
