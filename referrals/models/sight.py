"""Which referrals someone sees, and in which shape a page fetches them."""

from datetime import timedelta
from functools import cache

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Prefetch, Q

from helpdesk.access.models import Centre
from helpdesk.access.roles import Role
from helpdesk.access.sight import centre_ids, partner_ids
from helpdesk.cases.models import Case, cases_by_id, shared_cases
from helpdesk.clients.models import Client
from helpdesk.core.clock import now
from services.models import Agreement, Service

from .consent import Consent
from .life import LIVE, REPORTED, TO_ANSWER, Status

OF_A_ROW = (
    *("code", "status", "urgency", "case_id", "sent_at", "acknowledged_at", "decided_at"),
    *("started_at", "reported_at", "due_at", "service__name"),
    *("acknowledge_due", "decide_due", "decide_left", "contact_due", "report_due"),
)

OF_A_PART = (*OF_A_ROW, "partner__name")

OF_A_PARTNERS_ROW = (
    *OF_A_ROW,
    *("centre__name", "worker__name", "packet__uid", "packet__content_sealed"),
    *(f"packet__data_key__{name}" for name in ("uid", "key_number", "wrapped")),
)

# What an agreement must be made for, so that it covers the referral of the outer query.
OF_A_REFERRAL = {
    "partner": OuterRef("partner"),
    "kind": OuterRef("service__kind"),
    "centre_path": OuterRef("centre__path"),
    "country": OuterRef("destination"),
}


@cache
def ordinary_case():
    """Its case is not restricted; asked of the few that are, where a join would read all cases."""
    return ~Q(Exists(Case.objects.filter(pk=OuterRef("case"), restricted=True)))


def covered():
    """An agreement in force covers it."""
    return Q(Exists(Agreement.objects.covering(**OF_A_REFERRAL)))


def covered_at(partners):
    """The same for these partners alone: their agreements are read first, not once for each row.

    Asked of service and centre without a join: beside an OR, joins make the planner think longer
    than the answer takes.
    """
    agreements = Agreement.objects.in_force().filter(partner__in=partners).order_by()
    found = Q(pk=None)
    for partner, kinds, path, countries in set(
        agreements.values_list("partner", _stored("kinds"), "centre__path", _stored("countries"))
    ):
        codes = [kind for kind in kinds.split(",") if kind]
        services = Service.objects.filter(partner=partner, kind__in=codes).order_by()
        centres = Centre.objects.filter(path__startswith=path).order_by()
        one = Q(partner=partner, service__in=services, centre__in=centres)
        found |= one & Q(destination__in=["", *countries.split(",")]) if countries else one
    return found


def _stored(name):
    return models.ExpressionWrapper(models.F(name), output_field=models.CharField())


def running_off():
    """Its agreement stopped, and the partner may finish it until a day that has not passed."""
    LostCover = apps.get_model("referrals", "LostCover")
    return Q(Exists(LostCover.objects.running_off().filter(referral=OuterRef("pk"))))


class ReferralQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The desk's by its case, the partner's by the facts: status, consent, agreement, staff."""
        return self.filter(self._of_desk(user) | self._of_partner(user))

    def hidden_from(self, user):
        """What the user does not see."""
        return self.exclude(self._of_desk(user) | self._of_partner(user))

    def of_desk(self, user):
        """What the user sees as the desk: with the case behind it."""
        return self.filter(self._of_desk(user))

    def in_care_of(self, user):
        """Those of the desk that one can work on: without what was handed over and is only read."""
        return self.filter(self._of_desk(user, shared_cases(user)))

    def of_partner(self, user):
        """What the user sees as the partner: the packet, and nothing behind it."""
        return self.filter(self._of_partner(user))

    def _of_desk(self, user, named=None):
        ordinary = (
            Q(centre_id__in=centre_ids(user, Role.OFFICER, Role.SUPERVISOR)) & ordinary_case()
        )
        named = cases_by_id(user) if named is None else named
        return ordinary | Q(case__pk__among=named) if named else ordinary

    def _of_partner(self, user):
        mine = partner_ids(user)
        if not mine:
            return Q(pk=None)
        lately = now() - timedelta(days=settings.REFERRAL_DONE_VISIBLE_DAYS)
        return (
            Q(partner_id__in=mine)
            & (Q(status__in=LIVE) | Q(status__in=REPORTED, reported_at__gte=lately))
            & Q(
                Exists(
                    Consent.objects.live().filter(
                        pk=OuterRef("consent"), partner=OuterRef("partner")
                    )
                )
            )
            & (covered_at(mine) | running_off())
        )

    def uncovered(self):
        """Live, and no agreement in force covers it."""
        return self.live().exclude(covered())

    def with_cover(self):
        """An agreement in force, or a run-off, lets the partner see it."""
        return self.filter(covered() | running_off())

    def without_cover(self):
        """Neither an agreement in force nor a run-off lets the partner see it."""
        return self.uncovered().exclude(running_off())

    def resting_on(self, agreement):
        """Live, and without this agreement nothing would cover it. Whether it holds or not."""
        others = Agreement.objects.exclude(pk=agreement.pk)
        return (
            self.live()
            .filter(partner=agreement.partner_id)
            .filter(Exists(Agreement.objects.filter(pk=agreement.pk).made_for(**OF_A_REFERRAL)))
            .exclude(Exists(others.covering(**OF_A_REFERRAL)))
        )

    def to_reroute(self):
        """Withdrawn with their agreement, or as their client went to a centre without one, so that
        someone else be asked, and nobody is yet."""
        LostCover, went = (
            apps.get_model("referrals", name) for name in ("LostCover", "HandoverReferral")
        )
        wished = Q(pk__in=LostCover.objects.filter(choice="reroute").values("referral")) | Q(
            pk__in=went.objects.filter(then="withdrawn").values("referral")
        )
        return self.filter(wished, status=Status.WITHDRAWN, replaced_by=None)

    def for_deciding(self):
        """What an administrator reads of a referral, who sees no client: code, service, state."""
        return self.select_related("service", "officer").only(
            "code", "status", "sent_at", "service__name", "officer__name"
        )

    def counted_for(self, partner_ids):
        """All that ever reached these partners: for their numbers alone, never to be shown."""
        return self.filter(partner__in=partner_ids).exclude(sent_at=None)

    def live(self):
        return self.filter(status__in=LIVE)

    def silent(self):
        """Sent, and no answer by the day on which it was due."""
        return self.filter(status__in=TO_ANSWER, due_at__lt=now())

    def to_chase(self, user):
        """Those after whom the user runs: her own, and all of the centres that she oversees."""
        overseen = Q(centre_id__in=centre_ids(user, Role.SUPERVISOR))
        return self.of_desk(user).filter(Q(officer=user) | overseen)

    def for_listing(self):
        """Everything that a referral row shows, in one query."""
        return self.select_related(
            "service",
            "partner",
            "centre",
            "officer",
            "worker",
            "client",
            "client__data_key",
            "data_key",
            "case",
            "case__data_key",
        )

    def whole(self):
        """With all that an act asks about, in three queries: as one they take long to plan."""
        clients = Client.objects.select_related("data_key", "area")
        cases = Case.objects.select_related("data_key", "centre")
        return self.select_related("data_key", "centre", "partner", "service").prefetch_related(
            Prefetch("client", clients), Prefetch("case", cases)
        )

    def for_parts(self):
        """What a part of a client's or a case's page says: by whom, how it stands, its clocks."""
        return self.select_related("service", "partner").only(*OF_A_PART)

    def for_partner_rows(self):
        """What a row of the partner's list shows, and no more."""
        rows = self.select_related("service", "centre", "worker", "packet__data_key")
        return rows.only(*OF_A_PARTNERS_ROW)

    def for_partner_listing(self):
        """What the partner's page shows: the packet's words, nothing of the case or the client."""
        return self.select_related(
            "service", "partner", "centre", "officer", "worker", "packet", "packet__data_key"
        )
