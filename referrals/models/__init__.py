from .consent import Consent
from .feedback import Feedback
from .packet import Packet
from .referral import Referral
from .signpost import Signpost
from .step import Step

__all__ = ["Consent", "Feedback", "Packet", "Referral", "Signpost", "Step"]
