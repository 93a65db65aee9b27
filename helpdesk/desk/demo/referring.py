"""Referrals: drafted, agreed to, sent, answered, worked on; and asked again elsewhere."""

from datetime import timedelta
from uuid import UUID

from django.conf import settings

from referrals import actions
from services.models import Agreement

from . import answers
from .world import Voice, World

ANY_KIND = ["psychosocial", "finance", "labour", "legal", "documents", "welfare", "health"]
OUTCOMES = ["full"] * 5 + ["part"] * 3 + ["advice"]
REASONS = ["capacity"] * 5 + ["eligibility"] * 3 + list(answers.REFUSALS)


def thread_story(world: World, thread, case, client, officer, kinds, voice):
    """One need and those who were asked, one after the other."""
    before = None
    for plan in thread:
        one = _Telling(world, plan, case, client, officer, voice)
        for days, verb in plan.moves:
            yield one.moment(days)
            if verb == "draft" and not one.draft(kinds, before):
                return
            elif verb != "draft":
                getattr(one, verb)()
        before = one.referral
        world.told["referrals"] += 1


class _Telling:
    """One referral while its story is told; each method is a move."""

    def __init__(self, world, plan, case, client, officer, voice: Voice):
        self.world, self.plan, self.case, self.client = world, plan, case, client
        self.officer, self.voice, self.rng = officer, voice, voice.rng
        self.last = None

    def moment(self, days):
        """In the office hours of that day, and after the move before."""
        moment = self.world.calendar.moment(self.plan.ago - days, self.rng)
        pause = timedelta(minutes=self.rng.randint(3, 40))
        self.last = max(moment, self.last + pause) if self.last else moment
        return self.last

    def draft(self, kinds, before) -> bool:
        service = self._service(kinds)
        if service is None:
            return False
        ids, urgency = (
            UUID(int=self.rng.getrandbits(128), version=4),
            self.rng.choice(["normal"] * 4 + ["high"]),
        )
        if before:
            before.refresh_from_db(fields=["status"])
            if not before.has_ended:  # holidays: its time is not over, and the ladder goes on
                return False
            self.referral = actions.reroute(
                before, by=self.officer, submission_id=ids, service=service
            )
        else:
            need = self.case.needs.filter(kind=service.kind).select_related("data_key").first()
            self.referral = actions.draft(
                self.case,
                by=self.officer,
                submission_id=ids,
                client=self.client,
                service=service,
                urgency=urgency,
                asks_for=self.voice.say(answers.ASKS[service.kind]),
                need=need,
            )
        self.kind, self.partner = service.kind, service.partner
        workers = self.world.network.workers[self.partner.pk]
        self.worker = workers[1] if self.rng.random() < 0.75 else workers[0]
        return True

    def _service(self, kinds):
        """One that fits, has an agreement for long enough, and was not asked for her yet."""
        offered = self.world.network.services
        asked = self.world.used.setdefault(self.client.pk, set())
        first = self.rng.sample(kinds, len(kinds))
        if self.rng.random() < 0.35:  # people seldom need one thing only
            first = [self.rng.choice(ANY_KIND), *first]
        for kind in [*first, *ANY_KIND]:
            for service in self.rng.sample(offered[kind], len(offered[kind])):
                if service.pk not in asked and self._fits(service) and self._covers(service):
                    asked.add(service.pk)
                    return service
        return None

    def _fits(self, service):
        return (
            (not service.sexes or self.client.sex in service.sexes)
            and (not service.stages or self.case.stage in service.stages)
            and (service.partner.country == self.case.centre.country or self.rng.random() < 0.2)
        )

    def _covers(self, service):
        agreements = Agreement.objects.covering(
            partner=service.partner, kind=service.kind, centre_path=self.case.centre.path
        )
        ends = self.world.calendar.day(max(0, self.plan.ago - self.plan.length - 12))
        return any(a.ends_on is None or a.ends_on > ends for a in agreements)

    def send(self):
        spoken = self.client.languages[0] if self.client.languages else "ne"
        until = self.world.calendar.day(self.plan.ago) + timedelta(days=183)
        actions.agree_and_send(
            self.referral,
            by=self.officer,
            how=self.rng.choice(["spoken", "spoken", "signed"]),
            language=spoken,
            until=until,
        )
        self.referral.refresh_from_db()

    def acknowledge(self):
        actions.acknowledge(self.referral, by=self.worker)

    def request_information(self):
        actions.request_information(
            self.referral, by=self.worker, text=self.voice.say(answers.QUESTIONS)
        )

    def answer(self):
        actions.answer(self.referral, by=self.officer, text=self.voice.say(answers.REPLIES))

    def waitlist(self):
        """Looked at again in some weeks; now and then that day has just passed."""
        review = self.world.calendar.day(0) + timedelta(
            days=self.rng.choice([-3, -1, 4, 9, 15, 21, 30, 38])
        )
        earliest = self.world.calendar.day(self.plan.ago - self.plan.length) + timedelta(days=2)
        latest = self.last.date() + timedelta(days=settings.REFERRAL_REVIEW_MAX_DAYS)
        actions.waitlist(
            self.referral,
            by=self.worker,
            review_on=min(max(review, earliest), latest),
            text=self.voice.say(answers.WAITS),
        )

    def accept(self):
        actions.accept(self.referral, by=self.worker, text=self.voice.say(answers.ACCEPTS))

    def decline(self):
        reason = self.rng.choice(REASONS)
        text = self.voice.say(answers.REFUSALS[reason]) if self.rng.random() < 0.7 else None
        actions.decline(self.referral, by=self.worker, reason=reason, text=text)

    def start(self):
        actions.start(self.referral, by=self.worker, text=self.voice.say(answers.STARTS))

    def complete(self):
        delivered = self.voice.say(answers.DELIVERED[self.kind])
        actions.complete(
            self.referral, by=self.worker, outcome=self.rng.choice(OUTCOMES), delivered=delivered
        )

    def not_deliver(self):
        reason = self.rng.choice(["unreachable", "client_declined", "incomplete", "funds"])
        text = self.voice.say(
            answers.REFUSALS.get(reason, "The client did not come to two meetings.")
        )
        actions.not_deliver(self.referral, by=self.worker, reason=reason, text=text)

    def confirm(self):
        self.referral.refresh_from_db(fields=["outcome"])
        in_full = self.referral.outcome == "full"
        actions.confirm(
            self.referral,
            by=self.officer,
            text=self.voice.say(answers.CONFIRMED),
            said_by="client",
            reached="yes" if self.referral.outcome else "no",
            helped="fully" if in_full else "partly" if self.referral.outcome else "no",
            satisfied="yes" if in_full else "",
        )

    def dispute(self):
        actions.dispute(self.referral, by=self.officer, text=self.voice.say(answers.DISPUTED))

    def withdraw(self):
        reason = self.rng.choice(list(answers.WITHDRAWALS))
        actions.withdraw(
            self.referral, by=self.officer, reason=reason, text=answers.WITHDRAWALS[reason]
        )

    def withdraw_consent(self):
        actions.withdraw_consent(self.referral.consent, by=self.officer)

    def enter_in_error(self):
        actions.enter_in_error(self.referral, by=self.officer, text=self.voice.say(answers.ERRORS))

    def discard(self):
        """No referral after all: she is told where to go, or sent there with name and phone."""
        actions.discard(self.referral, by=self.officer)
        facts = {
            "by": self.officer,
            "submission_id": UUID(int=self.rng.getrandbits(128), version=4),
            "centre": self.case.centre,
            "client": self.client,
            "case": self.case,
        }
        service = self.referral.service
        if self.world.told["referrals"] % 2:
            actions.redirect(service, given=["name", "phone"], agreed_how="spoken", **facts)
        else:
            actions.signpost(service, note="Prefers to go there alone.", **facts)
