from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from helpdesk.access.models import Centre
from helpdesk.access.roles import Role
from helpdesk.access.sight import centre_ids
from helpdesk.audit.history import History

from .case import Case


class TagQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The tags of the centres that one serves or oversees."""
        return self.filter(centre_id__in=centre_ids(user, Role.OFFICER, Role.SUPERVISOR))

    def in_use(self):
        return self.filter(retired=False)

    def with_counts(self):
        """With the number of open cases that wear each."""
        return self.annotate(
            worn=models.Count("worn_by", filter=models.Q(worn_by__case__status=Case.Status.OPEN))
        )


class Tag(models.Model):
    """A word by which a centre sorts its cases. Never a person's name: tags are not sealed."""

    centre = models.ForeignKey(Centre, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("name"), max_length=30)
    retired = models.BooleanField(default=False)  # stays where it is, is offered no more

    objects = TagQuerySet.as_manager()
    history = History()

    class Meta:
        verbose_name = _("tag")
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint("centre", Lower("name"), name="one_tag_of_a_name_in_a_centre")
        ]

    def __str__(self):
        return self.name

    @property
    def code(self):
        return self.name

    def places(self):
        return [self.centre]


class TagIds(models.Func):
    """The ids of the tags that a case wears, in one value: "3,8". Plain SQL, as for every list."""

    output_field = models.TextField()
    arity = 1
    ids = "GROUP_CONCAT(w.tag_id)"

    def as_sql(self, compiler, connection, **more):
        worn = f"{CaseTag._meta.db_table} w WHERE w.case_id = %(expressions)s"
        template = f"(SELECT {more.pop('ids', self.ids)} FROM {worn})"  # noqa: S608
        return super().as_sql(compiler, connection, template=template, **more)

    def as_postgresql(self, compiler, connection, **more):
        return self.as_sql(compiler, connection, ids="STRING_AGG(w.tag_id::text, ',')", **more)


class CaseTagQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(case__in=Case.objects.visible_to(user))


class CaseTag(models.Model):
    """A tag that a case wears."""

    case = models.ForeignKey(
        Case, on_delete=models.PROTECT, related_name="case_tags", db_index=False
    )
    tag = models.ForeignKey(Tag, on_delete=models.PROTECT, related_name="worn_by", db_index=False)

    objects = CaseTagQuerySet.as_manager()
    history = History()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "tag"], name="a_case_wears_a_tag_once")
        ]
        indexes = [models.Index(fields=["tag", "case"], name="cases_of_a_tag")]

    def __str__(self):
        return f"{self.tag_id} on {self.case_id}"
