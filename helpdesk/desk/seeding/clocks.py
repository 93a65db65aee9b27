"""The clocks of seeded cases, and what is due next on them: as the actions would have set them."""

from datetime import UTC, datetime, time
from functools import cache
from types import SimpleNamespace
from zoneinfo import ZoneInfo

from helpdesk.access.working_week import calendar
from helpdesk.cases.clocks import due
from helpdesk.cases.models.pressing import Otherwise
from helpdesk.cases.proposing_urgency import Known, propose

from .batch import moment
from .network import ZONES


@cache
def _calendar(country):
    usual = dict.fromkeys(("opens_at", "closes_at", "working_days"))
    zone = ZONES[country]
    return calendar(SimpleNamespace(country=country, time_zone=zone, closed_days="", **usual))


class Timed:
    """A matter whose clocks run; `planned` are its open tasks and deadlines as (due, text)."""

    def press(self, urgencies, **facts) -> dict:
        """How urgent it is: nine times in ten as the rules propose."""
        proposal = propose(Known(**facts))
        said = {
            "proposed_urgency": proposal.urgency.value,
            "proposed_because": proposal.because,
            "urgency": proposal.urgency.value,
        }
        if self.rng.random() < 0.1:
            said["urgency"] = self.rng.choices(*urgencies)[0]
            if said["urgency"] != said["proposed_urgency"]:
                said["urgency_reason"] = self.rng.choice(Otherwise.values)
        return said

    def start_clocks(self) -> None:
        self.planned: list[tuple[str, str]] = []
        begins = datetime.fromtimestamp(self.at, UTC)
        for clock in ("answer", "resolve"):
            ends = due(clock, self.row["urgency"], begins, _calendar(self.place.country))
            self.row[f"{clock}_due_at"] = moment(ends.timestamp())
        self.set_next()

    def hear(self, at) -> None:
        """The client heard from the centre."""
        if not self.row["answered_at"]:
            self.row["answered_at"] = moment(at)
            self.set_next()

    def plan_day(self, day, text) -> None:
        """Something by the end of a day (ISO) where the centre is."""
        zone = ZoneInfo(ZONES[self.place.country])
        end = datetime.combine(datetime.fromisoformat(day).date(), time(23, 59), tzinfo=zone)
        self.plan(moment(end.timestamp()), text)

    def plan(self, by, text) -> None:
        self.planned.append((by, text))
        self.set_next()

    def set_next(self) -> None:
        by, text = min(self.planned, default=(self.row["resolve_due_at"], None))
        if text:
            self.batch.seal("cases.case", self.row, self.key, "next_action", text)
        unanswered = not self.row["answered_at"]
        self.row["due_at"] = min(by, self.row["answer_due_at"]) if unanswered else by
