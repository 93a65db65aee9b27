"""A referral on paper: the slip in three parts, the partner's letter, the client's copy."""

from dataclasses import dataclass
from typing import Any

import segno
from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, get_language_info, override
from django.utils.translation import gettext as _

from helpdesk.audit.trail import record_read
from helpdesk.core.refusal import Refused

from .composing import shown
from .models import Referral
from .models.referral import REPORTED

LONGEST = 420  # characters of the reason on a slip; the letter has it whole


@dataclass
class Place:
    """Where a service is offered and when."""

    name: str
    address: str
    phone: str
    week: list


@dataclass
class Paper:
    """What the three printed pages show; read and recorded before anything is rendered."""

    referral: Referral
    square: Any  # the code as a QR
    packet: list
    categories: list[str]
    places: list[Place]

    @property
    def why(self) -> str:
        """The request, cut to what a slip has room for."""
        text = self.referral.asks_for
        return text if len(text) <= LONGEST else f"{text[:LONGEST].rsplit(' ', 1)[0]} …"


def paper_of(referral, *, by, form) -> Paper:
    """All that is printed of a referral that its partner may have; `form`: slip, letter or copy."""
    check_may_be_handed_out(referral)
    record_read("printed", referral, by=by, form=form)
    content = referral.packet.content
    parts = shown(content)
    return Paper(
        referral=referral,
        square=square(referral.code),
        packet=parts,
        categories=[
            str(part["label"])
            for part, kept in zip(parts, content, strict=True)
            if kept["category"]
        ],
        places=places_of(referral.service),
    )


def check_may_be_handed_out(referral):
    """Paper gives a partner no more than the page does: live, on consent and agreement."""
    if not (referral.is_live or referral.status in REPORTED):
        raise Refused(_("This is printed while the referral is with the partner, not after."))
    if not referral.consent.is_live:
        raise Refused(_("The consent no longer holds: nothing more may be given to the partner."))
    if not Referral.objects.with_cover().filter(pk=referral.pk).exists():
        raise Refused(_("No agreement is in force: nothing more may be given to the partner."))


def square(code):
    """The code alone as a QR: a lost paper gives nobody away."""
    drawn = segno.make(code, error="m", micro=False).svg_inline(omitsize=True, border=0)
    return mark_safe(drawn)  # noqa: S308 - drawn from the code alone


def places_of(service) -> list[Place]:
    """Where it is offered; else where its partner is."""
    said, guessed = service.ties()
    week = service.week()
    found = [
        Place(
            tie.location.name,
            tie.location.address,
            tie.location.phone or service.phone or service.partner.phone,
            week or tie.week(),
        )
        for tie in (said or guessed)[:2]
    ]
    partner = service.partner
    return found or [Place("", partner.address, service.phone or partner.phone, week)]


def language_of(client) -> str:
    """The client's first language in which we can print, else the reader's own."""
    ours = dict(settings.LANGUAGES)
    return next((code for code in client.languages if code in ours), get_language())


def in_her_language(template, paper):
    """A fragment in the client's language, with that language's direction."""
    code = language_of(paper.referral.client)
    with override(code):
        facts = {
            "paper": paper,
            "referral": paper.referral,
            "places": places_of(paper.referral.service),
        }
        html = render_to_string(template, facts)
    return {"html": html, "lang": code, "dir": "rtl" if get_language_info(code)["bidi"] else "ltr"}
