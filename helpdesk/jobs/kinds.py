"""Which kinds of long work there are. The apps above add theirs when they are ready."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise

from .models import Job

Step = Callable[[Job], bool]


@dataclass(frozen=True)
class Kind:
    """One kind of long work.

    `begin(job)` opens what it reads (outside a transaction, after `job.place`) and returns the
    step: `step(job)` does the next few rows, moves `job.place`, `job.done` and `job.total`, and
    says whether more is to do. The runner saves the job in the step's own transaction.
    """

    name: str
    title: str | Promise
    begin: Callable[[Job], Step]
    leads_to: Callable[[Job], str]  # the page where its work is of use
    ended: Callable[[Job], None] = lambda job: None  # in the transaction in which it ends


KINDS: dict[str, Kind] = {}


def add_kind(kind: Kind) -> None:
    """From now on such jobs can be started."""
    KINDS[kind.name] = kind
