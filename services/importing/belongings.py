"""Files whose rows belong to a service, place or organisation: ties, hours, phones, addresses."""

from django_countries import countries

from .. import actions
from ..models import Hours, ServiceAtLocation
from .cells import clock_time, fitting, joined, weekday
from .report import Skip

KINDS = ("service", "location", "organization")
ADDRESS = (
    *("attention", "address_1", "address_2", "address_3", "address_4"),
    *("city", "region", "state_province", "postal_code"),
)
PHONE_ROOM = 60  # characters in a phone field


class Belongings:
    """The half of the import that finds an owner for each row. Mixed into DirectoryImport."""

    def begin_file(self, name):
        """What the rows of one file share: what they set; and all phones of an owner at once."""
        self.outcomes, self.stated = {}, {}
        if name == "phones":
            self.numbers = {}
            for row in self.package.rows(name):
                if row["number"]:
                    self.numbers.setdefault(self._owner_key(row), []).append(_number(row))

    def end_file(self, name):
        """After its last row: what the file no longer lists is of the past."""
        if name in ("regular_schedules", "schedules"):
            self.drop_old_hours()

    def record(self, kind, key):
        """What this file's row made or found under its own id, or Skip."""
        if not key:
            raise Skip(f"names no {kind}")
        if key in self.records[kind]:
            return self.records[kind][key]
        if key in self.left_out[kind]:
            raise Skip(f"{kind} %s was itself skipped", key)
        raise Skip(f"{kind} %s is not in the file", key)

    def service_at_location(self, row):
        service = self.record("service", row["service_id"])
        location = self.record("location", row["location_id"])
        if (service.pk, location.pk) in self.stated:
            raise Skip("this service is at this place already")
        self.stated[service.pk, location.pk] = True
        self.at[row["id"]] = (service, location)
        tied = ServiceAtLocation.objects.filter(service=service, location=location).first()
        if tied and tied.stated:
            return "unchanged"
        actions.tie(service, location, by=self.by)
        return "changed" if tied else "made"

    # --- hours

    def schedule(self, row):
        owner = self._hours_owner(row)
        listed = self._listed_hours(owner)
        if not row["opens_at"] and not row["closes_at"]:
            raise Skip("closed that day: no times are given")
        times = {"opens_at": clock_time(row["opens_at"]), "closes_at": clock_time(row["closes_at"])}
        day = (weekday(row["weekday"]), times["opens_at"])
        if day in self.stated[owner]:
            raise Skip("the same day and opening stand twice")
        self.stated[owner].add(day)
        if times["closes_at"] < times["opens_at"]:
            said = f"{row['weekday']} {row['opens_at']} to {row['closes_at']}"
            self.report.remark(row, "closes before it opens, kept as it stands: please check", said)
        if day in listed and listed[day].closes_at == times["closes_at"]:
            return "unchanged"
        service, location = owner
        actions.state_hours(by=self.by, service=service, location=location, weekday=day[0], **times)
        return "changed" if day in listed else "made"

    def _hours_owner(self, row):
        if key := row["service_at_location_id"]:
            if key not in self.at:
                raise Skip("service at location %s is not in the file", key)
            return self.at[key]
        service = self.record("service", row["service_id"]) if row["service_id"] else None
        location = self.record("location", row["location_id"]) if row["location_id"] else None
        if not service and not location:
            raise Skip("names neither a service nor a place")
        return service, location

    def _listed_hours(self, owner):
        if owner not in self.stated:
            self.stated[owner] = set()
            rows = Hours.objects.filter(service=owner[0], location=owner[1])
            self.outcomes[owner] = {(row.weekday, row.opens_at): row for row in rows}
        return self.outcomes[owner]

    def drop_old_hours(self):
        """A directory that lists a place's hours lists all of them: others are of the past."""
        old = [
            row
            for owner, listed in self.outcomes.items()
            for day, row in listed.items()
            if day not in self.stated[owner]
        ]
        if old:
            actions.drop_hours(old, by=self.by)
            self.report.say(f"{len(old)} opening times are no longer in the file and were dropped.")

    # --- phones and addresses

    def phone(self, row):
        number, owner = _number(row), self._owner(row)
        if not row["number"]:
            raise Skip("has no number")
        numbers = self.numbers[self._owner_key(row)]
        kept = joined(numbers, PHONE_ROOM)
        if number not in kept:
            raise Skip("no room for one more number: %s", number)
        if ("number", owner, number) in self.stated:
            raise Skip("its owner has this number already")
        self.stated["number", owner, number] = True
        return self._set(row, owner, phone="; ".join(kept))

    def address(self, row):
        owner = self._owner(row)
        text = ", ".join(dict.fromkeys(filter(None, (row[cell] for cell in ADDRESS))))
        if not text:
            raise Skip("has no address")
        if not hasattr(owner, "address"):
            raise Skip("belongs to a service, which has no address of its own")
        if owner in self.outcomes:
            raise Skip("its owner has an address already")
        text, cut = fitting(owner._meta.get_field("address"), text)
        if cut:
            self.report.remark(row, cut, text)
        return self._set(row, owner, address=text, **self._country(row))

    def _country(self, row):
        code = row["country"].upper()
        if code and code not in countries:
            code = countries.by_name(row["country"])
            if not code:
                self.report.remark(row, "country is none that we know, kept out", row["country"])
        return {"country": code} if code else {}

    def _set(self, row, owner, **facts):
        """The field of its owner; all rows of one owner share the outcome."""
        if owner not in self.outcomes:
            blank = not getattr(owner, next(iter(facts)))
            fresh, outcome = self.correct(owner, facts)
            self._remember(owner, fresh)
            self.outcomes[owner] = "made" if blank and outcome == "changed" else outcome
        return self.outcomes[owner]

    def _remember(self, owner, fresh):
        kind = {"partner": "organization"}.get(owner._meta.model_name, owner._meta.model_name)
        self.records[kind][owner.external_id] = fresh

    def _owner_key(self, row):
        return next(((kind, row[f"{kind}_id"]) for kind in KINDS if row[f"{kind}_id"]), None)

    def _owner(self, row):
        key = self._owner_key(row)
        if key is None:
            raise Skip("belongs to nothing that is imported (a contact person, or nobody)")
        return self.record(*key)


def _number(row):
    return f"{row['number']} ext. {row['extension']}" if row["extension"] else row["number"]
