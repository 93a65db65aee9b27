"""What registers write, as the desk's codes: words in several languages, days in several orders."""

import re
from functools import cache

from babel import Locale
from django.utils.translation import gettext as _
from django.utils.translation import override
from django_countries import countries

from helpdesk.access.models import Area
from helpdesk.cases.categories import CATEGORIES
from helpdesk.cases.models import Case
from helpdesk.clients.models import Client, Document, Journey, Phone
from helpdesk.clients.models.client import LANGUAGES

from .columns import plain

SPOKEN = ("en", "fr", "es", "ne", "ar")
WORDS = {
    "sex": {
        "female": "f|female|woman|girl|w|femme|feminin|fille|mujer|femenino|niña|महिला|स्त्री"
        "|केटी|म|أنثى|انثى|امرأة|babae",
        "male": "m|male|man|boy|homme|h|masculin|garcon|hombre|masculino|varon|niño|पुरुष|केटा|पु"
        "|ذكر|رجل|lalaki",
        "other": "o|other|x|third gender|autre|otro|otra|अन्य|آخر|غير ذلك",
        "not_said": "not said|unknown|na|n a|inconnu|no dice|desconocido|غير معروف",
    },
    "stage": {
        "pre_departure": "pre departure|before departure|before leaving|aspirant|potential"
        "|potential migrant|avant le depart|pre depart|candidat|antes de partir|antes de salir"
        "|प्रस्थान अघि|जाने तयारी|قبل السفر|قبل المغادرة",
        "employment": "employment|abroad|overseas|working|working abroad|in service|emploi"
        "|a l etranger|en el extranjero|empleo|trabajando|विदेशमा|वैदेशिक रोजगार|रोजगारीमा"
        "|في الخارج|يعمل|العمل",
        "return": "return|returned|returnee|back|came back|retour|de retour|revenu|retorno"
        "|retornado|retornada|regreso|फर्किएको|फिर्ता|عائد|عودة|العودة",
    },
    "document_kind": {
        "passport": "passport|pp|passeport|pasaporte|राहदानी|पासपोर्ट|جواز|جواز السفر",
        "citizenship": "citizenship|id|id card|national id|identity card|carte d identite|cni"
        "|cedula|dni|नागरिकता|بطاقة الهوية|هوية",
        "permit": "permit|visa|work permit|labour permit|residence permit|permis|permiso"
        "|श्रम स्वीकृति|تصريح|إقامة",
        "contract": "contract|contrat|contrato|करार|عقد",
        "other": "other|autre|otro|अन्य|أخرى",
    },
    "yes": {
        "on": "yes|y|true|1|x|oui|o|si|s|हो|छ|نعم",
        "": "no|n|false|0|non|छैन|होइन|لا",
    },
    "phone_safe": {
        "yes": "yes|y|safe|oui|si|हो|نعم",
        "no": "no|n|not safe|unsafe|non|होइन|لا",
        "at_times": "at some times|sometimes|parfois|a veces|أحيانا",
        "unknown": "not known|unknown|inconnu|desconocido",
    },
    "urgency": {
        "critical": "critical|emergency|critique|critica|critico|अति जरुरी|حرج",
        "high": "high|urgent|haute|eleve|elevee|alta|उच्च|عالية|عاجل",
        "normal": "normal|medium|moyenne|media|सामान्य|عادية|متوسطة",
        "low": "low|basse|faible|baja|न्यून|منخفضة",
    },
}
LABELS = {
    "sex": Client.Sex,
    "stage": Journey.Stage,
    "document_kind": Document.Kind,
    "phone_safe": Phone.Safe,
    "urgency": Case.Urgency,
}
MORE_COUNTRIES = {
    "uae": "AE",
    "dubai": "AE",
    "emirates": "AE",
    "ksa": "SA",
    "saudi": "SA",
    "uk": "GB",
    "usa": "US",
    "america": "US",
    "korea": "KR",
    "s korea": "KR",
    "ivory coast": "CI",
    "usa united states": "US",
    "nepali": "NP",
    "nepalese": "NP",
    "filipino": "PH",
    "filipina": "PH",
    "senegalese": "SN",
    "senegalais": "SN",
    "senegalaise": "SN",
    "ecuatoriana": "EC",
    "ecuatoriano": "EC",
    "ecuadorian": "EC",
    "नेपाली": "NP",
    "خليج": "",
}
DAY = re.compile(r"^(\d{1,4})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(\d{1,4})(?:[ T]+[\d:.]+)?$")


class Strange(ValueError):
    """A word that is no code of ours; the message says which are."""


@cache
def _words(kind) -> dict[str, str]:
    """Word → code, in the languages of our centres and as the desk itself says it."""
    found = {plain(word): code for code, words in WORDS[kind].items() for word in words.split("|")}
    if choices := LABELS.get(kind):
        for language in ("en", "ar"):
            with override(language):
                found.update({plain(label): value for value, label in choices.choices})
        found.update({plain(value): value for value in choices.values})
    return found


@cache
def _countries() -> dict[str, str]:
    known = {plain(word): code for word, code in MORE_COUNTRIES.items() if code}
    codes = dict(countries)
    for language in SPOKEN:
        for code, name in Locale(language).territories.items():
            if code in codes:
                known.setdefault(plain(name), code)
    known.update({plain(str(name)): code for code, name in codes.items()})
    known.update({code.lower(): code for code in codes})
    known.update({countries.alpha3(code).lower(): code for code in codes})
    return known


@cache
def _languages() -> dict[str, str]:
    known = {plain(code): code for code, _label in LANGUAGES}
    for language in SPOKEN:
        names = Locale(language).languages
        known.update({plain(names[code]): code for code, _l in LANGUAGES if code in names})
    known.update({plain(str(label)): code for code, label in LANGUAGES})
    return known


def code_of(kind: str, word: str) -> str:
    """The code that this word means; Strange, in words, where it means none."""
    known = _words(kind)
    if plain(word) in known:
        return known[plain(word)]
    choices = LABELS.get(kind)
    labels = [str(label) for label in choices.labels] if choices else [_("yes"), _("no")]
    raise Strange(
        _("“%(word)s” is not known here. Write one of: %(words)s.")
        % {"word": word[:40], "words": ", ".join(labels)}
    )


def country_of(word: str) -> str:
    """The ISO code of a country by its name in several languages, or by its code."""
    if code := _countries().get(plain(word)):
        return code
    raise Strange(
        _("No country is called “%(word)s”. Write its name, or its code such as NP.")
        % {"word": word[:40]}
    )


def languages_of(text: str) -> list[str]:
    """The codes of languages named with commas, semicolons or slashes between them."""
    words = [word.strip() for word in re.split(r"[,;/|]| and | et | y ", text) if word.strip()]
    for word in words:
        if plain(word) not in _languages():
            raise Strange(_("No language is called “%(word)s” here.") % {"word": word[:40]})
    return [_languages()[plain(word)] for word in words]


def category_of(word: str) -> str:
    """A category by its code or its words."""
    codes = [pair for _group, pairs in CATEGORIES for pair in pairs]
    for code, label in codes:
        if plain(word) in (code.lower(), plain(label), plain(f"{code} {label}")):
            return code
    raise Strange(
        _("“%(word)s” is no category. Write its code, such as B1, or its words.")
        % {"word": word[:40]}
    )


def day_of(text: str, day_first: bool) -> str:
    """A day in ISO form where it can be told; else as it stands, for the field to judge."""
    if not (found := DAY.match(text.strip())):
        return text.strip()
    first, middle, last = (int(part) for part in found.groups())
    if len(found[1]) == 4:
        year, month, day = first, middle, last
    elif len(found[3]) == 4:
        year, month, day = (last, middle, first) if day_first else (last, first, middle)
    else:
        return text.strip()
    return f"{year:04}-{month:02}-{day:02}"


class Areas:
    """Administrative areas by name, local name or code; a name that occurs twice: the larger."""

    def __init__(self):
        self.known = {}
        for area in Area.objects.order_by("depth", "path"):
            for name in (area.code, area.name, area.local_name):
                if name:
                    self.known.setdefault(plain(name), area)

    def find(self, word: str):
        """The area, or Strange."""
        if area := self.known.get(plain(word)):
            return area
        raise Strange(
            _("No area is called “%(word)s”. Write it as the desk's list does, or leave it empty.")
            % {"word": word[:40]}
        )


def category_label(code: str) -> str:
    """A category in words."""
    return str(dict(pair for _group, pairs in CATEGORIES for pair in pairs).get(code, code))
