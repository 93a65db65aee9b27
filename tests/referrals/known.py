"""What was known of a story at the last look, and whether what came since was told."""

from helpdesk.audit.models import Entry
from helpdesk.core.clock import now
from referrals.models import Referral, Step

from . import facts

SPOKEN_OF = {
    "referrals_referral": "referrals.referral",
    "referrals_consent": "referrals.consent",
    "services_agreement": "services.agreement",
    "access_user": "access.user",
}


class Known:
    """What was known of the story at the last look, and what came since."""

    ready = False

    def look(self):
        self.rows, _ = facts.everything()
        self.statuses = dict(Referral.objects.values_list("pk", "status"))
        self.step = Step.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        self.entry = Entry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        self.ready = True

    def check(self, world):
        """Moves along the table, a step and an entry each; an entry for all that changed."""
        entries = list(Entry.objects.filter(pk__gt=self.entry).order_by("pk"))
        self._check_moves(entries, world)
        rows, _ = facts.everything()
        spoken = {(entry.label, entry.key) for entry in entries}
        for table, label in SPOKEN_OF.items():
            for row in set(rows[table]) - set(self.rows[table]):
                assert (label, row[0]) in spoken, f"{label} {row[0]} changed, and no entry says so"
        self.look()

    def _check_moves(self, entries, world):
        moves = Step.objects.filter(pk__gt=self.step, kind="", packet=None).order_by("pk")
        columns = "referral", "by", "before", "after", "reason", "text_sealed", "at"
        staff = facts.staff()
        told = [
            (entry.key, entry.by_id, entry.detail["before"], entry.detail["after"])
            for entry in entries
            if entry.label == "referrals.referral" and "after" in entry.detail
        ]
        partner_of = dict(Referral.objects.values_list("pk", "partner"))
        stepped = []
        for pk, by, before, after, reason, words, moment in moves.values_list(*columns):
            assert self.statuses.get(pk, "") == before, "a step does not follow on the one before"
            side = facts.NEXT.get((before, after))
            desk = {world["sarita"], world["bimala"]}
            if (after, reason) == ("withdrawn", "agreement"):
                desk.add(world["anil"])  # with the agreement that he stopped
            allowed = {"D": desk, "P": staff.get(partner_of[pk], set()), "S": {world["clock"]}}
            assert side, f"{before} → {after} is no move"
            assert by in allowed[side], f"{before} → {after} by someone whose move it is not"
            assert bool(reason) or after not in facts.NEEDS_REASON, f"{after} without a reason"
            assert words is not None or (before, after) not in facts.NEEDS_WORDS
            assert moment <= now()
            self.statuses[pk] = after
            if before:
                stepped.append((pk, by, before, after))
        assert sorted(told) == sorted(stepped), "steps and entries tell different stories"
        assert self.statuses == dict(Referral.objects.values_list("pk", "status"))
