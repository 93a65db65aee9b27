"""What is worth asking once per request: who may see which centres, what the request is called."""

from collections.abc import Callable, Hashable
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4


@dataclass
class Request:
    """One request, command or task: its id, where it came from, and what was looked up for it."""

    id: str
    where: str
    known: dict[Hashable, Any] = field(default_factory=dict)
    remembers: bool = True


_current: ContextVar[Request | None] = ContextVar("current_request", default=None)


def current() -> Request:
    """The request being answered; outside one, a fresh one that remembers nothing."""
    return _current.get() or Request(id=uuid4().hex, where="command", remembers=False)


def begin(where: str, id: str | None = None):
    """Start a request; returns the token for `end`."""
    return _current.set(Request(id=id or uuid4().hex, where=where))


def end(token) -> None:
    """The request is over: what it remembered is gone."""
    _current.reset(token)


def once(key: Hashable, find: Callable[[], Any]) -> Any:
    """`find()`, remembered until the request ends."""
    request = current()
    if not request.remembers:
        return find()
    if key not in request.known:
        request.known[key] = find()
    return request.known[key]


def forget() -> None:
    """Ask anew: after an action changed who may see what."""
    current().known.clear()
