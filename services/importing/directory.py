"""The import: each file in turn, each row for itself, each change an action with its entry."""

from functools import partial
from itertools import islice

from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, transaction

from helpdesk.core.refusal import Refused

from .. import actions
from ..models import Location, Partner, Service, ServiceAtLocation
from .belongings import Belongings
from .cells import coordinate, fitting
from .report import Report, Skip

BATCH = 200


class DirectoryImport(Belongings):
    """One run over one package. What a file leaves blank stays as the desk has it.

    `source` names the directory: with a row's own id it says which record the row is about.
    `country` and `kind` fill what the files do not say, when something is made.
    """

    MODELS = (Partner, Service, Location)

    def __init__(self, package, *, by, source, country, kind):
        self.package, self.by, self.source = package, by, source
        self.country, self.kind = country, kind
        self.report = Report()
        self.records = {"organization": {}, "service": {}, "location": {}}
        self.left_out = {"organization": set(), "service": set(), "location": set()}
        self.at = {}

    def steps(self) -> dict:
        """The files that are read, in this order, and what takes a row of each."""
        return {
            "organizations": self.organization,
            "services": self.service,
            "locations": self.location,
            "services_at_location": self.service_at_location,
            "regular_schedules": self.schedule,
            "phones": self.phone,
            "postal_addresses": self.address,
            "physical_addresses": self.address,
        }

    def run(self) -> Report:
        """Read every file there is; returns what became of each row."""
        steps, files = self.steps(), self.package.files()
        self.known = {model: self._known(model) for model in self.MODELS}
        known = [name for name in steps if name in files]
        for name in [*known, *(name for name in files if name not in steps)]:
            self._file(name, steps.get(name, self.unused))
            self.end_file(name)
        self._tie_the_rest()
        self._say_what_is_missing(steps)
        return self.report

    # --- the three things that stand for themselves

    def organization(self, row):
        facts = self._facts(
            row,
            Partner,
            name=row["name"],
            local_name=row["alternate_name"],
            description=row.text("description"),
            email=row["email"],
            url=row["website"] or row["url"],
        ) | self.more_of("organization", row)
        make = partial(actions.make_partner, by=self.by, country=self.country)
        return self._keep(row, "organization", Partner, facts, make)

    def service(self, row):
        partner = self.record("organization", row["organization_id"])
        text = "\n\n".join(filter(None, [row.text("description"), row.text("application_process")]))
        fees = row["fees_description"] or row["fees"]
        facts = self._facts(
            row, Service, name=row["name"], description=text, fees=fees, url=row["url"]
        ) | self.more_of("service", row)
        if status := row["status"].lower():
            facts["is_active"] = status not in ("inactive", "defunct", "temporarily closed")
        make = partial(actions.make_service, partner, by=self.by, kind=self.kind)
        return self._keep(row, "service", Service, facts, make, partner)

    def location(self, row):
        partner = self.record("organization", row["organization_id"])
        facts = self._facts(row, Location, name=row["name"]) | self.more_of("location", row)
        for name, limit in (("latitude", 90), ("longitude", 180)):
            if row[name] and (degrees := coordinate(row[name], limit)) is None:
                self.report.remark(row, f"{name} is no such number, kept out", row[name])
            elif row[name]:
                facts[name] = degrees
        make = partial(actions.make_location, partner, by=self.by, country=self.country)
        return self._keep(row, "location", Location, facts, make, partner)

    def more_of(self, kind, row) -> dict:
        """Facts that other files of the package say of this row's record."""
        return {}

    def unused(self, row):
        raise Skip("nothing of this file is kept at the desk")

    # --- how a row is taken

    def _file(self, name, take):
        self.report.opened(name)
        self.begin_file(name)
        rows = iter(self.rows_of(name))
        while batch := list(islice(rows, BATCH)):
            with transaction.atomic(), actions.touched_together():
                for row in batch:
                    self._row(row, take)

    def rows_of(self, name):
        return self.package.rows(name)

    def _row(self, row, take):
        try:
            with transaction.atomic():  # a bad row costs only itself
                if row.overfull:
                    raise Skip("has more cells than its heading")
                self.report.count(row, take(row))
        except Skip as why:
            self._leave_out(row, why)
        except (Refused, ValidationError, DataError, IntegrityError, ValueError) as error:
            self.records.get(row.file.rstrip("s"), {}).pop(row["id"], None)
            self._leave_out(row, Skip("could not be saved: %s", str(error).split("\n")[0]))

    def _leave_out(self, row, why):
        kind = row.file.rstrip("s")
        if kind in self.left_out and row["id"] not in self.records[kind]:
            self.left_out[kind].add(row["id"])
        self.report.skip(row, why)

    def _known(self, model):
        return {row.external_id: row for row in model.objects.filter(source=self.source)}

    def _facts(self, row, model, **cells):
        """What the row says and the fields can hold; blanks say nothing."""
        facts = {}
        for name, text in cells.items():
            if text:
                facts[name], left_out = fitting(model._meta.get_field(name), text)
                if left_out:
                    self.report.remark(row, left_out, text)
        return {name: value for name, value in facts.items() if value}

    def _keep(self, row, kind, model, facts, make, partner=None):
        key = row["id"]
        if not key:
            raise Skip("has no id")
        if key in self.records[kind]:
            raise Skip("id %s stands twice in the file", key)
        if "name" not in facts:
            raise Skip("has no name")
        if len(key) > model._meta.get_field("external_id").max_length:
            raise Skip("id %s is too long", key)
        record = self.known[model].get(key)
        if record is None:
            self.records[kind][key] = make(**facts, source=self.source, external_id=key)
            return "made"
        if partner is not None and record.partner_id != partner.pk:
            raise Skip(
                "now names another organization, %s: move it by hand", row["organization_id"]
            )
        self.records[kind][key], outcome = self.correct(record, facts)
        return outcome

    def correct(self, record, facts):
        """The record as the file has it, and whether that changed anything."""
        news = {name: value for name, value in facts.items() if getattr(record, name) != value}
        if not news:
            return record, "unchanged"
        return actions.correct_from_directory(record, by=self.by, **news), "changed"

    # --- what is told at the end

    def _tie_the_rest(self):
        made = 0
        for partner in self.records["organization"].values():
            with transaction.atomic(), actions.touched_together():
                made += self._tie(partner)
        of_these = {row.pk for row in self.records["service"].values()}
        guessed = ServiceAtLocation.objects.filter(stated=False).values_list("service", flat=True)
        now = sum(1 for service in guessed if service in of_these)
        if now:
            self.report.say(
                f"{now} pairs of a service and a place are tied only because one organisation "
                f"has both ({made} of them new): the file does not say which service is where."
            )

    def _tie(self, partner):
        services = [row for row in self.records["service"].values() if row.partner_id == partner.pk]
        places = [row for row in self.records["location"].values() if row.partner_id == partner.pk]
        ties = {
            (tie.service_id, tie.location_id): tie
            for tie in ServiceAtLocation.objects.filter(service__in=[row.pk for row in services])
        }
        said = {
            pk
            for pair, tie in ties.items()
            if tie.stated
            for pk in (("s", pair[0]), ("l", pair[1]))
        }
        wanted = {
            (s.pk, p.pk): (s, p)
            for s in services
            for p in places
            if ("s", s.pk) not in said or ("l", p.pk) not in said
        }
        here = {place.pk for place in places}
        news = [pair for key, pair in wanted.items() if key not in ties]
        old = [
            tie
            for key, tie in ties.items()
            if not tie.stated and key[1] in here and key not in wanted
        ]
        if news or old:
            actions.tie_by_partner(partner, news, by=self.by, instead_of=old)
        return len(news)

    def _say_what_is_missing(self, steps):
        if missing := self.package.missing(steps):
            self.report.say(f"Not in the package: {', '.join(missing)}.")
