from .client import Client, Serving
from .facts import Document, Phone
from .journey import Journey
from .match_key import MatchKey
from .relation import Relation

__all__ = ["Client", "Document", "Journey", "MatchKey", "Phone", "Relation", "Serving"]
