"""Closed cases drawn by chance, and what was found in each: for learning, not for blame."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from helpdesk.access.models import Centre
from helpdesk.access.roles import Role
from helpdesk.access.sight import centre_ids
from helpdesk.audit.history import History
from helpdesk.core.clock import now
from helpdesk.core.codes import CodesField
from helpdesk.vault.fields import SealedField
from helpdesk.vault.models import DataKey

from .. import checklist
from ..categories import CATEGORIES
from .case import Case
from .parts import CasePerson, Need


def number_of(rows):
    """How many of these rows there are, as a column of a query around it."""
    counted = rows.order_by().annotate(all=Value(1)).values("all").annotate(n=Count("pk"))
    return Coalesce(Subquery(counted.values("n")), 0)


class ReviewQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Of the centres that one oversees. Which of its cases one sees, ReviewedCase says."""
        return self.filter(centre__in=centre_ids(user, Role.SUPERVISOR))

    def for_listing(self):
        return self.select_related("centre", "by", "officer")

    def with_progress(self, user):
        """With `total`, how many of its cases the user oversees, and `done`: of them judged."""
        cases = ReviewedCase.objects.overseen_by(user).filter(review=OuterRef("pk"))
        return self.annotate(total=number_of(cases), done=number_of(cases.judged()))


class Review(models.Model):
    """A sample of closed cases: who drew it and when, from which cases, with which seed.

    The same seed draws the same cases from the same list (`actions.reviewing.drawn`). How many
    there were to draw from is not kept: it would tell of cases that a later reader may not see.
    """

    centre = models.ForeignKey(Centre, on_delete=models.PROTECT, related_name="+")
    below = models.BooleanField(_("with all below it"), default=False)
    since = models.DateField(_("closed from"))
    until = models.DateField(_("closed until"))
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    category = models.CharField(_("category"), max_length=3, choices=CATEGORIES, blank=True)
    size = models.PositiveSmallIntegerField(_("cases asked for"))
    seed = models.BigIntegerField(editable=False)
    points = CodesField(_("points"), codes=checklist.points)  # as they were asked on that day
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    drawn_at = models.DateTimeField(default=now)
    submission_id = models.UUIDField(unique=True, default=uuid.uuid4)

    objects = ReviewQuerySet.as_manager()
    history = History()

    class Meta:
        verbose_name = _("review of closed cases")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until__gte=F("since")), name="a_review_looks_at_days_in_order"
            )
        ]

    def __str__(self):
        return f"review {self.pk}"

    def get_absolute_url(self):
        return reverse("figures_review", args=[self.pk])

    def places(self):
        return [self.centre]

    def asked(self) -> list[tuple[str, str]]:
        """(code, words) of its points, in their order."""
        return [(code, words) for code, words in checklist.POINTS.items() if code in self.points]


class ReviewedCaseQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Of the cases that one works on or oversees; a restricted one only where one is named.

        Its officer sees hers once they are judged, supervisors those of their centres.
        """
        own = Q(officer=user, judged_at__isnull=False)
        return self._of_seen(user, self._overseen(user) | own)

    def overseen_by(self, user):
        """Those that one may judge, but for one's own."""
        return self._of_seen(user, self._overseen(user))

    def _overseen(self, user):
        return Q(centre__in=centre_ids(user, Role.SUPERVISOR))

    def _of_seen(self, user, which):
        return self.filter(which, case__in=Case.objects.in_care_of(user))

    def for_listing(self):
        """Everything that a row says; with `missed`: how many points were answered no."""
        no = Finding.objects.filter(reviewed=OuterRef("pk"), verdict=Finding.Verdict.NO)
        rows = self.select_related("case", "centre", "officer", "data_key")
        return rows.annotate(missed=number_of(no))

    def for_page(self):
        """Everything that its page shows, in two queries: the row, and the people of its case."""
        people = CasePerson.objects.select_related("client").order_by("id")
        return self.select_related(
            *("case__centre", "case__data_key", "centre", "officer", "data_key"),
            *("judged_by", "review__centre"),
        ).prefetch_related(models.Prefetch("case__people", queryset=people))

    def judged(self):
        return self.filter(judged_at__isnull=False)

    def with_needs(self):
        """With `needs` and `needs_met`: how many needs its case has, and how many are met."""
        needs = Need.objects.filter(case=OuterRef("case"))
        met = needs.filter(met_at__isnull=False)
        return self.annotate(needs=number_of(needs), needs_met=number_of(met))

    def found(self, point, verdict=""):
        """Those in which the point was judged, or judged so."""
        rows = Finding.objects.filter(reviewed=OuterRef("pk"), point=point)
        return self.filter(Exists(rows.filter(verdict=verdict) if verdict else rows))


class ReviewedCase(models.Model):
    """One case of a sample: what was found in it, and what its officer answered, once.

    `centre` and `officer` are those of the case when it was drawn: findings are counted there.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="cases")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="reviews")
    data_key = models.ForeignKey(DataKey, on_delete=models.PROTECT, editable=False)  # the case's
    centre = models.ForeignKey(Centre, on_delete=models.PROTECT, related_name="+")
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    comment = SealedField(_("comment"), null=True)
    judged_at = models.DateTimeField(null=True)
    judged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    answer = SealedField(_("the officer’s answer"), null=True)
    answered_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    objects = ReviewedCaseQuerySet.as_manager()
    history = History()

    class Meta:
        verbose_name = _("reviewed case")
        ordering = ["id"]
        indexes = [models.Index("centre", "judged_at", name="reviews_of_a_centre")]
        constraints = [
            models.UniqueConstraint("review", "case", name="a_case_is_drawn_once"),
            models.CheckConstraint(
                condition=Q(judged_at=None, judged_by=None, answered_at=None)
                | Q(judged_at__isnull=False, judged_by__isnull=False),
                name="only_what_is_judged_is_answered",
            ),
        ]

    def __str__(self):
        return f"review of {self.case_id}"

    def get_absolute_url(self):
        return reverse("case_review", args=[self.case.code, self.pk])

    @property
    def code(self) -> str:
        return self.case.code

    def places(self):
        return [self.centre]

    def client_uids(self):
        return self.case.client_uids()


class FindingQuerySet(models.QuerySet):
    def for_page(self):
        """With the reviewed case and all that its page shows of it."""
        return self.select_related(
            *("reviewed__data_key", "reviewed__officer", "reviewed__judged_by"),
            "reviewed__review",
        )


class Finding(models.Model):
    """What a supervisor found in one case on one point."""

    class Verdict(models.TextChoices):
        YES = "yes", _("Yes")
        NO = "no", _("No")
        NOT_APPLICABLE = "na", _("Not applicable")

    TONES = {"yes": "good", "no": "bad", "na": "plain"}

    reviewed = models.ForeignKey(ReviewedCase, on_delete=models.PROTECT, related_name="findings")
    point = models.CharField(max_length=20, choices=checklist.points)
    verdict = models.CharField(max_length=3, choices=Verdict)

    objects = FindingQuerySet.as_manager()
    history = History()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint("reviewed", "point", name="a_point_is_judged_once"),
        ]

    def __str__(self):
        return f"{self.point}: {self.verdict}"

    @property
    def tone(self) -> str:
        return self.TONES[self.verdict]
