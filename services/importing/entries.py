"""The import of HSDS 3.x: the steps of 1.x, and what came since. Reads what /hsds/ publishes."""

import re

from django.utils.translation import override

from helpdesk.access.models import Area
from helpdesk.clients.models.client import LANGUAGES

from ..hsds.ids import KIND_OF_TERM, uid_in
from ..hsds.labels import AREA, OF_PARTNER, OF_SERVICE, in_words
from ..hsds.parts import CAPACITY
from ..models import Location, Partner, Service, Taxonomy, TaxonomyTerm
from .belongings import ADDRESS
from .cells import age, day
from .classified import Classified
from .directory import DirectoryImport
from .known import known_code
from .package import Row
from .report import Skip

NOT_WEEKLY = ("bymonthday", "byweekno", "byyearday", "count")
ISO_639 = re.compile("[a-z]{2,3}")
STRONGEST = ("made", "changed", "unchanged")
CODES = {words.lower(): code for code, words in CAPACITY.items()}


class EntriesImport(Classified, DirectoryImport):
    """One run over a directory in HSDS 3.x."""

    MODELS = (Partner, Service, Location, Taxonomy, TaxonomyTerm)

    def __init__(self, package, **options):
        super().__init__(package, **options)
        for kind in ("taxonomy", "taxonomy_term"):
            self.records[kind], self.left_out[kind] = {}, set()
        self.became, self.postal = {}, {}
        self._look_ahead()

    def steps(self) -> dict:
        return {
            "organizations": self.organization,
            "taxonomies": self.taxonomy,
            "taxonomy_terms": self.term,
            "services": self.service,
            "locations": self.location,
            "service_at_location": self.service_at_location,
            "schedules": self.weekly,
            "phones": self.phone,
            "addresses": self.address,
            "languages": self.language,
            "service_capacities": self.capacity,
            "accessibility": self.accessible,
            "cost_options": self.cost,
            "attributes": self.attribute,
        }

    def _look_ahead(self):
        """What other tables say of a service or place, so that it is made whole at once."""
        rows = self.package.rows
        self.labels, self.kinds, self.spoken, self.takes, self.whose = {}, {}, {}, {}, {}
        for row in rows("attributes"):
            said = self.labels.setdefault((entity_of(row), row["link_id"]), [])
            said.append((row["label"], row["value"]))
            if kind := KIND_OF_TERM.get(uid_in(row["taxonomy_term_id"])):
                self.kinds.setdefault(row["link_id"], kind)
        for row in rows("languages"):
            if code := language_of(row):
                self.spoken.setdefault(row["service_id"], []).append(code)
        for row in rows("service_capacities"):
            self.takes.setdefault(row["service_id"], []).append(row)
        offered_by = {row["id"]: row["organization_id"] for row in rows("services")}
        for row in rows("service_at_location"):
            self.whose[row["location_id"]] = offered_by.get(row["service_id"], "")

    # --- what is said of a record elsewhere

    def more_of(self, kind, row):
        return getattr(self, f"_more_of_{kind}")(row)

    def _more_of_organization(self, row):
        said = dict(self.labels.get(("organization", row["id"]), ()))
        facts = {OF_PARTNER[label]: value for label, value in said.items() if label in OF_PARTNER}
        return {name: value for name, value in facts.items() if known_code(name, value)}

    def _more_of_service(self, row):
        pairs = [pair for pair in self.labels.get(("service", row["id"]), ()) if all(pair)]
        facts = {}
        for label, field in OF_SERVICE.items():
            codes = [code for said, code in pairs if said == label and known_code(field, code)]
            if codes:
                facts[field] = sorted(codes) if field == "nationalities" else codes  # as it is kept
        if spoken := self.spoken.get(row["id"]):
            facts["languages"] = list(dict.fromkeys(spoken))
        if kind := self.kinds.get(row["id"]):
            facts["kind"] = kind
        if text := _without(row.text("eligibility_description"), in_words(pairs)):
            facts["eligibility"] = text
        return facts | self._ages(row) | self._checked(row)

    def _ages(self, row):
        ages = {"age_from": age(row["minimum_age"]), "age_to": age(row["maximum_age"])}
        ages = {name: years for name, years in ages.items() if years is not None}
        if len(ages) == 2 and ages["age_to"] < ages["age_from"]:
            said = f"{ages['age_from']} to {ages['age_to']}"
            self.report.remark(row, "ages are the wrong way round, kept out", said)
            return {}
        return ages

    def _checked(self, row):
        """When it was checked, and its capacity: an older word than the desk's does not count."""
        known = self.known[Service].get(row["id"])
        checked = known and known.verified_on
        facts, assured = {}, day(row["assured_date"])
        if assured and (not checked or assured > checked):
            facts["verified_on"] = assured
        rows = self.takes.get(row["id"], ())
        if rows and not (checked and (day(rows[0]["updated"]) or checked) < checked):
            facts["capacity"] = capacity_of(rows)
        return facts

    def _more_of_location(self, row):
        code = dict(self.labels.get(("location", row["id"]), ())).get(AREA)
        area = Area.objects.filter(code=code).first() if code else None
        return {"area": area} if area else {}

    # --- rows

    def _keep(self, row, kind, *args):
        outcome = super()._keep(row, kind, *args)
        self.became[kind, row["id"]] = outcome
        return outcome

    def record(self, kind, key):
        """A place that only takes mail is its organisation's address."""
        if kind == "location" and key in self.postal:
            return super().record("organization", self.postal[key])
        return super().record(kind, key)

    def location(self, row):
        whose = row["organization_id"] or self.whose.get(row["id"], "")
        if row["location_type"] == "postal" and row["id"] not in self.whose:
            self.postal[row["id"]] = whose
            raise Skip("only takes mail: kept as its organisation's address")
        name = row["name"] or row["alternate_name"]
        return super().location(_with(row, organization_id=whose, name=name))

    def address(self, row):
        owner = self._owner(row)
        area = getattr(owner, "area", None)
        if area and row["city"] == area.name:
            row = _with(row, city="")
        if any(row[cell] for cell in ADDRESS):
            return super().address(row)
        if not (country := self._country(row)):
            raise Skip("has no address")
        return self._set(row, owner, **country)

    def weekly(self, row):
        if row["freq"] not in ("", "WEEKLY") or row["interval"] not in ("", "1"):
            raise Skip("not every week: such hours are not kept")
        if any(row[cell] for cell in NOT_WEEKLY) or row["until"] or row["valid_to"]:
            raise Skip("not for good: such hours are not kept")
        if not row["byday"]:
            raise Skip("names no day")
        return self._each_day(row)

    def _each_day(self, row):
        outcomes, why = [], None
        for name in row["byday"].split(","):
            try:
                outcomes.append(self.schedule(_with(row, weekday=name.strip())))
            except Skip as skipped:
                why = skipped
        if why and not outcomes:
            raise why
        if why:
            self.report.remark(row, why.reason, row["byday"])
        return next(outcome for outcome in STRONGEST if outcome in outcomes)

    def language(self, row):
        if not row["service_id"]:
            raise Skip("only the languages of a service are kept")
        self.record("service", row["service_id"])
        if not language_of(row):
            raise Skip("language %s has no code", row["code"] or row["name"])
        return self.became["service", row["service_id"]]

    def capacity(self, row):
        self.record("service", row["service_id"])
        return self.became["service", row["service_id"]]


def entity_of(row):
    return row["link_entity"].removesuffix("s")


def language_of(row):
    """The code of a language: ours for its name, else the ISO 639 code that it has; or None."""
    with override("en"):
        names = {str(name).lower(): code for code, name in LANGUAGES}
    code = row["code"].lower()
    return names.get(row["name"].lower()) or (code if ISO_639.fullmatch(code) else None)


def capacity_of(rows):
    """In our words where they stand there, else by what is free."""
    if code := CODES.get(rows[0]["description"].lower()):
        return str(code)
    free = any(row["available"].strip("0.") for row in rows)
    return Service.Capacity.OPEN.value if free else Service.Capacity.CLOSED.value


def _with(row, **cells):
    return Row(row.file, row.line, {**row.cells, **cells}, row.overfull)


def _without(text, lines):
    """A text without the lines that say what is also said by codes."""
    return "\n".join(line for line in text.splitlines() if line not in lines).strip()
