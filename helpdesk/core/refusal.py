"""A rule that says no."""


class Refused(Exception):
    """The state of things forbids this, and the message says so in the user's words.

    Forms show it beside what was typed; a bare button answers a page with a way back (409).
    """

    def __init__(self, message, *, code: str = "", field: str | None = None):
        super().__init__(message)
        self.message = message
        self.code = code
        self.field = field

    def __str__(self) -> str:
        return str(self.message)


class Stale(Refused):
    """Someone saved this meanwhile. `current` is the row as it stands now."""

    def __init__(self, message, current):
        super().__init__(message, code="stale")
        self.current = current
