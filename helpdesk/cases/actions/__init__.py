from .claims import add_claim, change_claim
from .deadlines import (
    add_deadline,
    add_rule,
    begin_with_rules,
    change_rule,
    meet_deadline,
    remind,
)
from .files import add_files, change_file, open_file, remove_file, replace_file
from .hanging import choose_journey
from .life import (
    add_need,
    add_person,
    add_task,
    answer,
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
)
from .many import Matter, open_many
from .merging_parties import merge_party, undo_merge_party
from .moving import end_overlaps, give_client_to_centre, give_to_centre
from .parties import add_party, change_party, make_party, remove_party
from .receipts import receive, take_back_receipt
from .settling import settle
from .sorting import make_tag, retire, snooze, tag, untag, wake

__all__ = [
    "Matter",
    "add_claim",
    "add_deadline",
    "add_files",
    "add_need",
    "add_party",
    "add_person",
    "add_rule",
    "add_task",
    "answer",
    "assign",
    "begin_with_rules",
    "change",
    "change_claim",
    "change_file",
    "change_party",
    "change_rule",
    "choose_journey",
    "close",
    "end_overlaps",
    "finish",
    "give_client_to_centre",
    "give_to_centre",
    "make_party",
    "make_tag",
    "meet",
    "meet_deadline",
    "merge_party",
    "note",
    "open",
    "open_file",
    "open_many",
    "receive",
    "release",
    "remind",
    "remove_file",
    "remove_party",
    "reopen",
    "replace_file",
    "retire",
    "settle",
    "snooze",
    "tag",
    "take",
    "take_back_receipt",
    "undo_merge_party",
    "untag",
    "wake",
]
