from .hanging import choose_journey
from .life import (
    add_need,
    add_person,
    add_task,
    assign,
    change,
    close,
    finish,
    meet,
    note,
    open,
    release,
    reopen,
    take,
    touch,
)
from .many import Matter, open_many
from .moving import end_overlaps, give_client_to_centre, give_to_centre
from .sorting import make_tag, retire, snooze, tag, untag, wake

__all__ = [
    "Matter",
    "add_need",
    "add_person",
    "add_task",
    "assign",
    "change",
    "choose_journey",
    "close",
    "end_overlaps",
    "finish",
    "give_client_to_centre",
    "give_to_centre",
    "make_tag",
    "meet",
    "note",
    "open",
    "open_many",
    "release",
    "reopen",
    "retire",
    "snooze",
    "tag",
    "take",
    "touch",
    "untag",
    "wake",
]
