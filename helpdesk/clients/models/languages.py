"""Languages by their ISO 639 codes: those that our clients speak, and every other one."""

from babel import Locale
from django.utils.functional import lazy
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

LANGUAGES = [  # offered as boxes; the others are typed
    ("ne", _("Nepali")),
    ("taj", _("Tamang")),
    ("mai", _("Maithili")),
    ("bho", _("Bhojpuri")),
    ("new", _("Newar")),
    ("hi", _("Hindi")),
    ("ur", _("Urdu")),
    ("bn", _("Bengali")),
    ("fil", _("Filipino")),
    ("ceb", _("Cebuano")),
    ("si", _("Sinhala")),
    ("ta", _("Tamil")),
    ("id", _("Indonesian")),
    ("my", _("Burmese")),
    ("ar", _("Arabic")),
    ("en", _("English")),
    ("fr", _("French")),
    ("es", _("Spanish")),
    ("wo", _("Wolof")),
    ("ff", _("Fula")),
    ("am", _("Amharic")),
    ("sw", _("Swahili")),
    ("qu", _("Quechua")),
]

MORE = [  # spoken at our counters, and in no list of names that we have
    ("bap", _("Rai (Bantawa)")),
    ("gvr", _("Gurung")),
    ("lif", _("Limbu")),
    ("mgp", _("Magar")),
    ("thl", _("Tharu")),
    ("xsr", _("Sherpa")),
]


def _named(code: str) -> str:
    """The language's name in the language of the page, or in English."""
    names = Locale.parse(get_language() or "en", sep="-").languages
    return names.get(code) or Locale("en").languages[code]


_lazily = lazy(_named, str)
_named_here = dict(LANGUAGES) | dict(MORE)
EVERY_LANGUAGE = [
    *LANGUAGES,
    *MORE,
    *(
        (code, _lazily(code))
        for code in sorted(Locale("en").languages)
        if code.isalpha() and len(code) <= 3 and code not in _named_here and code != "und"
    ),
]


def language_called(words: str) -> str | None:
    """The code of a language by its code or its name, in the page's language or in English."""
    sought = words.strip().casefold()
    if sought in dict(EVERY_LANGUAGE):
        return sought
    english = Locale("en").languages
    for code, name in EVERY_LANGUAGE:
        if sought in (str(name).casefold(), english.get(code, "").casefold()):
            return code
    return None
