from .client import Client, Serving
from .facts import Document, Phone
from .journey import Journey
from .match_key import MatchKey
from .name_alias import NameAlias
from .relation import Relation

__all__ = [
    "Client",
    "Document",
    "Journey",
    "MatchKey",
    "NameAlias",
    "Phone",
    "Relation",
    "Serving",
]
