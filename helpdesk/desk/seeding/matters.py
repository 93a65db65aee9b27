"""Cases over three years: most are closed, some are overdue, one in twenty is restricted."""

from random import Random

from helpdesk.cases.actions.timing import SILENT_ENDS
from helpdesk.desk.demo import matters as demo
from helpdesk.desk.demo.words import NOTES, TASKS

from .batch import moment
from .claiming import claim
from .clocks import Timed
from .people import DAY, an_officer, day_of, serve

URGENCIES = (("critical", "high", "normal", "low"), (4, 17, 65, 14))
OUTCOMES = (
    ("fully", "partly", "unresolved", "withdrawn", "lost_contact", "transferred"),
    (44, 27, 10, 8, 8, 3),
)
SECRET = ["D2", "D3", "D4", "D1", "D5"]


def lines(text) -> list[str]:
    """The demo's sentences, a few times each with other facts."""
    dice, made = Random(text), []  # noqa: S311 - invented sentences
    for line in text.replace("\n", "|").split("|"):
        for _ in range(4):
            facts = {
                "home": dice.choice(["Dhanusha", "Jhapa", "Rolpa", "Cebu", "Kaolack", "Manabí"]),
                "country": dice.choice(["Qatar", "Malaysia", "Saudi Arabia", "Spain"]),
                "place": dice.choice(["Doha", "Riyadh", "Penang", "Dubai", "Murcia"]),
                "employer": "the company",
                "employer_cap": "The company",
                "months": dice.randint(2, 9),
                "amount": f"QAR {dice.randint(4, 90) * 100:,}",
                "fee": f"NPR {dice.randint(6, 42) * 5000:,}",
                "work": "Mason",
                "work_low": "mason",
            }
            made.append(line.format_map(facts))
    return made


TITLES = {category: lines(text) for category, (_, _, text) in demo.MATTERS.items()}
KINDS = {category: kinds.split() for category, (kinds, _, _) in demo.MATTERS.items()}
SAID = {group: lines(text) for group, text in NOTES.items()}
TO_DO = {group: lines(text) for group, text in TASKS.items()}


class Matter(Timed):
    """One case while it goes on: each act keeps its history row and its entry."""

    def __init__(self, batch, network, person, place, at, now):
        self.batch, self.network, self.person, self.place = batch, network, person, place
        self.rng, self.at, self.now = batch.rng, at, now
        self.restricted = self.rng.random() < 0.05
        self.category = self.rng.choice(SECRET if self.restricted else demo.COMMON)
        self.is_over = self._is_over()
        self.key = batch.key()
        self.people: list[dict] = []
        self.uids = [person.uid]
        self.need: dict | None = None
        self.by = an_officer(self.rng, place)

    def _is_over(self):
        days = (self.now - self.at) / DAY
        return self.rng.random() < (0.95 if days > 180 else 0.8 if days > 60 else 0.25)

    def open(self, with_them=None):
        """The case with its people, its first need, and who may see it."""
        high_risk = self.restricted or self.rng.random() < 0.03
        pressing = self.press(URGENCIES, category=self.category, high_risk=high_risk)
        waits = not (self.is_over or self.restricted) and self.rng.random() < 0.06
        on = moment(self.at)
        self.row = self.batch.new(
            "cases.case",
            self.key,
            seal={"title": self.rng.choice(TITLES[self.category])},
            centre_id=self.place.id,
            officer_id=None if waits else self.by,
            category=self.category,
            stage=self.person.stage,
            **pressing,
            restricted=self.restricted,
            high_risk=high_risk,
            status="open",
            opened_at=on,
            opened_by_id=self.by,
            touched_at=on,
            version=1,
        )
        year = day_of(self.at)[2:4]
        self.row["code"] = f"{self.place.code}-{year}-{self.batch.code(self.row['id'])}"
        self.start_clocks()
        self.batch.keep("cases.case", self.row, on)
        self._join(self.person, self.person.journey, on)
        if with_them:
            self._join(with_them, with_them.journey, on)
        self._needs(on)
        self._entry("opened", self.by, on, category=self.category, urgency=self.row["urgency"])
        self._share(on)
        return self

    def _join(self, person, journey, on):
        row = self.batch.new(
            "cases.caseperson", case_id=self.row["id"], client_id=person.id, journey_id=journey
        )
        self.batch.keep("cases.caseperson", row, on)
        self.people.append(row)
        if person.uid not in self.uids:
            self.uids.append(person.uid)
        if not self.restricted:
            serve(self.batch, person, self.place.id, "case", on)

    def _needs(self, on):
        if self.rng.random() < 0.6:
            kind = self.rng.choice(KINDS[self.category])
            facts = {"case_id": self.row["id"], "client_id": self.person.id, "by_id": self.by}
            self.need = self.batch.new("cases.need", self.key, kind=kind, **facts)
            self.batch.keep("cases.need", self.need, on)

    def _share(self, on):
        """A restricted case is seen by its officer and the supervisor, and by nobody else."""
        if not self.restricted:
            return
        for person in (self.by, self.place.supervisor):
            facts = {"permission_id": self.network.sharing, "user_id": person}
            self.batch.new("cases.casesharing", content_object_id=self.row["id"], **facts)
            self._entry("shared", self.by, on, person=person)

    def go_on(self):
        """Notes and tasks; then it is closed, or something is still to be done."""
        claim(self)
        at = self.at
        for number in range(self.rng.choices((0, 1, 2, 3, 5), (8, 46, 26, 14, 6))[0]):
            at = self._later(at, 18 if number else 1.5)
            if at is None:
                break
            self._note(at, number)
        if self.is_over and (ended := self._later(at or self.at, 30)):
            self._close(ended)
        elif self.rng.random() < 0.85:
            self._task()
        return self

    def _later(self, at, mean_days):
        """Some time later; None where that would be in the future."""
        at += self.rng.expovariate(1 / (mean_days * DAY)) + 900
        return at if at < self.now - 60 else None

    def _note(self, at, number):
        """The first one is the answer to her."""
        kind = self.rng.choice(("walk_in", "phone", "phone", "message", *["note"] * bool(number)))
        row = self.batch.new(
            "cases.note",
            self.key,
            seal={"text": self.rng.choice(self._words(SAID))},
            case_id=self.row["id"],
            kind=kind,
            happened_on=day_of(at),
            by_id=self.by,
            written_at=moment(at),
        )
        self.batch.keep("cases.note", row, moment(at))
        if kind != "note":
            self.hear(at)
        self.change("noted", at, kind=kind)

    def _task(self):
        """What is to be done next: by a day soon, or a day that has passed."""
        text, at = self.rng.choice(self._words(TO_DO)), self._later(self.at, 2) or self.at + 60
        due = moment(self.now + self.rng.triangular(-9, 26, 4) * DAY)
        row = self.batch.new(
            "cases.task",
            self.key,
            seal={"text": text},
            case_id=self.row["id"],
            due_at=due,
            by_id=self.by,
        )
        self.batch.keep("cases.task", row, moment(at))
        self.plan(due, text)
        self.change("added_task", at)

    def _words(self, lines):
        return lines.get(self.category) or lines.get(self.category[0]) or lines["B"]

    def _close(self, at):
        on, outcome = moment(at), self.rng.choices(*OUTCOMES)[0]
        for row in self.people:
            row["outcome"] = outcome
            self.batch.keep("cases.caseperson", row, on, "~")
        if outcome not in SILENT_ENDS:
            self.hear(at)
        self.row |= {"status": "closed", "closed_at": on}
        self.change("closed", at, outcomes=[outcome])

    def change(self, verb, at, **detail):
        self.row["touched_at"] = moment(at)
        self.row["version"] += 1
        self.batch.keep("cases.case", self.row, moment(at), "~")
        self._entry(verb, self.by, moment(at), **detail)

    def _entry(self, verb, by, on, **detail):
        self.batch.entry(verb, "cases.case", self.row, by, on, self.uids, **detail)
