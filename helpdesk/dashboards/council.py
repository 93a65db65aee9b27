"""A territory for its council or committee: rounded figures, partners, agreements, and gaps."""

from collections import Counter, defaultdict
from dataclasses import dataclass

from django.db.models import Count

from helpdesk.cases.models import Need
from services.kinds import Kind
from services.models import Agreement, Service

from .figures import Figures
from .indicators import BY_CODE, Asked, count
from .reports.reading import places, questions
from .small_numbers import rounded, words

SHOWN = (
    *("people_registered", "people_met", "contacts", "help_given", "cases_opened"),
    *("cases_closed", "cases_pending", "referrals_sent", "referrals_accepted"),
    *("referrals_no_response", "referrals_completed"),
)


@dataclass
class Cover:
    """A kind of help: what people need of it, who offers it, and which centres lack it."""

    label: str
    needs: str  # rounded
    partners: int
    services: int
    lacking: list[str]


def figures_of(scope, period) -> Figures:
    """The same for every reader: rounded, and without anyone's view of restricted cases."""
    indicators = [BY_CODE[code] for code in SHOWN]
    made = Figures(questions(scope.ids, period), list(SHOWN), [], is_true=False)
    made.take("", {"totals": count(indicators, Asked(scope.ids, period)).totals, "parts": {}})
    return made


def agreements_of(scope):
    """In force, with these centres or with one above them."""
    paths = {centre.path[:end] for centre in scope.asked for end in _ends(centre)}
    below = Agreement.objects.in_force().filter(centre__path__in=paths)
    return below.for_listing().order_by("partner__name", "ends_on")


def _ends(centre):
    return range(centre.steplen, len(centre.path) + 1, centre.steplen)


def cover(scope, agreements) -> list[Cover]:
    """By kind of help: open needs of ordinary open cases, against the services that may be asked.

    A centre lacks a kind where no partner that offers it now has an agreement for it there. Every
    kind is listed, needed or not: that it is missing from a list would say that nobody needs it.
    """
    needs = _needs(scope)
    offers = defaultdict(Counter)
    for kind, partner in (
        Service.objects.active()
        .exclude(capacity=Service.Capacity.CLOSED)
        .values_list("kind", "partner")
    ):
        offers[kind][partner] += 1
    about = places(scope.ids)  # they are counted as of now, whatever the period
    found = []
    for code, label in Kind.choices:
        shown = words(rounded(needs[code], f"{about}|need|{code}"))
        made_for_it = [agreement for agreement in agreements if code in agreement.kinds]
        found.append(_cover(label, shown, offers[code], scope, made_for_it))
    return found


def _cover(label, needs, offers, scope, agreements):
    able = [agreement for agreement in agreements if offers[agreement.partner_id]]
    partners = {agreement.partner_id for agreement in able}
    lacking = [
        centre.name
        for centre in scope.asked
        if not any(centre.path.startswith(agreement.centre.path) for agreement in able)
    ]
    return Cover(label, needs, len(partners), sum(offers[pk] for pk in partners), lacking)


def _needs(scope) -> Counter:
    """Needs that are not met, of open ordinary cases. Counts alone leave here."""
    open_ones = Need.objects.filter(
        met_at=None, case__status="open", case__restricted=False, case__centre__in=scope.ids
    )
    return Counter(dict(open_ones.order_by().values_list("kind").annotate(n=Count("pk"))))
