from .appointment import ReferralAppointment
from .consent import Consent
from .handover import Handover, HandoverCase, HandoverReferral
from .incoming import Incoming, IncomingStep
from .lost_cover import LostCover
from .packet import Packet
from .referral import Referral
from .step import Step

__all__ = [
    "Consent",
    "Handover",
    "HandoverCase",
    "HandoverReferral",
    "Incoming",
    "IncomingStep",
    "LostCover",
    "Packet",
    "Referral",
    "ReferralAppointment",
    "Step",
]
