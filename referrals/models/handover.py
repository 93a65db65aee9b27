import uuid

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from helpdesk.access.models import Centre
from helpdesk.access.roles import Role
from helpdesk.access.sight import centre_ids
from helpdesk.audit.history import History
from helpdesk.cases.models import Case, cases_by_id
from helpdesk.clients.models import Client
from helpdesk.clients.models.client import LANGUAGES
from helpdesk.core.clock import now, today
from helpdesk.core.codes import CodesField
from helpdesk.vault.fields import SealedField
from helpdesk.vault.models import DataKey

from ..categories import Category
from .consent import Consent
from .referral import Referral

_USER = settings.AUTH_USER_MODEL

HOW = Consent.How.choices[:3]  # a yes: nobody is handed over without one by override


class HandoverQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those that the user's centres gave or were offered; of restricted cases by name alone."""
        mine = centre_ids(user, Role.OFFICER, Role.SUPERVISOR)
        if not mine:
            return self.none()
        ours = Q(from_centre_id__in=mine) | Q(to_centre_id__in=mine)
        named = HandoverCase.objects.filter(handover=OuterRef("pk")).named_to(user)
        return self.filter(Q(ours, restricted=False) | Q(proposed_by=user) | Q(Exists(named)))

    def to_answer(self, user):
        """Those that wait for an answer of the user's centres."""
        return self.visible_to(user).filter(status=Handover.Status.PROPOSED).filter(_to(user))

    def sent(self, user):
        """Those that the user's centres offered and nobody has answered yet."""
        return self.visible_to(user).filter(status=Handover.Status.PROPOSED).exclude(_to(user))

    def past(self, user):
        """Those that were answered or taken back."""
        return self.visible_to(user).exclude(status=Handover.Status.PROPOSED)

    def named_by_sight(self, user):
        """`sees_client`: does the user see whose hand-over it is?"""
        seen = Client.objects.visible_to(user).filter(pk=OuterRef("client"))
        return self.annotate(sees_client=Exists(seen))

    def for_listing(self):
        return self.select_related(
            *("data_key", "client__data_key", "client__centre", "from_centre", "to_centre"),
            *("proposed_by", "answered_by"),
        )


def _to(user):
    return Q(to_centre_id__in=centre_ids(user, Role.OFFICER, Role.SUPERVISOR))


class Handover(models.Model):
    """One centre offers a client, with cases and referrals, to another one; and what came of it."""

    class Status(models.TextChoices):
        PROPOSED = "proposed", _("Waits for an answer")
        ACCEPTED = "accepted", _("Accepted")
        DECLINED = "declined", _("Declined")
        WITHDRAWN = "withdrawn", _("Taken back")
        ENDED = "ended", _("Ended")

    NEXT = {
        Status.PROPOSED: {Status.ACCEPTED, Status.DECLINED, Status.WITHDRAWN},
        Status.ACCEPTED: {Status.ENDED},
        Status.DECLINED: set(),
        Status.WITHDRAWN: set(),
        Status.ENDED: set(),
    }

    class Why(models.TextChoices):
        MOVED = "moved", _("The client has moved")
        DESTINATION = "destination", _("The client is in the country of destination")
        RETURN = "return", _("The client returns home")
        SPECIALISED = "specialised", _("The other centre knows this kind of matter better")
        CLOSER = "closer", _("The other centre is closer")
        OTHER = "other", _("Another reason")

    class Refusal(models.TextChoices):
        AREA = "area", _("Another centre is closer")
        CAPACITY = "capacity", _("We have no room now")
        UNREACHABLE = "unreachable", _("We cannot reach the client")
        INCOMPLETE = "incomplete", _("Information is missing")
        KNOWN = "known", _("The client is served by another centre already")
        OTHER = "other", _("Another reason")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    code = models.CharField(max_length=12, unique=True)
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="handovers")
    data_key = models.ForeignKey(DataKey, on_delete=models.PROTECT, editable=False)  # the client's
    from_centre = models.ForeignKey(Centre, on_delete=models.PROTECT, related_name="+")
    to_centre = models.ForeignKey(Centre, on_delete=models.PROTECT, related_name="+")
    across = models.BooleanField(default=False)  # from one country to another
    restricted = models.BooleanField(default=False)  # nothing goes but restricted cases
    status = models.CharField(max_length=9, choices=Status, default=Status.PROPOSED)
    why = models.CharField(_("why?"), max_length=11, choices=Why)
    note = SealedField(_("what the other centre should know"), null=True)
    how = models.CharField(_("how was the yes given?"), max_length=9, choices=HOW, blank=True)
    given_by = SealedField(_("who said it for the client"), null=True)
    language = models.CharField(_("read in"), max_length=5, choices=LANGUAGES, blank=True)
    consent_until = models.DateField(_("consent holds until"), null=True)
    categories = CodesField(_("what may go"), codes=Category.choices)
    proposed_at = models.DateTimeField(default=now)
    proposed_by = models.ForeignKey(_USER, on_delete=models.PROTECT, related_name="+")
    answer_due = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)  # or taken back
    answered_by = models.ForeignKey(_USER, on_delete=models.PROTECT, null=True, related_name="+")
    refusal = models.CharField(_("why not?"), max_length=11, choices=Refusal, blank=True)
    answer = SealedField(_("what they say"), null=True)
    overlap_until = models.DateTimeField(null=True)
    submission_id = models.UUIDField(unique=True, default=uuid.uuid4)

    objects = HandoverQuerySet.as_manager()
    history = History()

    class Meta:
        verbose_name = _("hand-over")
        ordering = ["-id"]
        indexes = [
            models.Index("to_centre", "status", name="handovers_to_a_centre"),
            models.Index("from_centre", "status", name="handovers_from_a_centre"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["client", "from_centre", "to_centre"],
                condition=Q(status="proposed"),
                name="one_live_handover_per_client_and_pair",
            ),
            models.CheckConstraint(
                condition=~Q(from_centre=models.F("to_centre")),
                name="nobody_is_handed_over_to_the_same_centre",
            ),
            models.CheckConstraint(
                condition=Q(across=False) | ~Q(how=""),
                name="no_client_crosses_a_border_without_consent",
            ),
            models.CheckConstraint(
                condition=Q(how="") | Q(consent_until__isnull=False),
                name="consent_to_a_handover_says_until_when",
            ),
            models.CheckConstraint(
                condition=Q(status="proposed", answered_at=None, answered_by=None)
                | Q(answered_at__isnull=False, answered_by__isnull=False) & ~Q(status="proposed"),
                name="a_handover_says_who_answered_it",
            ),
            models.CheckConstraint(
                condition=~Q(status="declined") | ~Q(refusal=""),
                name="declining_a_handover_says_why",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["accepted", "ended"]) | Q(overlap_until__isnull=False),
                name="an_accepted_handover_says_how_long_it_is_read",
            ),
        ]

    def __str__(self):
        return self.code

    def get_absolute_url(self):
        return reverse("handover", args=[self.code])

    @property
    def is_proposed(self) -> bool:
        return self.status == self.Status.PROPOSED

    @property
    def is_late(self) -> bool:
        return self.is_proposed and self.answer_due < now()

    @property
    def has_consent(self) -> bool:
        """The client said yes, and it still holds."""
        return bool(self.how) and self.consent_until >= today()

    def places(self):
        return [self.from_centre, self.to_centre]

    def client_uids(self):
        return [self.client.uid]


class HandoverCaseQuerySet(models.QuerySet):
    def visible_to(self, user):
        """With the hand-over; a restricted case only by who sees it or shall receive it."""
        rows = self.filter(handover__in=Handover.objects.visible_to(user))
        return rows.filter(Q(case__restricted=False) | _named(user))

    def named_to(self, user):
        """Of cases that the user sees by name, or that are offered to her by name."""
        return self.filter(_named(user), case__restricted=True)

    def going(self):
        return self.filter(goes=True)

    def behind_a_border(self):
        """Those that stayed where they were when their client was taken over in another country."""
        return self.filter(
            goes=False, handover__across=True, handover__status__in=["accepted", "ended"]
        )

    def for_listing(self):
        return self.select_related("case__data_key", "case__centre", "named")


def _named(user):
    offered = Q(named=user, handover__status__in=["proposed", "accepted", "ended"])
    return offered | Q(case__pk__among=cases_by_id(user))


class HandoverCase(models.Model):
    """One case in a hand-over: it goes along, or stays and why."""

    class Because(models.TextChoices):
        CHOSEN = "chosen", _("The giving centre keeps it")
        BORDER = "border", _("It may not leave the country unless the client agrees by name")

    handover = models.ForeignKey(Handover, on_delete=models.PROTECT, related_name="cases")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    goes = models.BooleanField()
    because = models.CharField(max_length=6, choices=Because, blank=True)
    named = models.ForeignKey(_USER, on_delete=models.PROTECT, null=True, related_name="+")

    objects = HandoverCaseQuerySet.as_manager()
    history = History()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["handover", "case"], name="a_case_is_once_in_a_handover"
            ),
            models.CheckConstraint(
                condition=Q(goes=True, because="") | Q(goes=False) & ~Q(because=""),
                name="a_case_that_stays_says_why",
            ),
        ]

    def __str__(self):
        return f"{self.case_id} in {self.handover_id}"


class HandoverReferralQuerySet(models.QuerySet):
    def visible_to(self, user):
        """With its case."""
        seen = HandoverCase.objects.visible_to(user)
        return self.filter(
            Exists(seen.filter(handover=OuterRef("handover"), case=OuterRef("referral__case")))
        )

    def for_listing(self):
        return self.select_related("referral__service", "referral__partner")


class HandoverReferral(models.Model):
    """One live referral of a case that goes: it goes along, stays, or is withdrawn."""

    class Then(models.TextChoices):
        GOES = "goes", _("Goes along")
        STAYS = "stays", _("Stays with the giving centre")
        WITHDRAWN = "withdrawn", _("Is withdrawn; ask someone else")

    handover = models.ForeignKey(Handover, on_delete=models.PROTECT, related_name="referrals")
    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="+")
    then = models.CharField(max_length=9, choices=Then)

    objects = HandoverReferralQuerySet.as_manager()
    history = History()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["handover", "referral"], name="a_referral_is_once_in_a_handover"
            )
        ]

    def __str__(self):
        return f"{self.referral_id} in {self.handover_id}"
