"""Lists of terms, and rows without an id of their own: costs, accessibility, terms of services."""

from functools import partial

from .. import actions
from ..hsds.ids import KIND_OF_TERM, KINDS_OF_HELP, uid_in
from ..hsds.labels import AREA, OF_PARTNER, OF_SERVICE
from ..models import Accessibility, Cost, Taxonomy, TaxonomyTerm
from .cells import day, money
from .report import Skip

OURS = {"service": OF_SERVICE, "organization": OF_PARTNER, "location": {AREA: "area"}}


class Classified:
    """The part of the import that HSDS 1.x knows nothing of. Mixed into EntriesImport."""

    # --- lists of terms

    def taxonomy(self, row):
        if uid_in(row["id"]) == KINDS_OF_HELP:
            return "unchanged"
        facts = self._facts(
            row,
            Taxonomy,
            name=row["name"],
            description=row.text("description"),
            uri=row["uri"],
            version_name=row["version"],
        )
        make = partial(actions.make_taxonomy, by=self.by)
        return self._keep(row, "taxonomy", Taxonomy, facts, make)

    def term(self, row):
        if uid_in(row["id"]) in KIND_OF_TERM:
            return "unchanged"
        taxonomy = self._taxonomy_of(row)
        facts = self._facts(
            row,
            TaxonomyTerm,
            name=row["name"],
            description=row.text("description"),
            code=row["code"],
            uri=row["term_uri"],
        )
        if parent := self.records["taxonomy_term"].get(row["parent_id"]):
            facts["parent"] = parent
        make = partial(actions.make_term, taxonomy, by=self.by)
        return self._keep(row, "taxonomy_term", TaxonomyTerm, facts, make)

    def rows_of(self, name):
        """Terms come after the term that they stand below."""
        rows = super().rows_of(name)
        if name != "taxonomy_terms":
            return rows
        ids, placed, ordered = {row["id"] for row in rows}, set(), []
        while rows:
            ready = [row for row in rows if row["parent_id"] not in ids - placed]
            ordered += ready or rows  # a circle comes as it stands
            placed |= {row["id"] for row in ready or rows}
            rows = [row for row in rows if row["id"] not in placed]
        return ordered

    def _taxonomy_of(self, row):
        """The list that a term stands in; one that is only named has its name for an id."""
        key = (row["taxonomy_id"] or row["taxonomy"] or self.source)[:60]
        if key not in self.records["taxonomy"]:
            name = (row["taxonomy"] or key)[:200]
            known = self.known[Taxonomy].get(key)
            self.records["taxonomy"][key] = known or actions.make_taxonomy(
                by=self.by, name=name, source=self.source, external_id=key
            )
        return self.records["taxonomy"][key]

    # --- what an attribute says

    def attribute(self, row):
        entity, key = row["link_entity"].removesuffix("s"), row["link_id"]
        term = uid_in(row["taxonomy_term_id"])
        if term in KIND_OF_TERM or row["label"] in OURS.get(entity, ()):
            self.record(entity, key)
            return self.became.get((entity, key), "unchanged")
        if entity != "service":
            raise Skip("only what classifies a service is kept")
        service = self.record("service", key)
        return self._classified(service, self.record("taxonomy_term", row["taxonomy_term_id"]))

    def _classified(self, service, term):
        terms = self.stated.setdefault(service, [])
        if term in terms:
            raise Skip("the service has this term already")
        terms.append(term)
        known = self.outcomes.setdefault(service, {tie.term_id for tie in service.terms.all()})
        if term.pk in known:
            return "unchanged"
        listed = TaxonomyTerm.objects.filter(services__service=service)
        actions.classify(service, [*listed, term], by=self.by)
        return "made"

    # --- costs and accessibility

    def cost(self, row):
        service = self.record("service", row["service_id"])
        facts = self._facts(row, Cost, option=row["option"], details=row["amount_description"])
        amount, currency = money(row["amount"]), row["currency"].upper()
        if len(currency) == 3 and currency.isascii() and currency.isalpha():
            facts["currency"] = currency
        if amount is not None and "currency" in facts:
            facts["amount"] = amount
        elif row["amount"]:
            said = f"{row['amount']} {row['currency']}"
            self.report.remark(row, "amount is no sum in a currency, kept out", said)
        days = {name: day(row[name]) for name in ("valid_from", "valid_to")}
        facts |= {name: value for name, value in days.items() if value}
        return self._listed(service, service.costs.all(), facts, actions.make_cost)

    def accessible(self, row):
        location = self.record("location", row["location_id"])
        facts = self._facts(
            row,
            Accessibility,
            description=row["description"] or row["details"],
            details=row.text("details"),
            url=row["url"],
        )
        rows = location.accessibility.all()
        return self._listed(location, rows, facts, actions.make_accessibility)

    def _listed(self, owner, rows, facts, make):
        """One of the rows that its owner has, known by all that it says."""
        if not facts:
            raise Skip("says nothing")
        known = self.outcomes.setdefault(owner, list(rows))
        stated = self.stated.setdefault(owner, [])
        if facts in stated:
            raise Skip("the same stands there already")
        stated.append(facts)
        if any(_says(row, facts) for row in known):
            return "unchanged"
        make(owner, by=self.by, **facts)
        return "made"

    def end_file(self, name):
        super().end_file(name)
        drop = {"cost_options": actions.drop_cost, "accessibility": actions.drop_accessibility}
        if name in drop:
            for owner, rows in self.outcomes.items():
                for row in rows:
                    if not any(_says(row, facts) for facts in self.stated[owner]):
                        drop[name](row, by=self.by)
        elif name == "attributes":
            for service, terms in self.stated.items():
                actions.classify(service, terms, by=self.by)


def _says(row, facts):
    """Whether a row says this and nothing else."""
    names = {
        Cost: ("option", "details", "currency", "amount", "valid_from", "valid_to"),
        Accessibility: ("description", "details", "url"),
    }[type(row)]
    return {name: getattr(row, name) for name in names if getattr(row, name) not in ("", None)} == (
        facts
    )
