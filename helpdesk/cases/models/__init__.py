from .case import Case, CaseSharing
from .parts import CasePerson, Need, Note, Task

__all__ = ["Case", "CasePerson", "CaseSharing", "Need", "Note", "Task"]
