import uuid
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from helpdesk.core.clock import now
from helpdesk.vault.models import DataKey


def kept_until():
    """Two weeks from now: what a job was given or has made is not kept longer."""
    return now() + timedelta(days=settings.JOB_FILE_DAYS)


class SealedFileQuerySet(models.QuerySet):
    def expired(self):
        return self.filter(expires_at__lt=now(), data_key__wrapped__isnull=False)


class SealedFile(models.Model):
    """A file that long work reads or makes: in pieces, sealed under a key that goes with it.

    Or one that is kept with a person: under the person's key, without a day on which it goes.
    """

    PIECE = 256 * 1024

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    data_key = models.ForeignKey(DataKey, on_delete=models.PROTECT, editable=False)
    size = models.PositiveBigIntegerField(default=0)
    pieces = models.PositiveIntegerField(default=0)
    made_at = models.DateTimeField(default=now)
    expires_at = models.DateTimeField(default=kept_until, null=True)  # null: goes with the person

    objects = SealedFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("file")
        indexes = [models.Index(fields=["expires_at"], name="files_that_expire")]

    def __str__(self):
        return f"file {self.pk}"

    @classmethod
    def make(cls):
        """An empty file with a key of its own, saved."""
        return cls.objects.create(data_key=DataKey.make())

    @classmethod
    def keep_with(cls, data_key, content: bytes):
        """A whole file of a person's, under that person's key; the caller holds the transaction."""
        file = cls.objects.create(data_key=data_key, expires_at=None)
        for start in range(0, len(content), cls.PIECE):
            file.append(content[start : start + cls.PIECE])
        return file

    @property
    def is_gone(self) -> bool:
        return self.data_key.is_destroyed

    def append(self, content: bytes) -> None:
        """One more piece at the end; the caller holds the transaction."""
        sealed = self.data_key.seal(content, self._about(self.pieces))
        FilePiece.objects.create(file=self, number=self.pieces, sealed=sealed, size=len(content))
        self.pieces, self.size = self.pieces + 1, self.size + len(content)
        self.save(update_fields=["pieces", "size"])

    def piece(self, number: int) -> bytes:
        """The open content of one piece."""
        row = FilePiece.objects.get(file=self, number=number)
        return self.data_key.open(bytes(row.sealed), self._about(number))

    def contents(self):
        """Every piece in its order, one in memory at a time."""
        return (self.piece(number) for number in range(self.pieces))

    def destroy(self) -> None:
        """The key and the pieces go; the row stays and says that there was a file."""
        FilePiece.objects.filter(file=self).delete()
        if self.expires_at is None:  # the key is a person's, and not this file's to destroy
            return
        self.data_key.wrapped = None
        self.data_key.save(update_fields=["wrapped"])

    def _about(self, number):
        return b"|jobs.filepiece|%s|%d" % (self.uid.bytes, number)


class FilePiece(models.Model):
    """One sealed piece of a file."""

    file = models.ForeignKey(SealedFile, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    size = models.PositiveIntegerField()
    sealed = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["file", "number"], name="pieces_are_counted")
        ]

    def __str__(self):
        return f"{self.file_id} {self.number}"
