"""By what counts are split (DOMAIN.md §5). A row falls under one value of a split, once.

What is not known is a value too, "": so the parts of a true count always add up.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Case as When_
from django.db.models import CharField, Exists, F, IntegerField, OuterRef, Subquery, Value, When
from django.db.models.functions import Cast, Coalesce, NullIf, Substr
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from helpdesk.access.models import Area, Centre
from helpdesk.clients.models import Client, Journey, Relation
from helpdesk.clients.models.journey_codes import SECTORS
from helpdesk.contacts.codes import AGE_BANDS, TOPICS, HelpKind, SessionKind
from helpdesk.contacts.codes import Channel as Way
from referrals.models.referral import Status
from services.kinds import Kind

from .rows import UNITS

OF_A_SESSION = ("sessions", "attendances", "heads")
ABOUT_A_PERSON = frozenset(UNITS) - {"sessions", "heads"}
COUNTED = ABOUT_A_PERSON | {"heads"}  # heads are counted by sex and age
AGES = {  # up to and with this age → the band
    14: _("Under 15"),
    17: "15–17",
    24: "18–24",
    34: "25–34",
    49: "35–49",
    59: "50–59",
    200: _("60 and older"),
}
NOTED = {code: code.rpartition("_")[2] for code, _words in AGE_BANDS if "_" in code}
NOTED["60"] = "200"  # a headcount's band → that of AGES
MIGRANT = [("migrant", _("Migrant, or about to be")), ("family", _("Family of a migrant"))]


@dataclass(frozen=True)
class Split:
    """`value(unit, asked)` is the expression that gives a row's value, as text.

    `choices` are all values that there can be, with their words; where they are too many (areas,
    countries) `named(values)` finds the words of those that occur. `by_year`: a person has another
    value in another year.
    """

    code: str
    label: Any
    units: frozenset[str]
    value: Callable
    choices: Iterable[tuple[str, Any]] = ()
    named: Callable[[set[str]], dict[str, str]] | None = None
    by_year: bool = False

    def words(self, values: Iterable[str]) -> list[tuple[str, str]]:
        """(value, words), in the order of the list, or by the alphabet; not known comes last."""
        unknown = [("", str(_("Not known")))]
        if self.named is None:
            return [(code, str(label)) for code, label in self.choices] + unknown
        found = self.named({value for value in values if value})
        return sorted(found.items(), key=lambda pair: pair[1].casefold()) + unknown


def _text(expression):
    return Coalesce(Cast(expression, CharField()), Value(""), output_field=CharField())


def _of_person(fact):
    """A fact of the client whom the row is about: a field's name, or an expression."""
    whose = Client.objects.filter(pk=OuterRef("person"))
    return Subquery(whose.values(fact=F(fact) if isinstance(fact, str) else fact)[:1])


def _of_journey(field):
    """A fact of the client's latest journey."""
    journeys = Journey.objects.filter(client=OuterRef("person")).order_by("-number")
    return Subquery(journeys.values(field)[:1])


def _or_said(unit, expression, field):
    """At a contact, what was said there of someone who is not registered."""
    if unit != "contacts":
        return _text(expression)
    return Coalesce(NullIf(_text(expression), Value("")), _text(F(field)), output_field=CharField())


def sex(unit, asked):
    if unit == "heads":
        return F("sex")
    return _or_said(unit, _of_person("sex"), "sex")


def age(unit, asked):
    """The age that the person reaches in the year in which the period ends; of heads, as noted."""
    if unit == "heads":
        return When_(
            *(When(band=noted, then=Value(band)) for noted, band in NOTED.items()),
            default=Value(""),
            output_field=CharField(),
        )
    year = asked.period.last.year
    bands = [
        When(birth_year__gte=year - oldest, then=Value(str(oldest))) for oldest in sorted(AGES)
    ]
    band = Client.objects.filter(pk=OuterRef("person"), birth_year__isnull=False).annotate(
        band=When_(*bands, default=Value("200"), output_field=CharField())
    )
    return _text(Subquery(band.values("band")[:1]))


def disability(unit, asked):
    """Whether any difficulty was written down, or "none"."""
    said = Client.objects.filter(pk=OuterRef("person")).annotate(
        said=When_(
            When(disability__in=["", ","], then=Value("")),
            When(disability__has="none", then=Value("no")),
            default=Value("yes"),
            output_field=CharField(),
        )
    )
    return _text(Subquery(said.values("said")[:1]))


def migrant(unit, asked):
    """A migrant has a journey on record; family belongs to someone who migrated."""
    whose = Relation.objects.filter(client=OuterRef("person"), migrant=True, ended_at=None)
    return When_(
        When(Exists(Journey.objects.filter(client=OuterRef("person"))), then=Value("migrant")),
        When(Exists(whose), then=Value("family")),
        default=Value(""),
        output_field=CharField(),
    )


def stage(unit, asked):
    if unit == "cases":
        return F("stage")
    if unit in ("parts", "tasks", "referrals", "claims"):
        return F("case__stage")
    if unit == "receipts":
        return F("claim__case__stage")
    return _or_said(unit, _of_journey("stage"), "stage")


def area(depth):
    """The home area, or the area above it, at this depth of the tree (1 is the country)."""

    def value(unit, asked):
        end = Area.steplen * depth
        person = _of_person(Substr("area__path", 1, end))
        if unit != "contacts":
            return _text(person)
        said = Substr(F("area__path"), 1, end)
        return Coalesce(NullIf(_text(person), Value("")), _text(said), output_field=CharField())

    return value


def destination(unit, asked):
    return _or_said(unit, _of_journey("destination"), "destination")


def journey(field):
    return lambda unit, asked: _text(_of_journey(field))


def centre(unit, asked):
    where = {"parts": "case__centre", "tasks": "case__centre", "claims": "case__centre"}
    where |= {"receipts": "claim__case__centre"}
    where |= {"attendances": "session__centre", "heads": "session__centre"}
    return _text(Cast(F(where.get(unit, "centre")), IntegerField()))


def category(unit, asked):
    where = {"cases": "category", "receipts": "claim__case__category"}
    return _text(Substr(where.get(unit, "case__category"), 1, 1))


def session(unit, asked):
    return F("kind" if unit == "sessions" else "session__kind")


def own(field):
    return lambda unit, asked: _text(F(field))


def _areas(values):
    return dict(Area.objects.filter(path__in=values).values_list("path", "name"))


def _centres(values):
    pairs = Centre.objects.filter(pk__in=values).values_list("pk", "name")
    return {str(pk): name for pk, name in pairs}


def _countries(values):
    return {value: countries.name(value) or value for value in values}


def _split(code, label, value, choices=(), *, units=ABOUT_A_PERSON, named=None, by_year=False):
    return Split(code, label, frozenset(units), value, choices, named, by_year)


SPLITS = {
    split.code: split
    for split in (
        _split("sex", _("Sex"), sex, Client.Sex.choices, units=COUNTED),
        _split(
            "age", _("Age"), age, [(str(oldest), band) for oldest, band in AGES.items()],
            units=COUNTED, by_year=True,
        ),
        _split("stage", _("Stage"), stage, Journey.Stage.choices),
        _split("origin", _("Province or region of origin"), area(2), named=_areas),
        _split("district", _("District of origin"), area(3), named=_areas),
        _split("destination", _("Destination"), destination, named=_countries),
        _split("sector", _("Sector"), journey("sector"), SECTORS),
        _split("channel", _("Regular or irregular"), journey("channel"), Journey.Channel.choices),
        _split(
            "disability", _("Disability"), disability, [("yes", _("Yes")), ("no", _("None"))]
        ),
        _split("migrant", _("Migrant or family"), migrant, MIGRANT),
        _split("centre", _("Centre"), centre, units=UNITS, named=_centres),
        _split(
            "category",
            _("Category of the case"),
            category,
            [topic for topic in TOPICS if topic[0] != "J"],
            units=("cases", "parts", "tasks", "referrals", "claims", "receipts"),
        ),
        _split("way", _("How they came"), own("channel"), Way.choices, units=["contacts"]),
        _split(
            "session", _("Kind of session"), session, SessionKind.choices, units=OF_A_SESSION
        ),
        _split("kind", _("Kind of help"), own("kind"), HelpKind.choices, units=["help"]),
        _split(
            "service", _("Kind of service"), own("service__kind"), Kind.choices,
            units=["referrals", "signposts"],
        ),
        _split(
            "status", _("How it stands now"), own("status"), Status.choices, units=["referrals"]
        ),
    )
}  # fmt: skip
