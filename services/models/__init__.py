from .agreement import Agreement
from .details import Accessibility, Cost
from .location import Hours, Location
from .partner import Partner
from .service import Service, ServiceAtLocation
from .taxonomy import ServiceTerm, Taxonomy, TaxonomyTerm

__all__ = [
    "Accessibility",
    "Agreement",
    "Cost",
    "Hours",
    "Location",
    "Partner",
    "Service",
    "ServiceAtLocation",
    "ServiceTerm",
    "Taxonomy",
    "TaxonomyTerm",
]
