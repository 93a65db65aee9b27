from .agreement import Agreement
from .location import Hours, Location
from .partner import Partner
from .service import Service, ServiceAtLocation

__all__ = ["Agreement", "Hours", "Location", "Partner", "Service", "ServiceAtLocation"]
