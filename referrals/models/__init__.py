from .appointment import ReferralAppointment
from .consent import Consent
from .incoming import Incoming, IncomingStep
from .lost_cover import LostCover
from .packet import Packet
from .referral import Referral
from .step import Step

__all__ = [
    "Consent",
    "Incoming",
    "IncomingStep",
    "LostCover",
    "Packet",
    "Referral",
    "ReferralAppointment",
    "Step",
]
