from .case import Case, CaseSharing
from .parts import CasePerson, Need, Note, Task
from .tags import CaseTag, Tag

__all__ = ["Case", "CasePerson", "CaseSharing", "CaseTag", "Need", "Note", "Tag", "Task"]
