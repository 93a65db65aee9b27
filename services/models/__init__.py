from .agreement import Agreement
from .contact import ContactPerson
from .location import Hours, Location
from .partner import Partner
from .service import Service, ServiceArea, ServiceAtLocation
from .signatory import Signatory

__all__ = [
    "Agreement",
    "ContactPerson",
    "Hours",
    "Location",
    "Partner",
    "Service",
    "ServiceArea",
    "ServiceAtLocation",
    "Signatory",
]
