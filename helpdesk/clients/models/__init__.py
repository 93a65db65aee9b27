from .access_request import AccessRequest
from .batch import Batch, BatchKey, BatchRow, ColumnMapping
from .client import Client, Serving
from .facts import Document, Phone
from .fee import Fee
from .journey import Journey
from .match_key import MatchKey
from .merge import Different, Merge
from .name_alias import NameAlias
from .relation import Relation

__all__ = [
    "AccessRequest",
    "Batch",
    "BatchKey",
    "BatchRow",
    "Client",
    "ColumnMapping",
    "Different",
    "Document",
    "Fee",
    "Journey",
    "MatchKey",
    "Merge",
    "NameAlias",
    "Phone",
    "Relation",
    "Serving",
]
