"""Our fields, and what old registers call them in the languages of our centres."""

import re
import unicodedata

from django.utils.translation import gettext_lazy as _
from rapidfuzz import fuzz

from helpdesk.clients.models import ColumnMapping
from helpdesk.vault.keyring import blind

ALIKE = 88  # of 100: a typing error in a header

# field: (label, what registers call it; the first is what our template says)
FIELDS = {
    "name": (
        _("Name"),
        "name|full name|client name|name of client|client|nom complet|nom et prénom|nom"
        "|nombre completo|nombre y apellido|nombres|nombre|नाम|पूरा नाम|नाम थर|الاسم|الاسم الكامل"
        "|اسم العميل|first name|given name|prénom|pangalan|beneficiary|bénéficiaire|beneficiario",
    ),
    "family_name": (
        _("Family name"),
        "family name|surname|last name|nom de famille|apellido|apellidos|थर|اسم العائلة|اللقب",
    ),
    "local_name": (
        _("Name in another script"),
        "name in another script|local name|name in nepali|nepali name|name in arabic|arabic name"
        "|nom en arabe|nombre local|नेपाली नाम|الاسم بالعربية",
    ),
    "sex": (
        _("Sex"),
        "sex|gender|m/f|sexe|genre|sexo|género|लिङ्ग|लिंग|الجنس|النوع|kasarian",
    ),
    "birth": (
        _("Born"),
        "born|date of birth|birth date|dob|d o b|birth|year of birth|birth year|date de naissance"
        "|né le|année de naissance|fecha de nacimiento|nacimiento|año de nacimiento|जन्म मिति"
        "|जन्ममिति|जन्म|تاريخ الميلاد|سنة الميلاد|الميلاد",
    ),
    "age": (_("Age"), "age|years|âge|edad|उमेर|العمر|السن|edad años"),
    "phone_number": (
        _("Phone"),
        "phone|telephone|mobile|phone number|mobile number|contact number|contact|cell|tel"
        "|téléphone|portable|numéro de téléphone|teléfono|celular|móvil|फोन|मोबाइल|सम्पर्क नम्बर"
        "|फोन नम्बर|الهاتف|رقم الهاتف|الجوال|رقم الجوال|whatsapp",
    ),
    "phone_answered_by": (_("Who answers?"), "who answers|phone belongs to|phone owner"),
    "phone_safe": (_("Safe to call?"), "safe to call|safe contact|appel sûr|llamar seguro"),
    "email": (_("E-mail"), "e mail|email|mail|courriel|correo|correo electrónico|इमेल|البريد"),
    "nationality": (
        _("Nationality"),
        "nationality|citizenship country|nationalité|nacionalidad|राष्ट्रियता|الجنسية",
    ),
    "area": (
        _("Home area"),
        "home area|district|province|municipality|area|region|home district|région|département"
        "|commune|provincia|cantón|municipio|जिल्ला|नगरपालिका|प्रदेश|المنطقة|المحافظة|الولاية",
    ),
    "address": (
        _("Address"),
        "address|home address|permanent address|adresse|domicile|dirección|domicilio|ठेगाना"
        "|العنوان|tirahan",
    ),
    "languages": (_("Languages"), "languages|language|langue|langues|idioma|idiomas|भाषा|اللغة"),
    "needs_interpreter": (
        _("Needs an interpreter"),
        "needs an interpreter|interpreter|interprète|intérprete|दोभाषे|مترجم",
    ),
    "passport": (
        _("Passport number"),
        "passport number|passport|passport no|pp no|passeport|numéro de passeport|pasaporte"
        "|número de pasaporte|राहदानी|राहदानी नम्बर|पासपोर्ट|جواز السفر|رقم الجواز|رقم جواز السفر",
    ),
    "document_kind": (
        _("Document"),
        "document|document type|kind of document|type de document|tipo de documento"
        "|نوع الوثيقة|कागजात",
    ),
    "document_number": (
        _("Document number"),
        "document number|id number|document no|numéro de document|número de documento|cédula"
        "|رقم الوثيقة",
    ),
    "document_country": (_("Issued by"), "issued by|issuing country|délivré par|país emisor"),
    "document_expires_on": (
        _("Document expires"),
        "document expires|expiry date|expires|date d expiration|fecha de caducidad",
    ),
    "stage": (_("Stage"), "stage|migration stage|status|étape|etapa|चरण|المرحلة"),
    "origin": (_("Journey from"), "journey from|origin|place of origin|origine|origen|المصدر"),
    "destination": (
        _("Journey to"),
        "journey to|destination|country of destination|destination country|country"
        "|pays de destination|pays|país de destino|destino|país|गन्तव्य देश|गन्तव्य|देश"
        "|بلد المقصد|الوجهة|بلد العمل",
    ),
    "place": (_("Town there"), "town there|city abroad|ville|ciudad|शहर|المدينة"),
    "occupation": (
        _("Work"),
        "work|occupation|job|profession|métier|emploi|ocupación|trabajo|पेशा|काम|المهنة|العمل",
    ),
    "departed_on": (
        _("Left on"),
        "left on|departure date|date of departure|departed|date de départ|fecha de salida"
        "|प्रस्थान मिति|تاريخ السفر|تاريخ المغادرة",
    ),
    "returned_on": (
        _("Came back on"),
        "came back on|return date|date of return|returned|date de retour|fecha de retorno"
        "|फर्किएको मिति|تاريخ العودة",
    ),
    "file_number": (
        _("Old file number"),
        "old file number|file number|file no|registration number|reg no|case number|serial number"
        "|numéro de dossier|dossier|número de expediente|expediente|दर्ता नम्बर|फाइल नम्बर"
        "|رقم الملف|رقم التسجيل",
    ),
    "need": (
        _("What do they need?"),
        "what do they need|need|needs|problem|issue|complaint|reason for visit|besoin|problème"
        "|motif|necesidad|problema|motivo|समस्या|आवश्यकता|उजुरी|المشكلة|الحاجة|الشكوى",
    ),
    "category": (
        _("Category"),
        "category|case category|case type|catégorie|categoría|वर्ग|الفئة|نوع القضية",
    ),
    "urgency": (_("Urgency"), "urgency|priority|urgence|priorité|urgencia|प्राथमिकता|الأولوية"),
}
NAMES = {field: names.split("|") for field, (_label, names) in FIELDS.items()}


def plain(text: str) -> str:
    """A header or a word without case, accents and punctuation."""
    text = unicodedata.normalize("NFKD", str(text)).casefold()
    text = "".join(sign for sign in text if not unicodedata.combining(sign))
    return " ".join(re.sub(r"[\W_]+", " ", text).split())


KNOWN = {plain(name): field for field, names in NAMES.items() for name in reversed(names)}


def guess(headers: list[str], remembered: dict[str, str]) -> dict[str, int]:
    """Our field → column: what this centre said last time, else by name, each field once."""
    found: dict[str, int] = {}
    for number, header in enumerate(headers):
        if (field := remembered.get(header)) in FIELDS:
            found.setdefault(field, number)
    for likely in (KNOWN.get, _nearly):
        for number, header in enumerate(headers):
            if header in remembered or number in found.values():
                continue
            if field := likely(plain(header)):
                found.setdefault(field, number)
    return found


def _nearly(header):
    """The field whose name is the same but for a typing error or a word around it."""
    if len(header) < 4:
        return None
    scored = [(fuzz.ratio(header, name), field) for name, field in KNOWN.items()]
    score, field = max(scored)
    if score >= ALIKE:
        return field
    words = f" {header} "
    inside = [name for name in KNOWN if len(name) > 3 and f" {name} " in words]
    return KNOWN[max(inside, key=len)] if inside else None


def remembered_for(centre, headers) -> dict[str, str]:
    """header → field, or "" for one that was left out, as the centre said before."""
    keys = {blind("header", plain(header)): header for header in headers}
    known = ColumnMapping.objects.filter(centre=centre, header__in=keys)
    return {keys[row.header]: row.field for row in known}


def remember(centre, headers, columns) -> None:
    """What the centre's columns mean, for its next file."""
    fields = {number: field for field, number in columns.items()}
    rows = {
        blind("header", plain(header)): fields.get(number, "")
        for number, header in reversed(list(enumerate(headers)))
        if header
    }
    ColumnMapping.objects.bulk_create(
        [ColumnMapping(centre=centre, header=key, field=field) for key, field in rows.items()],
        update_conflicts=True,
        unique_fields=["centre", "header"],
        update_fields=["field"],
    )
