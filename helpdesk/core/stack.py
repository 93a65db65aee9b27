"""Room on Python's stack for all that a function calls."""


def with_room(function):
    """The function, called from a frame below which there is room for all that it calls.

    CPython keeps frames in chunks of 16 KB and gives each back as soon as it is empty, so that a
    loop at the edge of one asks the system for memory at every turn: on a case's page a thousand
    times, a sixth of its time. A frame that claims more than half of a chunk of 1 MB leaves the
    other half to those whom it calls; only what they touch is ever taken from the system.
    """

    def call(*given):
        return function(*given)

    call.__code__ = call.__code__.replace(co_stacksize=70_000)  # in words of 8 bytes
    return call
