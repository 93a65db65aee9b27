"""Referrals that the bench's rounds use up: drafts to send and fresh ones to accept; made anew.

In bulk and without their trail: this database is only measured. Their codes say whose they are,
so that those of an earlier run are taken away first.
"""

import itertools
from datetime import timedelta

from django.db import connection, transaction

from helpdesk.access.models import User
from helpdesk.cases.models import CasePerson
from helpdesk.core import clock
from helpdesk.core.clock import now, today
from referrals.actions import timing
from referrals.categories import default_categories
from referrals.models import Consent, Packet, Referral, Step
from services.models import Agreement, Service

OURS = "R-BENCH-"
LIVE = 1_300  # of the busiest partner, as with 100,000 clients
ASKS = "Wages of four months are not paid. The embassy was written to; the papers are here."
HEARD = {"how": "spoken", "language": "en", "confirmed": "on", "do": "send"}
STAND = ["sent"] * 4 + ["acknowledged"] * 3 + ["accepted"] * 4 + ["in_progress"] * 5
STAND += ["information_requested", "waitlisted", "waitlisted"]


@transaction.atomic
def clear() -> None:
    """What an earlier run has made, however far it came."""
    ours = Referral.objects.filter(code__startswith=OURS)
    consents = [pk for pk in ours.values_list("consent", flat=True) if pk]
    ours.update(packet=None, consent=None, status="draft")
    for rows in (
        Step.objects.filter(referral__in=ours.values("pk")),
        Packet.objects.filter(referral__in=ours.values("pk")),
        ours,
        Consent.objects.filter(pk__in=consents),
    ):
        rows._raw_delete(rows.db)


class Made:
    """So many drafts of the officer's centre and referrals to the worker's partner, and more live.

    Each is of another client; all go to a service of that partner which an agreement covers.
    """

    def __init__(self, who, turns):
        self.numbers = itertools.count(1)
        officer, worker = (User.objects.get(email=who[name]) for name in ("officer", "partner"))
        self.services = list(Service.objects.of_worker(worker).select_related("partner"))
        with transaction.atomic():
            here = self._asking(officer)
            self.drafts = self._make("draft", itertools.islice(here, turns))
            everywhere = self._asking(None)
            self.fresh = self._make("sent", itertools.islice(everywhere, turns))
            missing = (
                LIVE - Referral.objects.live().filter(partner=self.services[0].partner).count()
            )
            for status, share in self._shares(max(0, missing)):
                self._make(status, itertools.islice(everywhere, share))
        with connection.cursor() as cursor:
            for model in (Referral, Consent, Packet, Step):
                cursor.execute(f"VACUUM (ANALYZE) {model._meta.db_table}")

    def _asking(self, officer):
        """(person of an open case, service) that have no live referral, the newest case first."""
        people = CasePerson.objects.filter(case__status="open", case__restricted=False)
        if officer:
            people = people.filter(case__in=type(people.first().case).objects.visible_to(officer))
        rows = people.select_related("client__data_key", "case__centre", "journey").order_by("-pk")
        live = set(Referral.objects.live().values_list("client", "service"))
        live |= set(Referral.objects.filter(code__startswith=OURS).values_list("client", "service"))
        covers = {
            (service.kind, path): service
            for service in self.services
            for path in Agreement.objects.in_force()
            .filter(partner=service.partner, kinds__has=service.kind, countries="")
            .values_list("centre__path", flat=True)
        }
        for (_kind, path), service in covers.items():
            for person in rows:
                pair = person.client_id, service.pk
                if pair not in live and person.case.centre.path.startswith(path):
                    live.add(pair)
                    yield person, service

    def _shares(self, missing):
        return [(s, missing * STAND.count(s) // len(STAND)) for s in dict.fromkeys(STAND)]

    def _make(self, status, pairs):
        """Referrals in this state, with all that belongs to them."""
        made = [self._referral(person, service) for person, service in pairs]
        if status != "draft":
            Consent.objects.bulk_create([self._agreed(referral) for referral in made])
            for number, referral in enumerate(made):
                self._move(referral, status, number)
        Referral.objects.bulk_create(made)
        if status != "draft":
            Packet.objects.bulk_create([_packet(referral) for referral in made])
            ids = {referral.pk for referral in made}
            packets = dict(Packet.objects.filter(referral__in=ids).values_list("referral", "pk"))
            for referral in made:
                referral.packet_id = packets[referral.pk]
            Referral.objects.bulk_update(made, ["packet"], batch_size=500)
            Step.objects.bulk_create([_step(referral) for referral in made])
        return made

    def _referral(self, person, service):
        return Referral(
            code=f"{OURS}{next(self.numbers):05}",
            client=person.client,
            data_key=person.client.data_key,
            case=person.case,
            centre=person.case.centre,
            officer_id=person.case.officer_id or person.case.opened_by_id,
            destination=person.journey.destination if person.journey else "",
            service=service,
            partner=service.partner,
            urgency=person.case.urgency,
            categories=default_categories(service.kind),
            asks_for=ASKS,
        )

    def _agreed(self, referral):
        referral.consent = Consent(
            client=referral.client,
            data_key=referral.data_key,
            partner=referral.partner,
            purpose=referral.service.kind,
            categories=referral.categories,
            how="spoken",
            language="en",
            until=today() + timedelta(days=90),
            by_id=referral.officer_id,
        )
        return referral.consent

    def _move(self, referral, status, number):
        """Into its state, by the product's own clocks, over the last fortnight."""
        referral.consent_id = referral.consent.pk
        with clock.at(now() - timedelta(minutes=13 * (number % 1500))):
            facts = {"status": status, "sent_at": now(), **timing.to_answer(referral)}
            _set(referral, facts)
            if status != "sent":
                _set(referral, {"acknowledged_at": now(), **timing.to_decide(referral)})
            if status == "information_requested":
                _set(referral, timing.paused(referral))
            if status == "waitlisted":
                _set(referral, timing.to_review(referral, today() + timedelta(days=20)))
            if status in ("accepted", "in_progress"):
                _set(referral, {"decided_at": now(), **timing.to_contact(referral)})
            if status == "in_progress":
                _set(referral, {"started_at": now(), **timing.to_report(referral)})

    def sending(self):
        """(addresses, fields) of sending, each for another draft."""
        forms = [
            {
                **HEARD,
                "version": draft.version,
                "asks_for": ASKS,
                "urgency": draft.urgency,
                "categories": draft.categories,
                "until": today() + timedelta(days=90),
            }
            for draft in self.drafts
        ]
        return iter([f"/referrals/{d.code}/prepare/" for d in self.drafts]), iter(forms)

    def accepting(self):
        """The same of accepting."""
        paths = [f"/referrals/{referral.code}/accept/" for referral in self.fresh]
        return iter(paths), itertools.repeat({"text": "We take it on."})


def _set(referral, facts):
    for name, value in facts.items():
        setattr(referral, name, value)


def _packet(referral):
    items = [("name", referral.client.code), ("asks_for", ASKS)]
    lines = [{"key": key, "value": value, "lang": ""} for key, value in items]
    return Packet(
        referral=referral,
        data_key=referral.data_key,
        categories=referral.categories,
        content=[{"category": "", "items": lines}],
    )


def _step(referral):
    return Step(
        referral=referral,
        data_key=referral.data_key,
        by_id=referral.officer_id,
        before="draft",
        after="sent",
    )
