"""Ids of what is published. What has no id of its own has one made of its owner's."""

from uuid import NAMESPACE_URL, UUID, uuid5

from ..kinds import Kind

# The same at every desk, so that a directory taken over from another one is understood.
KINDS_OF_HELP = uuid5(NAMESPACE_URL, "urn:migrant-help-desk:kinds-of-help")
INTAKE = uuid5(NAMESPACE_URL, "urn:migrant-help-desk:intake")  # the unit of capacity
KIND_OF_TERM = {uuid5(KINDS_OF_HELP, kind): kind for kind in Kind.values}


def part_of(owner: UUID, *what) -> str:
    """The id of a phone, an opening time and the like: stable while it says the same."""
    return str(uuid5(owner, ":".join(map(str, what))))


def kind_id(kind) -> UUID:
    """The id of a kind of help as a term."""
    return uuid5(KINDS_OF_HELP, kind)


def uid_in(text) -> UUID | None:
    """An id as it stands in an address; None for anything else."""
    try:
        return UUID(str(text))
    except ValueError:
        return None
