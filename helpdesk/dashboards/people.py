"""Who is served: people, counted apart from their cases."""

from collections import Counter
from functools import cached_property

from django.db.models import CharField, Count, Exists, OuterRef, Q, Value
from django.db.models.functions import Coalesce, Substr
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_countries import countries

from helpdesk.access.models import Area
from helpdesk.cases.models import CasePerson, Need
from helpdesk.clients.models import Client
from helpdesk.clients.models.journey import Stage
from services.kinds import Kind

from .charts import Bars, Chart, Stacked
from .queries import cases

UNKNOWN = "unknown"
NOT_KNOWN = gettext_lazy("Not known")
# Age bands (DOMAIN.md §5): code → (youngest, oldest), by the year of birth at the period's end.
AGES = {
    "0-14": (-999, 14),
    "15-17": (15, 17),
    "18-24": (18, 24),
    "25-34": (25, 34),
    "35-49": (35, 49),
    "50-59": (50, 59),
    "60": (60, 999),
}
AGE_WORDS = {
    "0-14": gettext_lazy("Under 15"),
    **{code: code.replace("-", "–") for code in list(AGES)[1:-1]},
    "60": gettext_lazy("60 and over"),
    UNKNOWN: NOT_KNOWN,
}
SPLITS = ("age", "sex", "stage", "need", "origin", "destination")
PROVINCE = 2  # the level of the tree of areas that origins are counted by
DEEP = Area.steplen * PROVINCE
ONE_EACH = Count("client", distinct=True)


def parts(scope, sex="", age="", origin=None, destination="", need=""):
    """The parts that people have in cases open in the period; one person may have several."""
    mine = CasePerson.objects.filter(case__in=cases(scope, "served"))
    mine = mine.filter(client__merged_into=None, client__entered_in_error_at=None)
    mine = mine.filter(_of_age(scope, age) if age else Q(), _from(origin) if origin else Q())
    if sex:
        mine = mine.filter(client__sex=sex)
    if destination:
        code = "" if destination == UNKNOWN else destination
        gone = Q(journey__destination=code)
        mine = mine.filter(gone if code else gone | Q(journey=None))
    return mine.filter(Exists(_needs().filter(kind=need))) if need else mine


def people(scope, **asked):
    """The people behind a number, each once."""
    return Client.objects.visible_to(scope.user).filter(
        pk__in=parts(scope, **asked).order_by().values("client")
    )


def _needs():
    """What the person of the outer query needs in that case."""
    return Need.objects.filter(case=OuterRef("case"), client=OuterRef("client"))


def _of_age(scope, band):
    if band == UNKNOWN:
        return Q(client__birth_year=None)
    youngest, oldest = AGES[band]
    year = scope.period.until.year
    return Q(client__birth_year__gte=max(year - oldest, 0), client__birth_year__lte=year - youngest)


def _from(origin):
    if origin == UNKNOWN:
        return Q(client__area=None)
    if origin.depth < PROVINCE:
        return Q(client__area=origin)
    return Q(client__area__path__startswith=origin.path)


class PeopleServed:
    """The splits of one page, in five queries."""

    def __init__(self, scope):
        self.scope = scope
        self.parts = parts(scope).order_by()

    @cached_property
    def n(self) -> int:
        """People, each once."""
        return sum(self.bodies.values())

    @property
    def cases(self) -> int:
        return self.by_case["cases"]

    @cached_property
    def by_case(self) -> dict[str, int]:
        """The cases, and the people in those of each stage."""
        standing = Q(people__client__merged_into=None, people__client__entered_in_error_at=None)
        stages = {
            stage: Count("people__client", standing & Q(stage=stage), distinct=True)
            for stage in Stage.values
        }
        found = cases(self.scope, "served").order_by()
        return found.aggregate(cases=Count("pk", distinct=True), **stages)

    @cached_property
    def bodies(self) -> Counter:
        """(sex, year of birth, path of the home province) → how many people."""
        cut = Substr(Coalesce("client__area__path", Value("")), 1, DEEP)
        facts = self.parts.values_list("client__sex", "client__birth_year", cut)
        return Counter({tuple(of): n for *of, n in facts.annotate(n=ONE_EACH)})

    @property
    def url(self):
        return self._link()

    @property
    def cases_url(self):
        return self.scope.link("figures_cases", which="served")

    def charts(self) -> dict[str, Chart]:
        return {name: getattr(self, f"by_{name}")() for name in SPLITS}

    def by_sex(self):
        counts = Counter()
        for (sex, _year, _area), n in self.bodies.items():
            counts[sex] += n
        rows = [(label, counts[sex], self._link(sex=sex)) for sex, label in Client.Sex.choices]
        return self._bars(_("By sex"), _("Sex"), rows)

    def by_age(self):
        counts = Counter()
        for (sex, year, _area), n in self.bodies.items():
            counts[self._band(year), sex] += n
        rows = [
            (
                words,
                [counts[band, sex] for sex in Client.Sex.values],
                [self._link(age=band, sex=sex) for sex in Client.Sex.values],
            )
            for band, words in AGE_WORDS.items()
        ]
        heads = [_("Age"), *map(str, Client.Sex.labels), _("All")]
        return Stacked(_("By age and sex"), list(map(str, Client.Sex.labels)), rows, heads=heads)

    def by_stage(self):
        counts = self.by_case
        asked = self.scope.stage  # one that was chosen is the only one there is
        rows = [
            (label, counts[stage], self._link(stage=stage))
            for stage, label in Stage.choices
            if asked in ("", stage)
        ]
        return self._bars(_("By stage"), _("Stage"), rows)

    def by_need(self):
        needs = Need.objects.filter(
            Exists(self.parts.filter(case=OuterRef("case"), client=OuterRef("client")))
        )
        counts = dict(
            needs.order_by().values_list("kind").annotate(n=Count("client", distinct=True))
        )
        found = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
        labels = dict(Kind.choices)
        rows = [(labels.get(kind, kind), n, self._link(need=kind)) for kind, n in found]
        return self._bars(_("By service needed"), _("Service"), rows)

    def by_origin(self):
        counts = Counter()
        for (_sex, _year, path), n in self.bodies.items():
            counts[path] += n
        named = {area.path: area for area in Area.objects.filter(path__in=[p for p in counts if p])}
        rows = [
            (named[path].name, n, self._link(origin=named[path].code))
            for path, n in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
            if path
        ]
        unknown = [(NOT_KNOWN, counts[""], self._link(origin=UNKNOWN))] if counts[""] else []
        return self._bars(_("By home area"), _("Area"), rows + unknown)

    def by_destination(self):
        where = Coalesce("journey__destination", Value(""), output_field=CharField())
        counts = dict(self.parts.values_list(where).annotate(n=ONE_EACH))
        found = sorted(counts.items(), key=lambda pair: (not pair[0], -pair[1], pair[0]))
        rows = [
            (
                countries.name(code) or code if code else NOT_KNOWN,
                n,
                self._link(destination=code or UNKNOWN),
            )
            for code, n in found
        ]
        return self._bars(_("By destination"), _("Country"), rows)

    def _band(self, year):
        if year is None:
            return UNKNOWN
        age = self.scope.period.until.year - year
        return next(band for band, (youngest, oldest) in AGES.items() if youngest <= age <= oldest)

    def _bars(self, title, head, rows):
        return Bars(title, rows, heads=[head, _("People")])

    def _link(self, **asked):
        return self.scope.link("figures_people", **asked)
