from .access_request import AccessRequest
from .client import Client, Serving
from .facts import Document, Phone
from .journey import Journey
from .match_key import MatchKey
from .merge import Different, Merge

__all__ = [
    "AccessRequest",
    "Client",
    "Different",
    "Document",
    "Journey",
    "MatchKey",
    "Merge",
    "Phone",
    "Serving",
]
