from .assessment import Assessment, Screening
from .case import Case, CaseSharing
from .claim import Claim, Receipt
from .closing import ClosingRequest
from .deadline import Deadline, DeadlineRule
from .file import File
from .overlap import Overlap, cases_by_id, shared_cases
from .parts import CasePerson, Need, Note, Task
from .party import CaseParty, Party, PartyKey
from .party_merge import PartyMerge
from .restriction import BreakGlass, Restriction
from .review import Finding, Review, ReviewedCase
from .tags import CaseTag, Tag

__all__ = [
    "Assessment",
    "BreakGlass",
    "Case",
    "CaseParty",
    "CasePerson",
    "CaseSharing",
    "CaseTag",
    "Claim",
    "ClosingRequest",
    "Deadline",
    "DeadlineRule",
    "File",
    "Finding",
    "Need",
    "Note",
    "Overlap",
    "Party",
    "PartyKey",
    "PartyMerge",
    "Receipt",
    "Restriction",
    "Review",
    "ReviewedCase",
    "Screening",
    "Tag",
    "Task",
    "cases_by_id",
    "shared_cases",
]
