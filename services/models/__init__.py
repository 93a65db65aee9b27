from .agreement import Agreement
from .location import Hours, Location
from .partner import Partner
from .service import Service, ServiceAtLocation
from .signatory import Signatory

__all__ = [
    "Agreement",
    "Hours",
    "Location",
    "Partner",
    "Service",
    "ServiceAtLocation",
    "Signatory",
]
