"""A packet in its versions, as either side reads it: what changed, and what was there before."""

from dataclasses import dataclass, field

from django.http import Http404

from .composing import shown, taken_out
from .models import Packet


@dataclass
class Look:
    """One version of a packet: its lines, what changed against the one before, and the others."""

    packet: Packet
    lines: list
    gone: list = field(default_factory=list)  # labels of lines that are no longer in it
    others: list = field(default_factory=list)


def newest(referral) -> Look | None:
    """The version that counts, with its marks; None while nothing was sent."""
    packet = referral.packet
    return None if packet is None else _look(referral, packet)


def version_of(referral, version: int) -> Look:
    """One version by its number, or 404."""
    found = referral.packets.select_related("data_key").filter(number=version - 1).first()
    if found is None:
        raise Http404
    return _look(referral, found)


def _look(referral, packet):
    if not referral.packet.number:
        return Look(packet, shown(packet.content))
    versions = list(referral.packets.select_related("data_key"))
    for one in versions:
        one.referral = referral
    before = next((one for one in versions if one.number == packet.number - 1), None)
    content = before.content if before else None
    return Look(
        packet,
        shown(packet.content, content),
        taken_out(packet.content, content) if before else [],
        [one for one in versions if one.number != packet.number],
    )
