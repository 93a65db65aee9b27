"""A page's calls do not each ask the system for memory, at whatever depth they are made."""

from resource import RUSAGE_SELF, getrusage

from helpdesk.core.stack import with_room

CALLS = 1000


def leaf():
    return None


def many_calls(depth):
    """Goes so deep, and there calls something again and again."""
    if depth:
        return many_calls(depth - 1)
    for _ in range(CALLS):
        leaf()
    return None


def page_faults(environ=None, start_response=None):
    """How often the system had to give a page of memory, over calls at 300 depths."""
    before = getrusage(RUSAGE_SELF).ru_minflt
    for depth in range(300):
        many_calls(depth)
    return getrusage(RUSAGE_SELF).ru_minflt - before


def test_a_loop_stands_at_no_edge_of_the_stack():
    assert with_room(page_faults)({}, None) < CALLS / 2
