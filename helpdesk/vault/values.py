"""What a sealed column can hold in Python, besides the open value."""


class Sealed:
    """Bytes as stored. Refuses to be shown."""

    __slots__ = ("data",)

    def __init__(self, data):
        self.data = bytes(data)

    def __eq__(self, other):
        return isinstance(other, Sealed) and other.data == self.data

    def __hash__(self):
        return hash(self.data)

    def __repr__(self):
        return f"<sealed {len(self.data)} bytes>"

    def __str__(self):
        raise TypeError("A sealed value is opened through its row.")


class Pending:
    """An open value that waits for its row to be saved, and what it replaces."""

    __slots__ = ("old", "value")

    def __init__(self, value, old):
        self.value = value
        self.old = old

    def __repr__(self):
        return "<pending>"


class Erased:
    """What a value reads as once its key is destroyed. False, so that templates can ask."""

    def __bool__(self):
        return False

    def __str__(self):
        return "⟨erased⟩"

    def __iter__(self):
        return iter(())


ERASED = Erased()


class Memo:
    """An open value beside the bytes that it was opened from. Pickles empty."""

    __slots__ = ("raw", "value")

    def __init__(self, raw=None, value=None):
        self.raw = raw
        self.value = value

    def __reduce__(self):
        return (Memo, ())
