from .batch import Batch, BatchKey, BatchRow, ColumnMapping
from .client import Client, Serving
from .facts import Document, Phone
from .journey import Journey
from .match_key import MatchKey

__all__ = [
    "Batch",
    "BatchKey",
    "BatchRow",
    "Client",
    "ColumnMapping",
    "Document",
    "Journey",
    "MatchKey",
    "Phone",
    "Serving",
]
