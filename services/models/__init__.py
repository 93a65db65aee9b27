from .agreement import Agreement
from .partner import Partner
from .service import Hours, Location, Service, ServiceAtLocation

__all__ = ["Agreement", "Hours", "Location", "Partner", "Service", "ServiceAtLocation"]
