from .appointment import ReferralAppointment
from .consent import Consent
from .incoming import Incoming, IncomingStep
from .packet import Packet
from .referral import Referral
from .step import Step

__all__ = [
    "Consent",
    "Incoming",
    "IncomingStep",
    "Packet",
    "Referral",
    "ReferralAppointment",
    "Step",
]
