"""Everything counted once more from plain rows, and what is wrong with it in words."""

from collections import Counter, defaultdict
from datetime import timedelta
from itertools import chain

from django.conf import settings

from helpdesk.core.clock import now
from helpdesk.notices.models import Notice
from referrals.chasing import rules
from referrals.models import LostCover, Referral, Step
from tests.simulation.own_calendar import Office
from tests.simulation.world import ZONES

RUNG = {"reminded": 1, "officer_told": 2, "supervisor_told": 3}
PARTNER_KINDS = ["referral_late", "report_due", "review_due"]
ANSWER, REPLY = ("sent", "acknowledged"), "information_requested"
UNDER_WAY = ("accepted", "in_progress")
OVER = ("closed", "consent_withdrawn", "entered_in_error", "discarded")


class Recount:
    """`outages`: (from, until) in which nothing swept; `step`: how often it does otherwise."""

    def __init__(self, world, step, outages=()):
        self.world, self.outages, self.until = world, outages, now()
        self.slack = step + timedelta(minutes=1)
        self.referrals = {
            r.pk: r for r in Referral.objects.select_related("partner", "centre", "service", "case")
        }
        self.steps = defaultdict(list)
        for row in Step.objects.order_by("id").values(
            "referral", "at", "kind", "before", "after", "by"
        ):
            self.steps[row["referral"]].append(row)
        self.offices = {}
        self.wrong = []

    def office(self, place):
        zone = place.time_zone if hasattr(place, "officers_id") else ZONES[str(place.country)]
        return self.offices.setdefault((type(place), place.pk), Office(str(place.country), zone))

    def all(self):
        for referral in self.referrals.values():
            self._ladder(referral)
        self._reminders()
        self._answers()
        self._ends()
        return self.wrong

    def table(self):
        """The whole of it in words: how referrals went and ended, and the rungs they went up."""
        gone = [r for r in self.referrals.values() if r.sent_at]
        passed = Counter(
            after
            for r in gone
            for after in {step["after"] for step in self.steps[r.pk] if not step["kind"]}
        )
        rungs = Counter(step["kind"] for steps in self.steps.values() for step in steps)
        ends = Counter(self.kinds_of_end().values())
        lines = [("sent", len(gone))]
        lines += [(f"  ever {status}", passed[status]) for status in sorted(passed)]
        lines += [(f"in the end {kind or 'NOWHERE'}", count) for kind, count in ends.most_common()]
        lines += [(f"rung: {kind}", rungs[kind]) for kind in RUNG]
        kinds = Counter(Notice.objects.values_list("kind", flat=True))
        lines += [(f"notice: {kind}", kinds[kind]) for kind in sorted(kinds)]
        return "\n".join(f"{words:36}{count:7,}" for words, count in lines)

    def say(self, referral, words):
        self.wrong.append(f"{referral.code} ({referral.status}): {words}")

    # --- the ladder

    def _ladder(self, referral):
        """Each stretch between two moves: which rungs there were, and when each was to come."""
        office, kept = self.office(referral.partner), None
        moves, facts = self._stretches(referral), {"decide": None}
        for move, until, rungs in moves:
            if move["after"] not in (*ANSWER, REPLY, "waitlisted", *UNDER_WAY):
                if rungs:
                    self.say(referral, f"told of {rungs} though {move['after']}")
                continue
            plan = self._plan(referral, office, move, facts, kept)
            self._compare(referral, move, plan, rungs, until)
            if move["after"] == REPLY:
                kept = facts.get("rung") if not facts["left"] else None
                facts["rung"] = None
            else:  # who asks again has been told what was told before the first question
                had = kept if move["before"] == REPLY and move["after"] == "acknowledged" else None
                facts["rung"] = rungs[-1][0] if rungs else had

    def _stretches(self, referral):
        found = []
        for step in self.steps[referral.pk]:
            if not step["kind"]:
                if found:
                    found[-1][1] = step["at"]
                found.append([step, self.until, []])
            elif step["kind"] in RUNG:
                found[-1][2].append((RUNG[step["kind"]], step["at"]))
        return found

    def _plan(self, referral, office, move, facts, kept):
        """(first rung, office, [(due, also the end of it)]) of a stretch."""
        at, status, pace = move["at"], move["after"], referral.urgency
        if status == "sent":
            facts["decide"] = office.due(at, settings.REFERRAL_ANSWER_HOURS[pace])
            due = office.due(at, settings.REFERRAL_ACKNOWLEDGE_HOURS[pace])
            return 1, office, [min(due, facts["decide"])]
        if status == "acknowledged" and move["before"] == REPLY:
            facts["decide"] = office.after(at, facts["left"])
            return (kept or 0) + 1, office, [facts["decide"]]
        if status == "acknowledged":
            return 1, office, [facts["decide"]]
        if status == REPLY:
            facts["left"] = (
                office.open_time(at, facts["decide"]) if facts["decide"] > at else timedelta()
            )
            centre = self.office(referral.centre)
            return 2, centre, [centre.due(at, settings.REFERRAL_REPLY_HOURS[pace])]
        if status == "waitlisted":
            return 1, office, [office.closing(referral.review_on)]
        report = office.due(at, settings.REFERRAL_REPORT_HOURS[pace])
        if status == "accepted":
            contact = office.due(at, settings.REFERRAL_CONTACT_HOURS[pace])
            return 1, office, [contact, report]
        return 1, office, [report]

    def _compare(self, referral, move, plan, rungs, until):
        first, office, dues = plan
        status, had, before = move["after"], list(rungs), move["at"]
        for due in dues:
            for rung in range(first, 4):
                wait = (
                    {1: 0, 2: 24, 3: 72}[rung]
                    if first != 2 or status != REPLY
                    else {2: 0, 3: 24}[rung]
                )
                due_at = max(office.due(due, wait) if wait else due, before)
                if rung == 2 and self._blind(referral, before) and had:
                    due_at = min(due_at, had[0][1])
                latest = self._latest(due_at)
                if not had:
                    if latest < until:
                        self.say(
                            referral,
                            f"{status} since {move['at']:%F %R}: no rung {rung} at {due_at:%F %R}",
                        )
                    return
                got, at = had.pop(0)
                if got != rung:
                    return self.say(referral, f"{status}: rung {got} came where {rung} was next")
                if not due_at - timedelta(seconds=2) <= at <= latest:
                    self.say(referral, f"{status}: rung {rung} due {due_at:%F %R} came {at:%F %R}")
                before = at
            first = 1
        if had:
            return self.say(referral, f"{status}: more rungs than there are: {had}")
        if status in (*ANSWER, "waitlisted"):
            over = max(office.due(due, 168), office.due(before, 24))
            if self._latest(over) < until:
                self.say(referral, f"should have been no response since {over:%F %R}")

    def _blind(self, referral, at):
        """Its partner had lost the agreement by then."""
        lost = self.world.lost.get(referral.partner_id)
        return lost is not None and at >= lost

    def _latest(self, due):
        """The first sweep after it."""
        latest = due + self.slack
        for start, end in self.outages:
            if start <= latest and due <= end:
                latest = max(latest, end + self.slack)
        return latest

    # --- who was told

    def _reminders(self):
        """For each rung of each referral every person whose it is was told, once."""
        wanted = Counter()
        for referral in self.referrals.values():
            for step in self.steps[referral.pk]:
                for person, kind in self._told_of(referral, step):
                    wanted[referral.code, person, kind] += 1
        kinds = [*PARTNER_KINDS, "referral_silent", "referral_escalated", "question_waits"]
        sure = {r.code for r in self.referrals.values() if r.partner_id not in self.world.lost}
        had = Counter(
            Notice.objects.filter(kind__in=kinds).values_list("code", "recipient", "kind")
        )
        for key in wanted.keys() | had.keys():
            few = had[key] < wanted[key] and (key[0] in sure or key[2] not in PARTNER_KINDS)
            if few or had[key] > wanted[key]:
                self.wrong.append(f"{key}: {wanted[key]} reminders were due, {had[key]} are owed")

    def _told_of(self, referral, step):
        rung, reply = RUNG.get(step["kind"]), step["after"] == REPLY
        if rung == 1:
            kind = (
                "review_due"
                if step["after"] == "waitlisted"
                else "report_due"
                if step["after"] in UNDER_WAY
                else "referral_late"
            )
            return [(person.pk, kind) for person in self.world.staff[referral.partner_id]]
        kind = (
            "question_waits" if reply else {2: "referral_silent", 3: "referral_escalated"}.get(rung)
        )
        if rung == 2:
            return [(pk, kind) for pk in self._officers(referral, step["at"])]
        if rung == 3:
            return [(p.pk, kind) for p in self.world.supervisors[referral.centre_id]]
        return []

    def _officers(self, referral, at):
        left = self.world.left.get(referral.officer_id)
        if left and left <= at:
            return [p.pk for p in self.world.supervisors[referral.centre_id]]
        return [referral.officer_id]

    def _answers(self):
        """Whatever a partner says reaches someone at the desk who can log in."""
        told = defaultdict(set)
        for code, person in Notice.objects.values_list("code", "recipient"):
            told[code].add(person)
        workers = {p.pk for p in chain.from_iterable(self.world.staff.values())}
        for referral in self.referrals.values():
            for step in self.steps[referral.pk]:
                said = not step["kind"] and step["by"] in workers
                if said and not told[referral.code] & set(self._officers(referral, step["at"])):
                    self.say(referral, f"nobody was told that it is {step['after']}")

    # --- how it ended

    def kinds_of_end(self):
        """Referral's id → how it stands at the end, in one word; "" where nobody has it."""
        listed = self.on_lists()
        replaced = {r.replaces_id for r in self.referrals.values() if r.status != "draft"}
        rerouted = set(
            LostCover.objects.filter(choice="reroute").values_list("referral", flat=True)
        )
        found = {}
        for pk, r in self.referrals.items():
            if pk in replaced:
                found[pk] = "re-routed"
            elif (
                r.status in OVER
                or (r.has_ended and r.case.status == "closed")
                or (r.status == "withdrawn" and pk not in rerouted)
            ):
                found[pk] = "closed"
            elif (
                r.is_live
                and r.due_at
                and r.due_at > now()
                and r.status != REPLY
                and pk in listed["partner"]
            ):
                found[pk] = "with the partner, in time"
            elif pk in listed["desk"]:
                found[pk] = "on a list"
            else:
                found[pk] = ""
        return found

    def _is_over(self, referral):
        closed = referral.has_ended and referral.case.status == "closed"
        return closed or referral.status in OVER

    def on_lists(self):
        """Ids on what the product shows to anybody who may log in: at the desk, at a partner."""
        wanted, desk, partner = rules(), set(), set()
        for person in self.world.desk:
            if person.pk in self.world.left:
                continue
            mine = Referral.objects.to_chase(person)  # her own, or of the centres she oversees
            for name in ("late", "reply", "reroute"):
                desk.update(mine.filter(wanted[name]).values_list("pk", flat=True))
            to_us = mine.filter(status__in=[REPLY, "completed", "not_delivered"])
            desk.update(to_us.values_list("pk", flat=True))
            for rows in (mine.without_cover(), mine.to_reroute()):
                desk.update(rows.values_list("pk", flat=True))
        for team in self.world.staff.values():
            partner.update(Referral.objects.of_partner(team[0]).values_list("pk", flat=True))
        return {"desk": desk, "partner": partner}

    def _ends(self):
        for pk, kind in self.kinds_of_end().items():
            referral = self.referrals[pk]
            if not kind:
                self.say(referral, "stands on nobody's list")
            if referral.is_live and not referral.due_at:
                self.say(referral, "is live, and nothing is due")
