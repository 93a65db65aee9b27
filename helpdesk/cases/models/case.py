import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from guardian.models import UserObjectPermissionBase

from helpdesk.access.models import Centre
from helpdesk.access.roles import Role
from helpdesk.access.sight import centre_ids
from helpdesk.audit.history import History
from helpdesk.clients.models import Client
from helpdesk.clients.models.journey import Stage
from helpdesk.core.clock import now, today
from helpdesk.core.refusal import Refused
from helpdesk.vault.fields import SealedField
from helpdesk.vault.models import DataKey

from ..categories import CATEGORIES, PROTECTION
from .pressing import Pressing, Urgency

A_KEY = ("data_key__uid", "data_key__key_number", "data_key__wrapped")
OF_A_ROW = (
    *("uid", "code", "title", "next_action", "stage", "restricted", "high_risk", "status"),
    *("due_at", "touched_at", "snoozed_until", "version", "officer__name", *A_KEY),
    *("answer_due_at", "answered_at", "resolve_due_at"),
)
OF_ITS_PERSON = ("uid", "code", "name", "local_name", *A_KEY)


def asleep():
    """Put off until a day that is still to come; what is overdue wakes by itself."""
    return Q(snoozed_until__gt=today(), due_at__gte=now())


def awake():
    return Q(snoozed_until=None) | Q(snoozed_until__lte=today()) | Q(due_at__lt=now())


def _of_centres(user):
    mine = centre_ids(user, Role.OFFICER, Role.SUPERVISOR)
    return Q(centre_id__in=mine, restricted=False)


class CaseQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Ordinary cases of the centres one serves or oversees, and cases shared by name.

        What was handed over to another centre can still be read for a while.
        """
        from .overlap import cases_by_id

        return self.filter(_of_centres(user) | Q(pk__among=cases_by_id(user)))

    def in_care_of(self, user):
        """Those of them that one can work on: without what is only read."""
        from .overlap import shared_cases

        shared = shared_cases(user)
        return self.filter(_of_centres(user) | Q(pk__among=shared))

    def open(self):
        return self.filter(status=Case.Status.OPEN)

    def standing(self):
        """Without what never was a case: closed as entered in error, for all of its people."""
        from .parts import CasePerson

        of_people = CasePerson.objects.order_by()
        wrong = of_people.filter(outcome=CasePerson.Outcome.IN_ERROR).values("case")
        others = of_people.filter(case=models.OuterRef("pk"))
        others = others.exclude(outcome=CasePerson.Outcome.IN_ERROR)
        is_wrong = Q(status=Case.Status.CLOSED) & Q(pk__in=wrong)
        return self.exclude(is_wrong & ~models.Exists(others))

    def about(self, client):
        """Cases in which this person has a part."""
        return self.filter(people__client=client)

    def with_journey(self):
        """After `about`: `of_journey`, the id of the journey that the case is about for her."""
        return self.annotate(of_journey=F("people__journey"))

    def unassigned(self):
        return self.open().filter(officer=None)

    def overdue(self):
        return self.open().filter(due_at__lt=now())

    def for_listing(self):
        """Everything that a case row shows, in two queries: the case, and its people."""
        from .parts import CasePerson

        people = CasePerson.objects.select_related("client__data_key", "journey").order_by("id")
        return self.select_related("centre", "officer", "data_key").prefetch_related(
            models.Prefetch("people", queryset=people)
        )

    def for_rows(self):
        """No more of the case than a row of a work list says; its people come by people_of()."""
        return self.select_related("officer", "data_key").only(*OF_A_ROW)

    def with_tag_ids(self):
        """The tags that each case wears, as ids in one text, in the same query."""
        from .tags import TagIds

        return self.annotate(tag_ids=TagIds("pk"))

    def with_tags(self):
        """The tags that each case wears, by name, in one more query."""
        from .tags import CaseTag

        tags = CaseTag.objects.select_related("tag").order_by("tag__name")
        return self.prefetch_related(models.Prefetch("case_tags", queryset=tags))

    def asleep(self):
        return self.filter(asleep())

    def awake(self):
        return self.filter(awake())

    def by_urgency(self):
        """Most urgent first: what is due soonest."""
        return self.order_by("due_at", "id")


def people_of(cases):
    """The people of cases as a row says them, the first one first: by case id, in one query."""
    people = (
        Client.objects.filter(case_roles__case__pk__among=[case.pk for case in cases])
        .annotate(of_case=F("case_roles__case"))
        .select_related("data_key")
        .only(*OF_ITS_PERSON)
        .order_by("case_roles__id")
    )
    by_case = {}
    for client in people:
        by_case.setdefault(client.of_case, []).append(client)
    return by_case


class Case(Pressing):
    """One matter of one or more clients at one centre."""

    class Status(models.TextChoices):
        OPEN = "open", _("Open")
        CLOSED = "closed", _("Closed")

    Urgency = Urgency
    NEXT = {Status.OPEN: {Status.CLOSED}, Status.CLOSED: {Status.OPEN}}
    newly_named = False  # was its officer named on it by the act that has just been done?

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    code = models.CharField(max_length=20, unique=True)
    data_key = models.ForeignKey(DataKey, on_delete=models.PROTECT)
    centre = models.ForeignKey(Centre, on_delete=models.PROTECT, related_name="+")
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    title = SealedField(_("what is it about?"))
    category = models.CharField(_("category"), max_length=3, choices=CATEGORIES)
    stage = models.CharField(_("stage"), max_length=13, choices=Stage)
    restricted = models.BooleanField(_("restricted to named people"), default=False)
    high_risk = models.BooleanField(_("high risk"), default=False)
    status = models.CharField(max_length=6, choices=Status, default=Status.OPEN)
    opened_at = models.DateTimeField(default=now)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    due_at = models.DateTimeField(null=True)  # the next thing to do, or the clock that runs out
    next_action = SealedField(null=True)  # its first open task or deadline, for the list
    touched_at = models.DateTimeField(default=now)
    snoozed_until = models.DateField(null=True)  # out of My and Team until this day
    closed_at = models.DateTimeField(null=True)
    reopening = SealedField(_("why it was opened again"), null=True)
    submission_id = models.UUIDField(unique=True, default=uuid.uuid4)
    version = models.PositiveIntegerField(default=1)

    objects = CaseQuerySet.as_manager()
    history = History()

    class Meta:
        verbose_name = _("case")
        default_permissions = ()
        permissions = [("view_case", "Sees this restricted case")]
        indexes = [
            models.Index(
                "centre", "due_at", "id", condition=Q(status="open"), name="open_cases_of_a_centre"
            ),
            models.Index(
                "officer",
                "due_at",
                "id",
                condition=Q(status="open"),
                name="open_cases_of_an_officer",
            ),
            models.Index("due_at", "id", condition=Q(status="open"), name="open_cases"),
            models.Index(
                "centre",
                "snoozed_until",
                condition=Q(status="open", snoozed_until__isnull=False),
                name="snoozed_cases_of_a_centre",
            ),
            models.Index(
                F("closed_at").desc(), "centre", condition=Q(status="closed"), name="closed_cases"
            ),
            models.Index("opened_at", "centre", name="cases_by_opening"),
            models.Index("id", condition=Q(restricted=True), name="restricted_cases"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(status="open", closed_at=None)
                | Q(status="closed", closed_at__isnull=False),
                name="a_closed_case_says_when",
            ),
            models.CheckConstraint(
                condition=Q(answered_at=None) | Q(answered_at__gte=F("opened_at")),
                name="nobody_is_answered_before_asking",
            ),
        ]

    def __str__(self):
        return self.code

    def get_absolute_url(self):
        return reverse("case", args=[self.code])

    def get_named_url(self):
        """Where it says who sees the case."""
        return reverse("named_people", args=[self.code])

    @property
    def lead(self):
        """The first person of the case, from the prefetched ones."""
        people = self.people.all()
        return people[0].client if people else None

    @property
    def is_open(self) -> bool:
        return self.status == self.Status.OPEN

    @property
    def is_protection_in_the_open(self) -> bool:
        """About protection, and whoever works at the centre sees it."""
        return self.is_open and not self.restricted and self.category.startswith(PROTECTION)

    @property
    def is_overdue(self) -> bool:
        return self.is_open and self.due_at is not None and self.due_at < now()

    @property
    def is_asleep(self) -> bool:
        """Snoozed, and neither the day has come nor anything fallen due."""
        return bool(
            self.is_open
            and self.snoozed_until
            and self.snoozed_until > today()
            and not self.is_overdue
        )

    def places(self):
        return [self.centre]

    def client_uids(self):
        return list(self.people.values_list("client__uid", flat=True))

    def move_to(self, status):
        """Close or open again, or refuse."""
        if status not in self.NEXT[self.status]:
            raise Refused(
                _("This case is already %(status)s.")
                % {"status": self.get_status_display().lower()}
            )
        self.status = status


class CaseSharing(UserObjectPermissionBase):
    """Guardian's typed table: who, by name, sees a restricted case."""

    content_object = models.ForeignKey(Case, on_delete=models.CASCADE)
