"""How long a log-in lasts: until nothing was asked for a while, and twelve hours in any case.

Both times stand in the session, as seconds since 1970 on the product's clock. The session's own
row cannot say them: its end moves on with every save.
"""

from django.conf import settings

from helpdesk.core.clock import now

BEGUN, SEEN = "begun_at", "seen_at"
NOTED_EVERY = 60  # seconds: a request more in the same minute writes nothing


def begin(session) -> None:
    """She logged in just now."""
    session[BEGUN] = session[SEEN] = _now()


def note(session) -> None:
    """She asked for something: the idle time begins anew."""
    if BEGUN not in session:
        begin(session)
    elif _now() - session[SEEN] >= NOTED_EVERY:
        session[SEEN] = _now()


def seconds_left(session) -> int:
    """Until the log-in ends if nothing more is asked; nothing or less: it is over."""
    return min(_left(session, SEEN, idle_seconds()), _left(session, BEGUN, absolute_seconds()))


def was_idle(session) -> bool:
    """Of a log-in that is over: whether because nothing was done; else its day was over."""
    return _left(session, BEGUN, absolute_seconds()) > 0


def idle_seconds() -> int:
    return settings.SESSION_IDLE_MINUTES * 60


def absolute_seconds() -> int:
    return settings.SESSION_COOKIE_AGE


def _left(session, since, lasts):
    return session.get(since, _now()) + lasts - _now()


def _now():
    return int(now().timestamp())
