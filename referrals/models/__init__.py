from .appointment import ReferralAppointment
from .consent import Consent
from .consent_text import ConsentText
from .feedback import Feedback
from .handover import Handover, HandoverCase, HandoverReferral
from .incoming import Incoming, IncomingStep
from .lost_cover import LostCover
from .packet import Packet
from .referral import Referral
from .signpost import Signpost
from .step import Step

__all__ = [
    "Consent",
    "ConsentText",
    "Feedback",
    "Handover",
    "HandoverCase",
    "HandoverReferral",
    "Incoming",
    "IncomingStep",
    "LostCover",
    "Packet",
    "Referral",
    "ReferralAppointment",
    "Signpost",
    "Step",
]
