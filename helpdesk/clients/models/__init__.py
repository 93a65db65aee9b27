from .access_request import AccessRequest
from .batch import Batch, BatchKey, BatchRow, ColumnMapping
from .client import Client, Serving
from .facts import Document, Phone
from .fee import Fee
from .journey import Journey
from .match_key import MatchKey
from .merge import Different, Merge
from .name_alias import NameAlias
from .plan import Plan, PlanGoal
from .plan_review import GoalReview, PlanReview
from .plan_step import PlanStep
from .prospects import Prospects
from .relation import Relation
from .skill import Skill

__all__ = [
    "AccessRequest",
    "Batch",
    "BatchKey",
    "BatchRow",
    "Client",
    "ColumnMapping",
    "Different",
    "Document",
    "Fee",
    "GoalReview",
    "Journey",
    "MatchKey",
    "Merge",
    "NameAlias",
    "Phone",
    "Plan",
    "PlanGoal",
    "PlanReview",
    "PlanStep",
    "Prospects",
    "Relation",
    "Serving",
    "Skill",
]
