import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from helpdesk.audit.history import History

from .location import DirectoryQuerySet
from .service import Service


class FromDirectory(models.Model):
    """What a directory of others may have brought: its name for it, so that it comes in once."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(_("name"), max_length=200)
    description = models.TextField(_("description"), blank=True)
    uri = models.URLField(_("address on the web"), max_length=300, blank=True)
    source = models.CharField(max_length=60, blank=True, editable=False)
    external_id = models.CharField(max_length=60, blank=True, editable=False)

    class Meta:
        abstract = True

    def __str__(self):
        return self.name


class Taxonomy(FromDirectory):
    """A list of terms that others classify services by. Our own kinds of help need no row."""

    version_name = models.CharField(_("version"), max_length=60, blank=True)

    objects = DirectoryQuerySet.as_manager()
    history = History()

    class Meta:
        verbose_name = _("list of terms")
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["source", "external_id"],
                condition=~Q(source=""),
                name="a_directory_names_a_taxonomy_once",
            )
        ]


class TaxonomyTermQuerySet(DirectoryQuerySet):
    def for_listing(self):
        """Terms with the list that each stands in, and the term above, in one query."""
        return self.select_related("taxonomy", "parent")


class TaxonomyTerm(FromDirectory):
    """One term of such a list, perhaps below another."""

    taxonomy = models.ForeignKey(Taxonomy, on_delete=models.PROTECT, related_name="terms")
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="below"
    )
    code = models.CharField(_("code"), max_length=60, blank=True)

    objects = TaxonomyTermQuerySet.as_manager()
    history = History()

    class Meta:
        verbose_name = _("term")
        ordering = ["taxonomy__name", "name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["source", "external_id"],
                condition=~Q(source=""),
                name="a_directory_names_a_term_once",
            )
        ]


class ServiceTerm(models.Model):
    """A service is classified by a term."""

    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="terms")
    term = models.ForeignKey(TaxonomyTerm, on_delete=models.PROTECT, related_name="services")

    objects = DirectoryQuerySet.as_manager()
    history = History()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["service", "term"], name="a_term_classifies_a_service_once"
            )
        ]

    def __str__(self):
        return f"{self.service_id} is {self.term_id}"
