from .consent import Consent
from .consent_text import ConsentText
from .packet import Packet
from .referral import Referral
from .step import Step

__all__ = ["Consent", "ConsentText", "Packet", "Referral", "Step"]
