"""Links and checkpoints: what makes a change of the past show."""

import base64
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings
from django.db import connection, transaction

from helpdesk.core.clock import now

from .hashing import digest_of
from .models import Checkpoint, Entry, Link

SEQUENCER = 0x1E4D  # the advisory lock's number: any fixed one, ours alone
START = "0" * 64
HEADER = "Migrant Help Desk audit checkpoint"


def next_hash(before: str, position: int, digest: str) -> str:
    """A link's hash: over the link before it, its place, and its entry's digest."""
    return digest_of(before, position, digest)


@transaction.atomic
def link_entries(limit: int = 20_000) -> int:
    """Append links for entries that have none; returns how many. One sequencer at a time."""
    if not _alone():
        return 0
    last = Link.objects.order_by("-position").first()
    position, hash_ = (last.position, last.hash) if last else (0, START)
    links = []
    for entry, digest in (
        Entry.objects.unlinked().order_by("id").values_list("id", "digest")[:limit]
    ):
        position += 1
        hash_ = next_hash(hash_, position, digest)
        links.append(Link(position=position, entry_id=entry, hash=hash_))
    Link.objects.bulk_create(links, batch_size=1000)
    return len(links)


def _alone() -> bool:
    if connection.vendor != "postgresql":
        return True  # SQLite writes one at a time
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [SEQUENCER])
        return cursor.fetchone()[0]


def signing_key() -> Ed25519PrivateKey:
    """The Ed25519 key made of CHECKPOINT_KEY's 32 bytes."""
    return Ed25519PrivateKey.from_private_bytes(base64.b64decode(settings.CHECKPOINT_KEY))


def public_key() -> str:
    """What an auditor needs to check a note: 32 bytes in base64."""
    return base64.b64encode(signing_key().public_key().public_bytes_raw()).decode()


def make_note() -> tuple[int, str, str] | None:
    """Link what is unlinked, sign where the chain stands: (position, hash, note), None if empty."""
    while link_entries():
        pass
    last = Link.objects.order_by("-position").first()
    if last is None:
        return None
    body = (
        f"{HEADER}\nposition {last.position}\nhash {last.hash}\n"
        f"at {now().isoformat()}\nkey {public_key()}\n"
    )
    signature = base64.b64encode(signing_key().sign(body.encode())).decode()
    return last.position, last.hash, f"{body}signature {signature}\n"


def read_note(note: str) -> tuple[int, str]:
    """(position, hash) of a note that we signed; ValueError where it is not ours or was changed."""
    body, _, signature = note.rpartition("signature ")
    try:
        signing_key().public_key().verify(base64.b64decode(signature), body.encode())
        facts = dict(line.split(" ", 1) for line in body.splitlines()[1:])
        return int(facts["position"]), facts["hash"]
    except (InvalidSignature, ValueError, KeyError) as error:
        raise ValueError("The checkpoint's signature does not hold.") from error


def write_note(position: int, note: str) -> bool:
    """Leave the note in CHECKPOINT_DIR, out of this server's reach. False if none is set."""
    if not settings.CHECKPOINT_DIR:
        return False
    folder = Path(settings.CHECKPOINT_DIR)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"checkpoint-{position:012}.txt").write_text(note)
    return True


def keep_checkpoint(position: int, hash_: str, note: str, left_by: list[str]) -> Checkpoint:
    """Remember a checkpoint and how it left."""
    return Checkpoint.objects.create(
        position=position, hash=hash_, note=note, left_by=",".join(left_by)
    )


def outside_notes(file: str | None = None) -> list[str]:
    """The notes that left: those in CHECKPOINT_DIR, and `file` if one is given."""
    paths = (
        sorted(Path(settings.CHECKPOINT_DIR).glob("checkpoint-*.txt"))
        if settings.CHECKPOINT_DIR
        else []
    )
    return [path.read_text() for path in [*paths, *([Path(file)] if file else [])]]
