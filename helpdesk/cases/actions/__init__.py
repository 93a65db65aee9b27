from .life import (
    add_need,
    add_person,
    add_task,
    assign,
    change,
    close,
    finish,
    note,
    open,
    release,
    reopen,
    take,
)
from .many import Matter, open_many
from .sorting import make_tag, retire, snooze, tag, untag, wake

__all__ = [
    "Matter",
    "add_need",
    "add_person",
    "add_task",
    "assign",
    "change",
    "close",
    "finish",
    "make_tag",
    "note",
    "open",
    "open_many",
    "release",
    "reopen",
    "retire",
    "snooze",
    "tag",
    "take",
    "untag",
    "wake",
]
