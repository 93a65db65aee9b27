from .assessing import assess, enter_assessment_in_error, screen
from .breaking_glass import break_glass, review_break_glass
from .claims import add_claim, change_claim
from .closing import approve_closing, approvers, close, close_in_error, send_back_closing
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
from .naming import may_be_named, named, overseers, supervisors_over
from .parties import add_party, change_party, make_party, remove_party
from .receipts import receive, take_back_receipt
from .restricting import lift_restriction, restrict, share, unshare
from .reviewing import answer_review, draw_review, judge_case
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
    "answer_review",
    "approve_closing",
    "approvers",
    "assess",
    "assign",
    "begin_with_rules",
    "break_glass",
    "change",
    "change_claim",
    "change_file",
    "change_party",
    "change_rule",
    "choose_journey",
    "close",
    "close_in_error",
    "draw_review",
    "end_overlaps",
    "enter_assessment_in_error",
    "finish",
    "give_client_to_centre",
    "give_to_centre",
    "judge_case",
    "lift_restriction",
    "make_party",
    "make_tag",
    "may_be_named",
    "meet",
    "meet_deadline",
    "merge_party",
    "named",
    "note",
    "open",
    "open_file",
    "open_many",
    "overseers",
    "receive",
    "release",
    "remind",
    "remove_file",
    "remove_party",
    "reopen",
    "replace_file",
    "restrict",
    "retire",
    "review_break_glass",
    "screen",
    "send_back_closing",
    "settle",
    "share",
    "snooze",
    "supervisors_over",
    "tag",
    "take",
    "take_back_receipt",
    "undo_merge_party",
    "unshare",
    "untag",
    "wake",
]
