"""Work on several cores: each process a Django of its own, results in order, memory flat."""

import pickle
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import Any

import django
from django.utils.module_loading import import_string

_work: list = []


def side_by_side(work: str, shared: Any, items: Iterable, processes: int) -> Iterator:
    """`work(shared, item)` of each item, in their order. `work` is a dotted path.

    With one process everything happens here. With more, none may hold an open transaction.
    """
    if processes == 1:
        function = import_string(work)
        yield from (function(shared, item) for item in items)
        return
    given = (work, pickle.dumps(shared))
    with ProcessPoolExecutor(processes, get_context("spawn"), _begin, given) as pool:
        ahead: deque = deque()
        for item in items:
            ahead.append(pool.submit(_do, item))
            if len(ahead) > 2 * processes:
                yield ahead.popleft().result()
        while ahead:
            yield ahead.popleft().result()


def _begin(work, shared):
    django.setup()
    _work[:] = [import_string(work), pickle.loads(shared)]  # noqa: S301 - made by our own parent


def _do(item):
    function, shared = _work
    return function(shared, item)
