import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from helpdesk.core.clock import now

from .hashing import digest_of


class EntryQuerySet(models.QuerySet):
    def about(self, row):
        """Every entry about this row."""
        return self.filter(label=row._meta.label_lower, key=row.pk)

    def about_client(self, *uids):
        """Who saw or changed anything of this person; several where records were merged."""
        return self.filter(pk__in=EntryClient.objects.filter(client__in=uids).values("entry"))

    def unlinked(self):
        """Entries that the sequencer has not reached yet."""
        return self.filter(link=None)


class Entry(models.Model):
    """A line of the audit trail: who did what, why, when, from where. Append-only, person-free."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    at = models.DateTimeField(default=now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    verb = models.CharField(max_length=40)
    label = models.CharField(max_length=60, help_text=_("The model, such as cases.case."))
    key = models.BigIntegerField(null=True)
    code = models.CharField(max_length=60, blank=True)
    why = models.CharField(
        max_length=200, blank=True, help_text=_("A coded reason or a rule's words.")
    )
    detail = models.JSONField(default=dict)
    request_id = models.CharField(max_length=36)
    where = models.CharField(max_length=60)
    digest = models.CharField(max_length=64)

    objects = EntryQuerySet.as_manager()

    CONTENT = (
        "uid",
        "by_id",
        "verb",
        "label",
        "key",
        "code",
        "why",
        "detail",
        "request_id",
        "where",
    )

    class Meta:
        verbose_name = _("entry")
        indexes = [
            models.Index(fields=["label", "key", "id"], name="entry_about"),
            models.Index(fields=["code", "id"], name="entry_code"),
            models.Index(fields=["by", "id"], name="entry_by"),
            models.Index(fields=["verb", "id"], name="entry_verb"),
            models.Index(fields=["at"], name="entry_at"),
        ]

    def __str__(self):
        return f"{self.verb} {self.code or self.label}"

    @classmethod
    def digest_for(cls, at, content, rows, clients):
        """The digest over the entry's content, its history rows' hashes and its clients.

        `content` holds the values of CONTENT; `rows` (table, row, hash); `clients` uids.
        """
        return digest_of(
            at.isoformat(timespec="microseconds"), content, sorted(rows), sorted(map(str, clients))
        )


class EntryRow(models.Model):
    """A history row that an entry's action wrote, and its hash at that moment."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="rows")
    table = models.CharField(max_length=80)
    row = models.BigIntegerField()
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["table", "row"], name="a_history_row_has_one_entry")
        ]

    def __str__(self):
        return f"{self.table} {self.row}"


class EntryClient(models.Model):
    """Whom an entry is about: no foreign key, so that it outlives an erased person."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="clients")
    client = models.UUIDField()

    class Meta:
        indexes = [models.Index(fields=["client", "entry"], name="who_saw_this_client")]

    def __str__(self):
        return str(self.client)


class Link(models.Model):
    """An entry's place in the one chain. Written once a minute by one sequencer."""

    position = models.BigIntegerField(primary_key=True)
    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="link")
    hash = models.CharField(max_length=64)

    def __str__(self):
        return str(self.position)


class Checkpoint(models.Model):
    """A signed statement of the chain's length and end. Worth something once it has left."""

    position = models.BigIntegerField()
    hash = models.CharField(max_length=64)
    at = models.DateTimeField(default=now)
    note = models.TextField()
    left_by = models.CharField(
        max_length=20, blank=True, help_text=_("How it left the server: file, mail.")
    )

    class Meta:
        ordering = ["-id"]

    def __str__(self):
        return f"{self.position} {self.hash[:8]}"
