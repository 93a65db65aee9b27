"""A centre, two partners and time, in which Hypothesis does whatever it likes, and what must hold.

Each act is tried by anyone: the right one, a colleague, another partner's, another centre's.
"""

import uuid
from datetime import timedelta

from django.test import Client as Browser
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, precondition, rule

from helpdesk.access import actions as access
from helpdesk.core import per_request
from referrals import actions
from referrals.models import Consent, Feedback, Packet, Referral
from services import actions as services
from services.models import Agreement
from tests import make

from . import facts
from .story_of_a_loop import DESK, STRANGERS, WORKERS, Story

ANYONE = st.sampled_from([*DESK, *WORKERS, *STRANGERS])
SOMEONE_OF = {  # mostly whose it is: stories get somewhere
    "D": st.sampled_from([*DESK, *DESK, "sarita", "sarita", "roshan", "pasang"]),
    "P": st.sampled_from([*WORKERS, *WORKERS, "roshan", "laxmi", "rita", "sarita"]),
}
HEARD = {"said_by": "client", "reached": "yes", "helped": "partly"}
# Act → (where it leads, whose it is, what is said).
ACTS = {
    "acknowledge": ("acknowledged", "P", {}),
    "accept": ("accepted", "P", {}),
    "waitlist": ("waitlisted", "P", {"review_on": timedelta(days=9)}),
    "request_information": ("information_requested", "P", {"text": "Which month?"}),
    "decline": ("declined", "P", {"reason": "capacity"}),
    "start": ("in_progress", "P", {}),
    "complete": ("completed", "P", {"outcome": "full", "delivered": "Paid."}),
    "not_deliver": ("not_delivered", "P", {"reason": "unreachable"}),
    "answer": ("acknowledged", "D", {"text": "March."}),
    "withdraw": ("withdrawn", "D", {"reason": "client_declined"}),
    "confirm": ("closed", "D", HEARD),
    "dispute": ("in_progress", "D", {"text": "Two months are missing.", **HEARD}),
    "enter_in_error": ("entered_in_error", "D", {"text": "Wrong person."}),
    "discard": ("discarded", "D", {}),
}
# How far a story has come when it begins: `sent` and then these.
PATHS = [
    *("", "", "acknowledge", "request_information", "waitlist", "accept", "accept start"),
    *("accept complete", "accept complete dispute", "acknowledge accept not_deliver", "decline"),
    *("request_information answer", "waitlist accept complete"),
]
# Of an agreement; oftener back than gone.
CHANGES = st.sampled_from(["suspend", "end", "resume", "new", "resume", "new", "left alone"])
WHICH = st.sampled_from([0, 0, 0, 1, 1, 2, 3])  # of the newest referrals


class ClosedLoop(Story):
    """One story, and what must hold at every moment of it."""

    # --- what happens

    @initialize(until=st.sampled_from([4, 40, 200]), path=st.sampled_from(PATHS))
    def one_is_under_way(self, until, path):
        self.known.look()
        self._try(lambda: self._send(self._draft("wages", "sarita"), "sarita", until))
        for verb in path.split():
            self._act(verb, self._one(0), "roshan" if ACTS[verb][1] == "P" else "sarita")

    @rule(which=WHICH, data=st.data())
    def it_goes_on(self, which, data):
        """The next act is one that fits; by someone who mostly may."""
        referral = self._one(which)
        fitting = [
            v for v, (to, by, _) in ACTS.items() if facts.NEXT.get((referral.status, to)) == by
        ]
        if fitting:
            verb = data.draw(st.sampled_from(fitting))
            self._act(verb, referral, data.draw(SOMEONE_OF[ACTS[verb][1]]))

    @rule(verb=st.sampled_from(sorted(ACTS)), which=WHICH, data=st.data())
    def anything_is_tried(self, verb, which, data):
        self._act(verb, self._one(which), data.draw(SOMEONE_OF[ACTS[verb][1]]))

    @precondition(lambda self: self.number % 2)  # it costs as much as ten acts
    @rule(which=WHICH, desk=st.sampled_from(DESK), worker=st.sampled_from(WORKERS))
    def what_does_not_fit_is_refused(self, which, desk, worker):
        referral = self._one(which)
        for verb, (to, side, _said) in ACTS.items():
            if facts.NEXT.get((referral.status, to)) != side:
                self._act(verb, referral, desk if side == "D" else worker)

    def _act(self, verb, referral, who):
        """It works just where the table and her sight say so."""
        target, side, said = ACTS[verb]
        before = referral.status
        sees = self._sees(who, referral)
        said = {k: self._day(v) if isinstance(v, timedelta) else v for k, v in said.items()}
        with self._at():
            back = verb != "dispute" or before != "completed" or facts.may_go_back(referral.pk)
        no = self._try(lambda: getattr(actions, verb)(referral, by=self._who(who), **said))
        fits = facts.NEXT.get((before, target)) == side and back
        if self._is_of(side, who, referral) and sees:
            assert (no is None) == fits, f"{who} may {verb} what is {before}, yet: {no!r}"
        self._judge(no, who, referral, before, sees=sees)
        if no is None:
            assert Referral.objects.get(pk=referral.pk).status == target

    @rule(which=WHICH, who=SOMEONE_OF["P"], whom=st.sampled_from([*WORKERS, "rita", None]))
    def it_is_allotted(self, which, who, whom):
        referral = self._one(which)
        sees, before = self._sees(who, referral), referral.status
        worker = whom and self._who(whom)
        no = self._try(lambda: actions.allot(referral, by=self._who(who), worker=worker))
        self._judge(no, who, referral, before, sees=sees)

    @rule(which=WHICH, who=SOMEONE_OF["D"], word=st.integers(0, 3), coded=st.booleans())
    def the_packet_is_changed(self, which, who, word, coded):
        referral = self._one(which)
        if not referral.consent_id:
            return
        sees, before = self._sees(who, referral), referral.status
        self._judge(
            self._try(
                lambda: actions.amend(
                    referral,
                    by=self._who(who),
                    version=referral.version,
                    reason="She remembered more.",
                    asks_for=f"Wages of {word} months.",
                    categories=referral.categories,
                    coded_only=coded,
                )
            ),
            who,
            referral,
            before,
            sees=sees,
        )

    @rule(which=WHICH, who=SOMEONE_OF["D"])
    def consent_is_taken_back(self, which, who):
        referral = self._one(which)
        if referral.consent_id:
            consent = self._consent(referral.consent_id)
            self._try(lambda: actions.withdraw_consent(consent, by=self._who(who)))

    @rule(
        service=st.sampled_from(["wages", "wages", "papers", "evening"]),
        who=SOMEONE_OF["D"],
        until=st.sampled_from([4, 40, 200]),
        how=st.sampled_from(["asked", "asked", "overridden", "yes of before", "kept"]),
    )
    def another_is_drafted_and_sent(self, service, who, until, how):
        if (draft := self._a_draft(service, who)) is None or how == "kept":
            return
        if how == "asked":
            self._try(lambda: self._send(draft, who, until))
        elif how == "overridden":
            sent = self._try(lambda: self._override(draft, who))
            assert sent is not None or who == "bimala"
        elif (given := Consent.objects.filter(partner=draft.partner).first()) is not None:
            consent = self._consent(given.pk)
            self._try(lambda: actions.send_again(draft, by=self._who(who), consent=consent))

    @rule(which=WHICH, who=SOMEONE_OF["D"], service=st.sampled_from(["evening", "wages", "papers"]))
    def someone_else_is_asked(self, which, who, service):
        referral, made = self._one(which), []
        self._try(
            lambda: made.append(
                actions.reroute(
                    referral,
                    by=self._who(who),
                    submission_id=uuid.uuid4(),
                    service=self._service(service),
                )
            )
        )
        if made:
            draft = self._fetch(made[0].pk)
            assert draft.thread == referral.thread
            self._try(lambda: self._send(draft, "sarita", 40))

    @rule(hours=st.sampled_from([1, 7, 24, 72, 24 * 7, 24 * 31]), sweeps=st.booleans())
    def time_goes_on(self, hours, sweeps):
        self.ahead += timedelta(hours=hours)
        self.changed = True
        if sweeps:
            self._try(actions.expire)
            self._try(actions.find_lost_cover)
            self._try(services.warn_of_ending)

    @rule(what=CHANGES, data=st.data())
    def the_agreement_changes(self, what, data):
        newest = Agreement.objects.filter(partner_id=self.world["himal"]).order_by("-pk")
        agreement = newest.select_related("centre", "partner").first()
        by = self._who("anil")
        if what == "new":
            self._try(lambda: make.make_agreement(agreement.partner, agreement.centre))
        elif what == "resume":
            self._try(lambda: services.resume(agreement, by=by))
        elif what == "left alone":  # as if nobody had asked what becomes of the live ones
            self._try(lambda: services.suspend(agreement, by=by, why="Flood"))
        else:
            choice = data.draw(st.sampled_from(["run_off", "run_off", "withdraw", "reroute"]))
            days = data.draw(st.sampled_from([1, 10, 60]))
            stop = getattr(actions, f"{what}_agreement")
            said = {"why": "Funds", "for_all": choice, "until": self._day(timedelta(days=days))}
            on = {"on": self._day(timedelta())} if what == "end" else {}
            self._try(lambda: stop(agreement, by=by, **said, **on))

    @rule(
        who=st.sampled_from([*WORKERS, "rita"]),
        what=st.sampled_from(["off", "left", "back", "back"]),
    )
    def a_worker_goes_or_comes(self, who, what):
        person, team = self._who(who), make.team(self.world["teams"][who])
        said = {"name": person.name, "email": person.email, "language": person.language}
        teams, active = [] if what == "left" else [team], what != "off"
        change = access.change_person
        self._try(
            lambda: change(person, by=self._who("anil"), is_active=active, teams=teams, **said)
        )

    @precondition(lambda self: self.number % 4 == 0)  # a page costs as much as ten acts
    @rule(which=WHICH, who=ANYONE)
    def a_page_is_opened(self, which, who):
        referral, person, browser = self._one(which), self._who(who), Browser()
        if not person.is_active:
            return
        sees, draft = self._sees(who, referral), referral.status == "draft"
        self.before = None  # the log-in and the reading are recorded
        with self._at():
            browser.force_login(person, "django.contrib.auth.backends.ModelBackend")
            url = f"/referrals/{referral.code}/"
            assert browser.get(url).status_code == ((302 if draft else 200) if sees else 404)
            if referral.packet_id:
                expected = 200 if sees else 404
                assert browser.get(f"{url}packets/1/").status_code == expected

    # --- what must hold, whatever happened

    @invariant()
    def the_loop_holds(self):
        if self.changed:
            self._everyone_sees_what_they_may()
            self._every_move_has_its_step_and_its_entry()
            self._one_is_live_per_service()
            self.changed = False

    def _everyone_sees_what_they_may(self):
        with self._at():
            shown, staff = facts.open_to_partners(), facts.staff()
            packets = set(Packet.objects.values_list("referral_id", flat=True))
            everyone = set(Referral.objects.values_list("pk", flat=True))
            for who in [*WORKERS, *STRANGERS, "sarita"]:
                person = self._who(who)
                may = {pk for pk, partner in shown.items() if person.pk in staff.get(partner, ())}
                may = everyone if who in DESK else may
                token = per_request.begin("test")  # as a page does: places are looked up once
                try:
                    sees = set(Referral.objects.visible_to(person).values_list("pk", flat=True))
                    packet = Packet.objects.visible_to(person)
                    reads = set(packet.values_list("referral_id", flat=True))
                    hears = Feedback.objects.visible_to(person).exists()
                finally:
                    per_request.end(token)
                assert sees == may, f"{who} sees {sees}, may see {may}"
                assert reads == may & packets, f"{who} reads other packets"
                assert who in DESK or not hears

    def _every_move_has_its_step_and_its_entry(self):
        if self.known.ready:
            with self._at():
                self.known.check(self.world)

    def _one_is_live_per_service(self):
        live = Referral.objects.filter(status__in=facts.LIVE).values_list("client", "service")
        assert len(live) == len(set(live))
