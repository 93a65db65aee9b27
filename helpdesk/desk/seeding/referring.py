"""Referrals of seeded cases: consent, packet, and the partner's answers up to now."""

from helpdesk.desk.demo import answers
from referrals.categories import default_categories

from .batch import moment
from .matters import lines
from .people import DAY, day_of

ASKS = {kind: lines(text) for kind, text in answers.ASKS.items()}
DELIVERED = {kind: lines(text) for kind, text in answers.DELIVERED.items()}
ANSWER_HOURS = {"critical": 24, "high": 48, "normal": 72, "low": 168}
REPORT_HOURS = {"critical": 72, "high": 168, "normal": 336, "low": 720}

# Status after the one before, its audit verb, who moves (partner, desk, clock), mean days later.
STEPS = {
    "acknowledged": ("acknowledged", "partner", 0.8),
    "information_requested": ("requested_information", "partner", 0.8),
    "waitlisted": ("waitlisted", "partner", 1),
    "accepted": ("accepted", "partner", 1.2),
    "in_progress": ("started", "partner", 2),
    "completed": ("completed", "partner", 9),
    "not_delivered": ("not_delivered", "partner", 9),
    "closed": ("closed", "desk", 3),
    "declined": ("declined", "partner", 1.5),
    "withdrawn": ("withdrawn", "desk", 3),
    "no_response": ("no_response", "clock", 10),
}
DONE = "acknowledged accepted in_progress completed closed"
ENDED = {DONE: 56, "accepted completed closed": 12, "acknowledged declined": 12, "declined": 5}
ENDED |= {"no_response": 7, "acknowledged withdrawn": 4, "accepted not_delivered closed": 4}
UNDER_WAY = {"": 22, "acknowledged": 16, "information_requested": 7, "waitlisted": 8}
UNDER_WAY |= {"acknowledged accepted": 18, "accepted in_progress": 22, DONE[:-7]: 7}
DATES = {"acknowledged": "acknowledged_at", "accepted": "decided_at", "declined": "decided_at"}
DATES |= {"in_progress": "started_at", "completed": "reported_at", "not_delivered": "reported_at"}
DATES |= {"closed": "closed_at"}
TELLS_DESK = {"accepted": "referral_accepted", "declined": "referral_declined"}
TELLS_DESK |= {"completed": "referral_completed", "information_requested": "information_requested"}
READ = 0.97  # of the notices


class Asking:
    """One referral of a case, from its draft to where it stands."""

    def __init__(self, matter, offer):
        self.matter, self.offer = matter, offer
        self.batch, self.rng, self.person = matter.batch, matter.rng, matter.person
        self.by, self.worker = matter.by, matter.rng.choice(offer.workers)
        self.categories = default_categories(offer.kind)

    def tell(self):
        """Draft, consent, sending and answers."""
        path = self._path()
        begun = self._begun(len(path))
        self._draft(begun)
        self._send(begun + 600)
        at = begun + 600
        for status in path:
            at = min(at + self.rng.expovariate(1 / (STEPS[status][2] * DAY)) + 60, self._end())
            self._step(status, at)

    def _path(self):
        paths = ENDED if self.matter.is_over else UNDER_WAY
        return self.rng.choices(list(paths), list(paths.values()))[0].split()

    def _begun(self, steps):
        """Soon after the case was opened; what is still under way began lately."""
        if self.matter.is_over:
            return self.matter.at + 3600
        lately = self._end() - self.rng.uniform(0.1, 4 + 4 * steps) * DAY
        return max(self.matter.at + 600, min(lately, self._end() - 700))

    def _end(self):
        return self.matter.now - 60

    def _draft(self, at):
        kind, on = self.offer.kind, moment(at)
        codes = f",{','.join(self.categories)},"
        self.asks_for = self.rng.choice(ASKS.get(kind) or ASKS["legal"])
        self.row = self.batch.new(
            "referrals.referral",
            self.person.key,
            seal={"asks_for": self.asks_for},
            client_id=self.person.id,
            case_id=self.matter.row["id"],
            need_id=self.matter.need["id"] if self.matter.need else None,
            centre_id=self.matter.place.id,
            destination=self.person.destination,
            officer_id=self.by,
            service_id=self.offer.service,
            partner_id=self.offer.partner,
            status="draft",
            urgency=self.matter.row["urgency"],
            categories=codes,
            made_at=on,
            version=1,
        )
        self.row["code"] = f"R-{day_of(at)[2:4]}-{self.batch.code(self.row['id'])}"
        self._keep(self.by, on, "drafted", "+", service=self.offer.service, replaces="")

    def _send(self, at):
        consent, on = self._consent(at), moment(at)
        due = at + ANSWER_HOURS[self.row["urgency"]] * 3600
        self.row |= {"consent_id": consent, "sent_at": on, "due_at": moment(due)}
        packet = self.batch.new(
            "referrals.packet",
            self.person.key,
            seal={"content": self._content()},
            referral_id=self.row["id"],
            categories=self.row["categories"],
            frozen_at=on,
        )
        self.row["packet_id"] = packet["id"]
        self.batch.keep("referrals.packet", packet, on)
        self._move("sent", "sent", self.by, at)
        self.matter.hear(at)
        self.batch.keep("cases.case", self.matter.row, on, "~")
        detail = {"consent": consent, "partner": self.offer.partner}
        self._entry("disclosed", self.by, on, categories=self.categories, **detail)
        self._owe(self.worker, "referral_sent", at)

    def _consent(self, at):
        on, partner = moment(at), self.offer.partner
        row = self.batch.new(
            "referrals.consent",
            self.person.key,
            client_id=self.person.id,
            partner_id=partner,
            purpose=self.offer.kind,
            categories=self.row["categories"],
            how=self.rng.choice(("spoken", "signed")),
            language="ne",
            given_at=on,
            until=day_of(at + 180 * DAY),
            by_id=self.by,
        )
        self.batch.keep("referrals.consent", row, on)
        self.batch.entry(
            "recorded_consent",
            "referrals.consent",
            row,
            self.by,
            on,
            [self.person.uid],
            code=self.person.code,
            partner=partner,
            purpose=self.offer.kind,
            categories=self.categories,
        )
        return row["id"]

    def _content(self):
        """What the packet's map makes of what is known here."""
        known, items = self.person.known, []
        if name := known["name"] or self.person.code:
            items.append({"key": "name", "value": name, "lang": ""})
        if known["birth"]:
            items.append({"key": "birth", "value": known["birth"]["text"], "lang": ""})
        parts = [{"category": "identity", "items": items}]
        if self.person.phones:
            phones = {"key": "phones", "value": self.person.phones[0], "lang": ""}
            parts.append({"category": "contact", "items": [phones]})
        asked = {"key": "asks_for", "value": self.asks_for, "lang": ""}
        return [{"category": "", "items": [asked]}, *parts]

    def _step(self, status, at):
        verb, who, _days = STEPS[status]
        by = {"partner": self.worker, "desk": self.by, "clock": self.matter.network.by}[who]
        self._stamp(status, at)
        text = self._words(status)
        self._move(status, verb, by, at, reason=self.row["reason"], text=text)
        if status in TELLS_DESK:
            self._owe(self.by, TELLS_DESK[status], at)

    def _stamp(self, status, at):
        """The times and reasons that the move sets."""
        on, hours = moment(at), REPORT_HOURS[self.row["urgency"]]
        if status in DATES:
            self.row[DATES[status]] = on
        if status != "no_response" and not self.row["acknowledged_at"]:
            self.row["acknowledged_at"] = on
        if status in ("accepted", "in_progress"):
            self.row["due_at"] = moment(at + hours * 3600)
        elif status == "waitlisted":
            self.row["due_at"] = moment(at + 21 * DAY)
        elif status not in ("acknowledged", "closed"):
            self.row["due_at"] = None
        if status in ("completed", "not_delivered"):
            self.row["started_at"] = self.row["started_at"] or on
        if status == "completed":
            self.row["outcome"] = self.rng.choice(("full", "full", "part", "advice"))
            delivered = self.rng.choice(DELIVERED.get(self.offer.kind) or DELIVERED["legal"])
            self.batch.seal("referrals.referral", self.row, self.person.key, "delivered", delivered)
        reasons = {
            "declined": "capacity",
            "not_delivered": "unreachable",
            "no_response": "no_answer",
        }
        self.row["reason"] = (reasons | {"withdrawn": "client_declined"}).get(status, "")

    def _words(self, status):
        if status == "information_requested":
            return "Which month is the last payslip?"
        return "We take it on." if status == "accepted" and self.rng.random() < 0.6 else None

    def _move(self, status, verb, by, at, reason="", text=None):
        before, self.row["status"] = self.row["status"], status
        self.row["version"] += 1
        facts = {"before": before, "after": status}
        self._keep(by, moment(at), verb, "~", reason=reason, text=text, **facts)

    def _keep(self, by, on, verb, how, reason="", text=None, **detail):
        self.batch.keep("referrals.referral", self.row, on, how)
        step = self.batch.new(
            "referrals.step",
            self.person.key,
            seal={"text": text},
            referral_id=self.row["id"],
            at=on,
            by_id=by,
            before=detail.get("before", ""),
            after=self.row["status"],
            reason=reason,
        )
        self.batch.keep("referrals.step", step, on)
        self._entry(verb, by, on, why=reason, **detail)

    def _entry(self, verb, by, on, **detail):
        label = "referrals.referral"
        self.batch.entry(verb, label, self.row, by, on, [self.person.uid], **detail)

    def _owe(self, person, kind, at):
        """A notice: sent at once, and nearly always seen."""
        on = moment(at)
        self.batch.new(
            "notices.notice",
            key=self.batch.uuid(),
            recipient_id=person,
            kind=kind,
            code=self.row["code"],
            path=f"/referrals/{self.row['code']}/",
            made_at=on,
            due_at=on,
            sent_at=on,
            seen_at=on if self.rng.random() < READ else None,
        )


def refer(matter):
    """A referral of the matter to a service that fits, and that she has not been sent to."""
    offers = matter.network.offers
    kinds = {matter.need["kind"]} if matter.need else None
    fitting = [o for o in offers if kinds is None or o.kind in kinds] or offers
    number = min(int(matter.rng.expovariate(0.35)), len(fitting) - 1)  # a few get most
    offer = fitting[number]
    if offer.service not in matter.person.asked:
        matter.person.asked.add(offer.service)
        Asking(matter, offer).tell()
