"""A few hundred clients with all that happened to them, as rows that are ready to be written."""

import json
import os
from datetime import UTC, datetime
from functools import cache
from hashlib import sha256
from itertools import count
from json.encoder import encode_basestring
from random import Random

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.apps import apps

from helpdesk.core.codes import ALPHABET
from helpdesk.vault import keyring

from .tables import Table

STRIDE = 32_768  # ids that one batch may use in each table
WHERE = "seed"
CODES = len(ALPHABET) ** 6
LEAP = 387_420_491  # prime to CODES: no two numbers have the same code

ENTRY, ENTRY_ROW, ENTRY_CLIENT = "audit.entry", "audit.entryrow", "audit.entryclient"
OURS = (
    *("vault.datakey", "clients.client", "clients.serving", "clients.phone", "clients.document"),
    *("clients.journey", "clients.matchkey", "cases.case", "cases.caseperson", "cases.note"),
    *("cases.task", "cases.need", "cases.casesharing", "contacts.contact"),
    *("cases.party", "cases.partykey", "cases.caseparty", "cases.claim", "cases.receipt"),
    *("cases.deadline", "contacts.helpgiven", "contacts.appointment"),
    *("referrals.consent", "referrals.referral", "referrals.packet", "referrals.step"),
    *("notices.notice", ENTRY, ENTRY_ROW, ENTRY_CLIENT),
)
PEOPLE = (*OURS[:5], "clients.matchkey")  # what the finding of people reads


@cache
def table(label) -> Table:
    """The table of a model, by its label."""
    return Table(apps.get_model(label))


def tables() -> list[Table]:
    """Every table that seeding fills, history beside its base; what is pointed at comes first."""
    return [t for label in OURS for t in (table(label), table(label).history) if t]


def moment(at: float) -> str:
    """Seconds since 1970 as the trail spells a moment."""
    return datetime.fromtimestamp(at, UTC).isoformat(timespec="microseconds")


class Dice:
    """Bytes from the system's randomness, fetched a block at a time."""

    def __init__(self):
        self._block, self._at = b"", 0

    def __call__(self, size) -> bytes:
        at, self._at = self._at, self._at + size
        if self._at > len(self._block):
            self._block, at, self._at = os.urandom(65_536), 0, size
        return self._block[at : self._at]


class Key:
    """A data key that seals at once, without a row in memory."""

    __slots__ = ("encrypt", "id", "random", "uid")

    def __init__(self, id, uid: bytes, encrypt, random):
        self.id, self.uid, self.encrypt, self.random = id, uid, encrypt, random

    def seal(self, about: bytes, row_uid: str, value) -> bytes:
        """As SealedField does it: nonce and ciphertext, bound to model, field, key and row."""
        is_text = isinstance(value, str)
        text = encode_basestring(value) if is_text else _json(value)
        nonce = self.random(12)
        bound = self.uid + about + bytes.fromhex(row_uid.replace("-", ""))
        return nonce + self.encrypt(nonce, text.encode(), bound)


_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class Batch:
    """Collects rows. Its ids are its own: batches are made side by side."""

    people_only = False

    def __init__(self, number, starts, rng):
        self.rng = rng
        self._chance = Random(f"{number} {sorted(starts.values())}")  # noqa: S311 - no secret
        self._ids = {label: count(start + number * STRIDE) for label, start in starts.items()}
        self._ends = {label: start + (number + 1) * STRIDE for label, start in starts.items()}
        self.rows: dict[str, list] = {}  # of base tables: dicts, in the order in which they came
        self.values: dict[str, list] = {}  # of history, entries: as they will stay
        self.digests: list[str] = []
        self.first_entry = starts[ENTRY] + number * STRIDE
        self._waiting: list[tuple[str, int, str]] = []
        self._ring = keyring.current_number()
        self._wrapper = keyring.key_encryption_key(self._ring)
        self._random = Dice()

    def id(self, label) -> int:
        """The next free id of a table."""
        id = next(self._ids[label])
        if id >= self._ends[label]:
            raise OverflowError(f"A batch has more than {STRIDE} rows of {label}.")
        return id

    def uuid(self) -> str:
        """A UUID (version 4) as text, that no other run has: it follows from where ids begin."""
        h = f"{self._chance.getrandbits(128):032x}"
        return f"{h[:8]}-{h[8:12]}-4{h[13:16]}-a{h[17:20]}-{h[20:]}"

    def key(self) -> Key:
        """A fresh data key, wrapped as DataKey.make does it."""
        raw, nonce, uid = self._random(32), self._random(12), self.uuid()
        uid_bytes = bytes.fromhex(uid.replace("-", ""))
        id = self.id("vault.datakey")
        wrapped = nonce + self._wrapper.encrypt(nonce, raw, uid_bytes)
        row = {"id": id, "uid": uid, "key_number": self._ring, "wrapped": wrapped}
        self.rows.setdefault("vault.datakey", []).append(row)
        return Key(id, uid_bytes, AESGCM(raw).encrypt, self._random)

    def new(self, label, sealer=None, /, *, seal=None, **facts) -> dict:
        """A row. `seal`: open values by field, sealed under the Key `sealer`."""
        kind = table(label)
        row = {**kind.defaults, "id": self.id(label), **facts}
        for name in kind.fresh:
            row[name] = self.uuid()
        if sealer:
            row["data_key_id"] = sealer.id
            for name, value in (seal or {}).items():
                self.seal(label, row, sealer, name, value)
        self.rows.setdefault(label, []).append(row)
        return row

    def seal(self, label, row, key, name, value):
        """Set one sealed field."""
        attname = f"{name}_sealed"
        about = table(label).sealed[attname]
        row[attname] = None if value is None else key.seal(about, row["uid"], value)

    def keep(self, label, row, at, how="+"):
        """The row as it is now, as its history shows it; the next entry speaks of it."""
        kind = table(label).history
        id = self.id(kind.label)
        values = [*(row[name] for name in kind.attnames[:-4]), id, at, None, how]
        self.values.setdefault(kind.label, []).append(values)
        self._waiting.append((kind.label, id, kind.hash(values)))

    def entry(self, verb, label, row, by, at, clients, *, code=None, why="", **detail):
        """The trail's line about what was just done, with its digest."""
        id, uid, request = self.id(ENTRY), self.uuid(), self.uuid()
        code, said = code or row.get("code", ""), _detail(detail)
        rows = sorted(self._waiting)
        hashed = ",".join(f'["{t}",{r},"{h}"]' for t, r, h in rows)
        people = ",".join(f'"{client}"' for client in sorted(clients))
        text = (
            f'["{at}",["{uid}",{by},"{verb}","{label}",{row["id"]},"{code}","{why}",{said},'
            f'"{request}","{WHERE}"],[{hashed}],[{people}]]'
        )
        digest = sha256(text.encode()).hexdigest()
        entry = [id, uid, at, by, verb, label, row["id"], code, why, said, request, WHERE, digest]
        self.digests.append(digest)
        self._add(ENTRY, entry)
        for t, r, h in rows:
            self._add(ENTRY_ROW, [self.id(ENTRY_ROW), id, t, r, h])
        for client in clients:
            self._add(ENTRY_CLIENT, [self.id(ENTRY_CLIENT), id, client])
        self._waiting.clear()

    def _add(self, label, values):
        self.values.setdefault(label, []).append(values)

    def written(self):
        """(table, values of each row) of every table, what is pointed at before what points."""
        for kind in tables():
            if rows := self.rows.get(kind.label):
                yield kind, [kind.values(row) for row in rows]
            if values := self.values.get(kind.label):
                yield kind, values

    def code(self, number) -> str:
        """Six letters that no other row of the kind has: ids in another order."""
        number = number * LEAP % CODES
        letters = []
        for _ in range(6):
            number, rest = divmod(number, len(ALPHABET))
            letters.append(ALPHABET[rest])
        return "".join(letters)


class PeopleOnly(Batch):
    """A batch of clients to be found, and nothing else: no history rows and no entries."""

    people_only = True

    def keep(self, label, row, at, how="+"):
        """Nothing: what such a database shows is how people are found."""

    def entry(self, verb, label, row, by, at, clients, *, code=None, why="", **detail):
        """Nothing, likewise."""


_detail = json.JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode
