"""Names as populations bear them: a few very often, most of them rarely, in several scripts."""

# ruff: noqa: E501 - rows stay whole

from itertools import accumulate
from random import Random

from helpdesk.desk.demo import names as demo

PH_WOMEN = """Maria|Ana|Mary Grace|Jennifer|Rosalie|Ma. Luisa|Cristina|Angelica|Marites|Analyn|Jocelyn|Rowena|Liezl|Maricel
Rosa|Teresita|Lorna|Mary Ann|Michelle|Imelda|Cherry|Gina|Evangeline|Erlinda|Melody|Arlene"""
PH_MEN = """Jose|Juan|John Mark|Mark Anthony|Jerome|Reynaldo|Rodel|Ferdinand|Edwin|Roberto|Rolando|Ramil|Dennis|Eduardo|Noel
Joel|Romeo|Arnel|Michael|Christian|Danilo|Jun|Rogelio|Alvin|Marlon"""
PH_FAMILIES = """Dela Cruz|Santos|Reyes|Garcia|Cruz|Bautista|Ocampo|Mendoza|Ramos|Villanueva|Castillo|Gonzales|Del Rosario
Dimaculangan|Macaraeg|Tolentino|Pascual|Navarro|De Guzman|Mercado|Aguilar|Salazar|Abad|Lopez|Rivera|Domingo|Manalo"""
SN_WOMEN = """Fatou|Awa|Aminata|Mariama|Khady|Ndeye|Aissatou|Coumba|Binta|Sokhna|Astou|Rokhaya|Adja|Seynabou|Yacine|Dieynaba
Fatoumata|Oumou|Marème|Bineta"""
SN_MEN = """Mamadou|Ousmane|Ibrahima|Cheikh|Moussa|Abdoulaye|Modou|Babacar|Serigne|Adama|Pape|Alioune|Amadou|Assane|Lamine
Souleymane|Malick|El Hadji|Boubacar|Saliou"""
SN_FAMILIES = """Ndiaye|Diop|Fall|Sow|Diallo|Ba|Gueye|Faye|Sarr|Cissé|Sy|Seck|Mbaye|N'Diaye|Camara|Kane|Thiam|Sané|Diatta
Badji|Ndour|Touré|Ly|Sall|Mané|Dieng|Wade"""
EC_WOMEN = """María Fernanda|Ana Lucía|Rosa Elena|Carmen|Gabriela|Blanca|Luz María|Martha|Verónica|Jessica|Mónica|Mercedes
Daniela|Gladys|Mayra|Narcisa|Sandra|Diana Carolina"""
EC_MEN = """José Luis|Juan Carlos|Luis Alberto|Carlos|Manuel|Segundo|Jorge|Ángel|Miguel|Víctor Hugo|Diego|Edison|Wilson
Franklin|Ángel Rodrigo|Byron|Washington|Kevin"""
EC_FAMILIES = """Zambrano|Cedeño|Vera|Mendoza|Loor|Macías|Sánchez|García|Rodríguez|Quispe|Guamán|Morocho|Chimbo|Paredes|Vargas
Tipán|Yánez|Andrade|Cevallos|Intriago|Moreira|Alvarado|Quishpe|Toapanta|Caiza|Villacís"""
BD_WOMEN = "Shahida শাহিদা|Rokeya রোকেয়া|Salma সালমা|Nasima নাসিমা|Fatema ফাতেমা|Rahima রহিমা|Shirin শিরিন|Moriom মরিয়ম|Hasina হাসিনা"
BD_MEN = "Rahim রহিম|Karim করিম|Abul Kalam আবুল কালাম|Jahangir জাহাঙ্গীর|Kamal কামাল|Rubel রুবেল|Mohammad মোহাম্মদ|Sumon সুমন|Shafiq শফিক"
BD_FAMILIES = "Islam ইসলাম|Hossain হোসেন|Begum বেগম|Akter আক্তার|Uddin উদ্দিন|Miah মিয়া|Khatun খাতুন|Sarker সরকার|Mondal মণ্ডল|Das দাস"

# For names that few bear: syllables, two or three of them.
SYLLABLES = {
    "NP": "ba bi dha dhi ga gha gu ja ka kha khu la lim ma mi na pa pha ra rai sa shi su ta tha wa ya",
    "PH": "ba bu ca da di ga la lan li ma man mi na no pa po ri sa san su ta tan to vi ya ba",
    "SN": "ba bou ca dia di fa fi ga gne kha ko la ma mba na ndi ngo pa sa se sou ta ti wa ya",
    "EC": "ca chi cha co cu gua gui la lla lo ma mi mo na pa pi qui sa sin ta tu ya yu za zam",
    "BD": "ba bi cha da du ga ha ja ka kha la ma mi mo na pa ra ri sa sha ta tu ya",
}
LANGUAGES = {"PH": ["fil", "en"], "SN": ["wo", "fr"], "EC": ["es"], "BD": ["bn"]}
RARE = 2000


def _split(text):
    """Names of one script, each beside nothing."""
    return [(name, "") for name in text.replace("\n", "|").split("|")]


class Pool:
    """Names with how often each is borne: the n-th about 1/n as often as the first."""

    def __init__(self, names):
        self.names = names
        self.often = list(accumulate(1 / (rank + 1.5) ** 0.85 for rank in range(len(names))))

    def pick(self, rng: Random):
        return rng.choices(self.names, cum_weights=self.often)[0]


def _rare(country):
    rng, syllables = Random(country), SYLLABLES[country].split()  # noqa: S311 - invented names
    made = ("".join(rng.sample(syllables, rng.choice((2, 3, 3)))).capitalize() for _ in range(RARE))
    return [(name, "") for name in made]


def _population(women, men, families, country):
    return {
        "female": Pool(women),
        "male": Pool(men),
        "family": Pool(families),
        "rare": Pool(_rare(country)),
    }


_nepali = [pair for text in demo.FAMILIES.values() for pair in demo.pairs(text)]
POPULATIONS = {
    "NP": _population(demo.pairs(demo.WOMEN), demo.pairs(demo.MEN), _nepali, "NP"),
    "PH": _population(_split(PH_WOMEN), _split(PH_MEN), _split(PH_FAMILIES), "PH"),
    "SN": _population(_split(SN_WOMEN), _split(SN_MEN), _split(SN_FAMILIES), "SN"),
    "EC": _population(_split(EC_WOMEN), _split(EC_MEN), _split(EC_FAMILIES), "EC"),
    "BD": _population(*(demo.pairs(text) for text in (BD_WOMEN, BD_MEN, BD_FAMILIES)), "BD"),
}
MIXED = {"QA": (("NP", 60), ("BD", 25), ("PH", 15))}


def a_name(rng: Random, country, sex, family=None):
    """(name, local name, languages, nationality, family name) of someone at a centre's counter."""
    people = country if country in POPULATIONS else _foreign(rng, country)
    if people == "NP" and family is None and rng.random() < 0.14:
        return *demo.a_name(rng, sex), "NP", None
    pools = POPULATIONS[people]
    given = (pools["rare"] if rng.random() < 0.06 else pools.get(sex, pools["female"])).pick(rng)
    if family is None:
        family = (pools["rare"] if rng.random() < 0.22 else pools["family"]).pick(rng)
    parts = [given, family]
    if people == "EC":
        parts.append(pools["family"].pick(rng))  # the mother's
    local = " ".join(part[1] for part in parts) if all(part[1] for part in parts) else ""
    shown = {"text": local, "lang": "bn" if people == "BD" else "ne"} if local else None
    spoken = LANGUAGES.get(people) or rng.choice((["ne"], ["ne"], ["taj", "ne"], ["mai", "ne"]))
    return " ".join(part[0] for part in parts), shown, spoken, people, family


def _foreign(rng, country):
    names, weights = zip(*MIXED.get(country, MIXED["QA"]), strict=True)
    return rng.choices(names, weights)[0]
