from .consent import Consent
from .handover import Handover, HandoverCase, HandoverReferral
from .packet import Packet
from .referral import Referral
from .step import Step

__all__ = ["Consent", "Handover", "HandoverCase", "HandoverReferral", "Packet", "Referral", "Step"]
