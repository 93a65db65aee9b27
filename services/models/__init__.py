from .agreement import Agreement
from .contact import ContactPerson
from .details import Accessibility, Cost
from .location import Hours, Location
from .partner import Partner
from .service import Service, ServiceArea, ServiceAtLocation
from .signatory import Signatory
from .taxonomy import ServiceTerm, Taxonomy, TaxonomyTerm

__all__ = [
    "Accessibility",
    "Agreement",
    "ContactPerson",
    "Cost",
    "Hours",
    "Location",
    "Partner",
    "Service",
    "ServiceArea",
    "ServiceAtLocation",
    "ServiceTerm",
    "Signatory",
    "Taxonomy",
    "TaxonomyTerm",
]
