"""How one story is told: by whom, when, in one transaction that is taken back at its end."""

import uuid
from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.utils import timezone
from hypothesis.stateful import RuleBasedStateMachine

from helpdesk.access.models import User
from helpdesk.cases.models import Case
from helpdesk.core.clock import at, today
from helpdesk.core.refusal import Refused
from referrals import actions
from referrals.models import Consent, Referral
from services.models import Service

from . import facts
from .known import Known

DESK = ["sarita", "bimala"]
WORKERS = ["roshan", "laxmi", "keshav"]
STRANGERS = ["rita", "pasang"]
UNSENT = {"draft", "discarded"}
NO_SIGHT = PermissionDenied, Http404


class Story(RuleBasedStateMachine):
    """`world`: people, services and a case by name, as ids; `starts`: its first moment."""

    world: dict
    starts = None

    def __init__(self):
        super().__init__()
        self.story = transaction.atomic()
        self.story.__enter__()
        self.ahead = self.starts - timezone.now()
        self.number = 0
        self.known = Known()
        self.before = None  # the rows as they stand, while nothing changes them
        self.changed = True

    def teardown(self):
        transaction.set_rollback(True)
        self.story.__exit__(None, None, None)

    def _try(self, act):
        """Do it. What was refused changed nothing; returns why not, or None."""
        self.number += 1
        before = self.before = self.before or facts.everything()
        try:
            with self._at():
                act()
        except (Refused, *NO_SIGHT) as no:
            refusal = no
        else:
            self.before, self.changed = None, True
            return None
        assert facts.everything() == before, f"refused ({refusal}), and yet changed"
        return refusal

    def _judge(self, no, who, referral, before, *, sees):
        """Who sees nothing is told nothing; only the partner's own learn why what came is gone."""
        if sees:
            return
        assert no is not None, f"{who} changed what is hidden"
        own = self._is_of("P", who, referral)
        told = isinstance(no, Refused) and own and before not in UNSENT
        assert told or isinstance(no, NO_SIGHT), f"{who} heard of what is hidden: {no}"

    def _sees(self, who, referral):
        if who in DESK:
            return True
        with self._at():
            partner = facts.open_to_partners().get(referral.pk)
            return self.world[who] in facts.staff().get(partner, ())

    def _is_of(self, side, who, referral):
        if side == "D":
            return who in DESK
        theirs = ["rita"] if referral.partner_id == self.world["asha"] else WORKERS
        return who in theirs

    def _at(self):
        return at(timezone.now() + self.ahead)

    def _day(self, later):
        with self._at():
            return today() + later

    def _who(self, name):
        return User.objects.get(pk=self.world[name])

    def _service(self, name):
        return Service.objects.select_related("partner").get(pk=self.world[name])

    def _fetch(self, pk):
        rows = Referral.objects.for_listing().select_related("consent", "packet__data_key")
        return rows.get(pk=pk)

    def _consent(self, pk):
        return Consent.objects.select_related("client", "partner", "data_key").get(pk=pk)

    def _one(self, which):
        pks = list(Referral.objects.order_by("-pk").values_list("pk", flat=True))
        return self._fetch(pks[which % len(pks)])

    def _draft(self, service, who):
        case = Case.objects.select_related("data_key", "centre").get(pk=self.world["case"])
        return actions.draft(
            case,
            by=self._who(who),
            submission_id=uuid.uuid4(),
            client=case.people.select_related("client__data_key").first().client,
            service=self._service(service),
            asks_for="Seven months of wages unpaid.",
            urgency="normal",
        )

    def _a_draft(self, service, who):
        made = []
        self._try(lambda: made.append(self._draft(service, who)))
        return self._fetch(made[0].pk) if made else None

    def _send(self, draft, who, days):
        yes = {"how": "spoken", "language": "ne", "until": today() + timedelta(days=days)}
        return actions.agree_and_send(draft, by=self._who(who), **yes)

    def _override(self, draft, who):
        grave = {"ground": "vital", "reason": "In hospital.", "until": today() + timedelta(days=9)}
        return actions.override_consent(draft, by=self._who(who), **grave)
