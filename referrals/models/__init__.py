from .consent import Consent
from .lost_cover import LostCover
from .packet import Packet
from .referral import Referral
from .step import Step

__all__ = ["Consent", "LostCover", "Packet", "Referral", "Step"]
