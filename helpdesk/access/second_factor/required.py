"""Of whom a second factor is required: of roles by the setting, of places by their own word."""

from django.conf import settings

from ..roles import Role
from ..sight import home_place, roles_of

MARK = "second_factor"  # in the session: since when the factor that was asked for is hers


def is_required_of(user) -> bool:
    """One of her roles, or a place where she works or that she oversees, requires it."""
    if roles_of(user) & {Role(name) for name in settings.SECOND_FACTOR_REQUIRED_FOR}:
        return True
    place = home_place(user)
    return bool(place and place.asks_second_factor)


def mark(session, user) -> None:
    """This session gave the second factor that is hers now; another one makes it void."""
    session[MARK] = _since(user)


def is_marked(session, user) -> bool:
    return session.get(MARK) == _since(user)


def _since(user):
    return user.second_factor_at.isoformat() if user.second_factor_at else None
