from .consent import Consent
from .packet import Packet
from .referral import Referral
from .step import Step

__all__ = ["Consent", "Packet", "Referral", "Step"]
