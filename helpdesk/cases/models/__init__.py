from .case import Case, CaseSharing
from .file import File
from .overlap import Overlap, cases_by_id, shared_cases
from .parts import CasePerson, Need, Note, Task
from .tags import CaseTag, Tag

__all__ = [
    "Case",
    "CasePerson",
    "CaseSharing",
    "CaseTag",
    "File",
    "Need",
    "Note",
    "Overlap",
    "Tag",
    "Task",
    "cases_by_id",
    "shared_cases",
]
