"""Which entries are published, and all that they show, in as many queries for many as for one.

Only what active partners offer now.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial, reduce
from operator import and_

from django.db.models import Exists, Max, OuterRef, Prefetch, Q, QuerySet

from ..kinds import Kind
from ..models import (
    ContactPerson,
    Location,
    Partner,
    Service,
    ServiceAtLocation,
    ServiceTerm,
    Taxonomy,
)
from ..models import TaxonomyTerm as Term
from . import publishing
from .ids import KIND_OF_TERM, KINDS_OF_HELP
from .parts import kind_term, kinds_of_help, taxonomy, term

WORDS = 5  # of a search
CHUNK = 200


@dataclass
class Entries:
    """What a list holds: entries that stand in the code, then rows; and how each is written."""

    rows: QuerySet
    write: Callable
    own: list[dict] = field(default_factory=list)

    def count(self) -> int:
        return len(self.own) + self.rows.order_by().count()

    def between(self, start, stop) -> list[dict]:
        """The entries from `start` to before `stop`."""
        skip = max(0, start - len(self.own))
        rows = self.rows[skip : max(0, stop - len(self.own))]
        return [*self.own[start:stop], *map(self.write, rows)]

    def named(self, uid) -> dict | None:
        """The one with this id."""
        own = next((entry for entry in self.own if entry["id"] == str(uid)), None)
        row = None if own else self.rows.filter(uid=uid).first()
        return self.write(row) if row else own

    def __iter__(self) -> Iterator[dict]:
        yield from self.own
        for row in self.rows.iterator(chunk_size=CHUNK):
            yield self.write(row)


def services(asked) -> Entries:
    """Services offered now, by name."""
    rows = _narrowed(Service.objects.active(), asked, "")
    if search := asked.search:
        names = ("name", "description", "partner__name", "partner__local_name")
        rows = rows.filter(_words(search, names))
    rows = rows.select_related("partner").order_by("name", "id")
    if asked.minimal:
        return Entries(rows, publishing.minimal)
    if asked.full:
        return Entries(_whole(rows), publishing.full_service)
    return Entries(rows, publishing.service)


def service_at_locations(asked) -> Entries:
    """Services at the places where the directory says that they are; a guess is not published."""
    active = {"service__is_active": True, "service__partner__is_active": True, "stated": True}
    rows = _narrowed(ServiceAtLocation.objects.filter(**active), asked, "service__")
    if search := asked.search:
        names = ("service__name", "service__description", "location__name", "location__address")
        rows = rows.filter(_words(search, names))
    rows = rows.select_related("service__partner", "location").order_by("service__name", "id")
    if not asked.full:
        return Entries(rows, publishing.service_at_location)
    whole = Prefetch("service", _whole(Service.objects.select_related("partner"), ties=False))
    rows = rows.select_related(None).prefetch_related(whole, Prefetch("location", _places()))
    return Entries(rows, publishing.full_service_at_location)


def organizations(asked) -> Entries:
    """Partners that work with us, by name."""
    rows = Partner.objects.active().order_by("name", "id")
    if asked.taxonomy_term_id or asked.taxonomy_id:
        offered = _narrowed(Service.objects.active(), asked, "").filter(partner=OuterRef("pk"))
        rows = rows.filter(Exists(offered.order_by()))
    if asked.search:
        rows = rows.filter(_words(asked.search, ("name", "local_name", "description")))
    if not (asked.full or asked.full_service):
        return Entries(rows, publishing.organization)
    offers = Service.objects.active().select_related("partner").order_by("name", "id")
    offers = _whole(offers, places=False) if asked.full_service else offers
    rows = rows.prefetch_related(
        Prefetch("locations", _places()),
        Prefetch("services", offers, to_attr="offered"),
        _contacts(),
    )
    write = partial(publishing.full_organization, services_in_full=asked.full_service)
    return Entries(rows, write)


def taxonomies(asked) -> Entries:
    """Our kinds of help, then the lists that came with directories."""
    rows = Taxonomy.objects.order_by("name", "id")
    if asked.search:
        rows = rows.filter(_words(asked.search, ("name", "description")))
    return Entries(rows, taxonomy, _holding(asked.search, [kinds_of_help()]))


def taxonomy_terms(asked) -> Entries:
    """The terms of every list, or of one, or below one term."""
    rows = Term.objects.for_listing().order_by("taxonomy__name", "name", "id")
    own = [kind_term(kind) for kind in Kind.values]
    if asked.search:
        rows = rows.filter(_words(asked.search, ("name", "description", "code")))
    if asked.taxonomy_id:
        rows = rows.filter(taxonomy__uid=asked.taxonomy_id)
        own = own if asked.taxonomy_id == KINDS_OF_HELP else []
    if asked.top_only:
        rows = rows.filter(parent=None)
    if asked.parent_id:
        rows, own = rows.filter(parent__uid=asked.parent_id), []
    return Entries(rows, term, _holding(asked.search, own))


def last_change():
    """When anything published of services last changed: what left the directory counts too."""
    return Service.objects.aggregate(at=Max("changed_at"))["at"]


def _narrowed(rows, asked, to_service):
    """The rows whose service fits what was asked."""
    if asked.modified_after:
        rows = rows.filter(**{f"{to_service}changed_at__gte": asked.modified_after})
    if asked.organization_id:
        rows = rows.filter(**{f"{to_service}partner__uid": asked.organization_id})
    if uid := asked.taxonomy_term_id:
        if kind := KIND_OF_TERM.get(uid):
            rows = rows.filter(**{f"{to_service}kind": kind})
        else:
            rows = rows.filter(_classified(to_service, term__uid=uid))
    if asked.taxonomy_id and asked.taxonomy_id != KINDS_OF_HELP:
        rows = rows.filter(_classified(to_service, term__taxonomy__uid=asked.taxonomy_id))
    return rows


def _classified(to_service, **by):
    ties = ServiceTerm.objects.filter(service=OuterRef(f"{to_service}pk"), **by)
    return Exists(ties.order_by())


def _words(text, names):
    """Each of the words stands in one of the columns."""
    words = text.split()[:WORDS]
    return reduce(and_, (_any_holds(names, word) for word in words), Q())


def _any_holds(names, word):
    return reduce(lambda any_, name: any_ | Q(**{f"{name}__icontains": word}), names, Q())


def _holding(text, entries):
    words = text.lower().split()[:WORDS]
    said = [(entry, " ".join(map(str, entry.values())).lower()) for entry in entries]
    return [entry for entry, line in said if all(word in line for word in words)]


def _contacts(of="contacts"):
    """The persons whom the public may know of; none of a service that is not offered now."""
    offered = Q(service=None) | Q(service__is_active=True)
    public = ContactPerson.objects.filter(offered, is_public=True).order_by("name", "id")
    return Prefetch(of, public, to_attr="public_contacts")


def _places():
    return Location.objects.select_related("area").prefetch_related("hours", "accessibility")


def _whole(rows, *, places=True, ties=True):
    """Services with all that a full entry shows; `places` of the partner, `ties` to its places."""
    rows = rows.prefetch_related("hours", "costs", "terms__term__taxonomy", "terms__term__parent")
    rows = rows.prefetch_related(_contacts(), _contacts("partner__contacts"))
    if places:
        rows = rows.prefetch_related(Prefetch("partner__locations", _places()))
    if ties:
        stated = ServiceAtLocation.objects.filter(stated=True).order_by("id")
        stated = stated.prefetch_related(Prefetch("location", _places()))
        rows = rows.prefetch_related(Prefetch("at_locations", stated, to_attr="stated_ties"))
    return rows
