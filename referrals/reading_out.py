"""What is read out to the client before she agrees, with this referral's own facts in it."""

import re
from dataclasses import dataclass

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from helpdesk.clients.models.client import LANGUAGES
from helpdesk.core.refusal import Refused

from .categories import Category
from .models import ConsentText

NEEDED = ("partner", "purpose", "what", "until")
PLACES = (*NEEDED, "client", "centre")
FALLBACK = "en"  # where a language has no text yet, the officer says this one in it
RIGHT_TO_LEFT = {"ar", "ur"}


@dataclass
class ReadOut:
    """A text as it is spoken: in whose language, in which version, in paragraphs."""

    text: ConsentText
    paragraphs: list[str]
    is_other: bool  # not in the language that was asked for

    @property
    def dir(self):
        return "rtl" if self.text.language in RIGHT_TO_LEFT else "ltr"


def read_out(referral, *, language, until) -> ReadOut | None:
    """The text in force for the draft as it stands; None where the desk keeps none at all."""
    texts, purpose = ConsentText.objects, referral.service.kind
    text = texts.in_force(language, purpose) or texts.in_force(FALLBACK, purpose)
    if text is None:
        return None
    with translation.override(text.language):
        filled = filled_in(text.text, _facts(referral, until))
    paragraphs = [part.strip() for part in filled.split("\n\n") if part.strip()]
    return ReadOut(text, paragraphs, is_other=text.language != language)


def _facts(referral, until):
    labels = [str(Category(code).label) for code in referral.categories]
    return {
        "client": str(referral.client.display_name),
        "partner": referral.partner.name,
        "centre": referral.centre.name,
        "purpose": str(referral.service.get_kind_display()),
        "what": ", ".join(labels) or "–",
        "until": date_format(until, "j F Y") if until else "–",
    }


def filled_in(text, facts) -> str:
    """The text with each {place} filled; a brace that is no place stays as it is."""
    return re.sub(r"\{(\w+)\}", lambda m: facts.get(m[1], m[0]), text)


def check_places(text):
    """A text must say to whom, for what, which data and until when."""
    missing = [f"{{{name}}}" for name in NEEDED if f"{{{name}}}" not in text]
    if missing:
        raise Refused(
            _("The text must say to whom, for what, which data and until when. Missing: %(places)s")
            % {"places": ", ".join(missing)},
            field="text",
        )


def language_name(code):
    """A language in the reader's words."""
    return dict(LANGUAGES).get(code, code)
