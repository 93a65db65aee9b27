"""Names as they are given: Latin beside Devanagari or the Arabic script. No real person is meant."""

# ruff: noqa: E501 - sentences and rows stay whole

from random import Random

WOMEN = """
Maya माया|Sunita सुनिता|Laxmi लक्ष्मी|Sita सीता|Gita गीता|Kamala कमला|Bishnu विष्णु|Radha राधा|Mira मीरा|Anju अञ्जु
Sarmila शर्मिला|Goma गोमा|Parbati पार्वती|Dil Maya दिल माया|Suku Maya सुकु माया|Man Maya मन माया|Bindu विन्दु
Nirmala निर्मला|Pabitra पवित्रा|Rupa रुपा|Sabina सबिना|Asmita अस्मिता|Puja पूजा|Kalpana कल्पना|Devi देवी
Ganga गंगा|Tulasa तुलसा|Manju मञ्जु|Sanju सन्जु|Binita विनिता|Phul Maya फूल माया|Chandra Kala चन्द्रकला
"""
MEN = """
Ram राम|Hari हरि|Bishal विशाल|Krishna कृष्ण|Dil Bahadur दिल बहादुर|Tek Bahadur टेक बहादुर|Man Bahadur मन बहादुर
Ram Bahadur राम बहादुर|Purna पूर्ण|Suresh सुरेश|Ramesh रमेश|Ganesh गणेश|Santosh सन्तोष|Prem प्रेम|Lal Bahadur लाल बहादुर
Buddhi बुद्धि|Nabin नविन|Sagar सागर|Rajan राजन|Gopal गोपाल|Dhan Bahadur धन बहादुर|Kumar कुमार|Mahesh महेश
Deepak दीपक|Binod विनोद|Arjun अर्जुन|Chandra चन्द्र|Tika Ram टीकाराम|Padam पदम|Khem Raj खेमराज|Jit Bahadur जित बहादुर
"""
# family names by the language spoken at home
FAMILIES = {
    "ne": """Thapa थापा|Adhikari अधिकारी|Khadka खड्का|Bishwakarma विश्वकर्मा|Pariyar परियार|Nepali नेपाली|Basnet बस्नेत
Karki कार्की|Poudel पौडेल|Bhattarai भट्टराई|Magar मगर|Gurung गुरुङ|Rai राई|Limbu लिम्बू|Bohara बोहरा|K.C. के.सी.
Giri गिरी|Sunar सुनार|Rokaya रोकाया|Chaudhary चौधरी""",
    "taj": "Tamang तामाङ|Moktan मोक्तान|Lama लामा|Yonjan योञ्जन|Waiba वाइबा|Ghising घिसिङ",
    "mai": "Yadav यादव|Mahato महतो|Mandal मण्डल|Sah साह|Jha झा|Paswan पासवान|Mukhiya मुखिया",
    "new": "Shrestha श्रेष्ठ|Maharjan महर्जन|Dangol डंगोल|Prajapati प्रजापति",
}
MUSLIM_WOMEN = "Fatima فاطمہ|Amina آمنہ|Rukhsana رخسانہ|Shabana شبانہ|Noor Jahan نور جہاں|Zainab زینب|Salma سلمیٰ"
MUSLIM_MEN = """Mohammad Irfan محمد عرفان|Abdul Rahim عبد الرحیم|Mohammad Salim محمد سلیم|Nasir ناصر|Imtiyaz امتیاز
Mohammad Kalim محمد کلیم|Rahmat Ali رحمت علی|Abdul Karim عبد الکریم|Sajid ساجد"""
MUSLIM_FAMILIES = "Ansari انصاری|Khan خان|Miya میاں|Sheikh شیخ|Siddiqui صدیقی|Rain راعین"
SINGLE = """Kanchhi कान्छी|Jureli जुरेली|Phulmati फूलमती|Budhni बुधनी|Sukram सुकराम|Pemba पेम्बा|Dawa दावा|Mingma मिङ्मा
Nima निमा|Lhamu ल्हामु"""
LANGUAGES = ["ne"] * 12 + ["taj"] * 6 + ["mai"] * 5 + ["new"] * 2


def pairs(text):
    """(Latin, other script) of each name: they part at the first letter beyond Latin."""
    names = text.strip().replace("\n", "|").split("|")
    cuts = ((name, next(i for i, c in enumerate(name) if ord(c) > 0x2FF)) for name in names)
    return [(name[:i].strip(), name[i:].strip()) for name, i in cuts]


_first = {"female": pairs(WOMEN), "male": pairs(MEN)}
_muslim = {"female": pairs(MUSLIM_WOMEN), "male": pairs(MUSLIM_MEN)}
_families = {language: pairs(text) for language, text in FAMILIES.items()}
_muslim_families, _single = pairs(MUSLIM_FAMILIES), pairs(SINGLE)


def a_name(rng: Random, sex: str) -> tuple[str, dict | None, list[str]]:
    """(name, local name, languages) of someone; now and then one name only, or none given."""
    sex = sex if sex in _first else "female"
    chance = rng.random()
    if chance < 0.03:
        return "", None, ["ne"]
    if chance < 0.08:
        latin, local = rng.choice(_single)
        return latin, {"text": local, "lang": "ne"}, rng.choice([["ne"], ["taj", "ne"]])
    if chance < 0.22:
        latin, local = _joined(rng.choice(_muslim[sex]), rng.choice(_muslim_families))
        lang = "ur" if rng.random() < 0.7 else "ar"
        return (
            latin,
            {"text": local, "lang": lang},
            rng.choice([["ur", "ne"], ["bho", "ur"], ["ne", "ar"]]),
        )
    language = rng.choice(LANGUAGES)
    latin, local = _joined(rng.choice(_first[sex]), rng.choice(_families[language]))
    spoken = ["ne"] if language == "ne" else [language, "ne"]
    shown = (
        {"text": local, "lang": "mai" if language == "mai" else "ne"}
        if rng.random() < 0.8
        else None
    )
    return latin, shown, spoken


def _joined(first, family):
    return f"{first[0]} {family[0]}", f"{first[1]} {family[1]}"
