"""Eight partners of all kinds: workers, places, hours, services, and the agreements they stand on."""

# ruff: noqa: E501 - sentences and rows stay whole

from datetime import date, time, timedelta

from django.db import transaction

from services import actions
from services.models import Service

from .places import ZONES, invite

# name, local name, country, what it does, workers ("log-in Name", the first one leads)
PARTNERS = {
    "himal": (
        "Himal Law Clinic",
        "हिमाल कानुन क्लिनिक",
        "NP",
        "Lawyers and paralegals for migrant workers and their families, free of charge.",
        ["mina Mina Lama", "partner Roshan K.C."],
    ),
    "shramik": (
        "Shramik Law Desk",
        "श्रमिक कानुन डेस्क",
        "NP",
        "Advice and representation in cases against recruitment agencies.",
        ["gopal Gopal Nepal", "sabita Sabita Karki"],
    ),
    "asha": (
        "Asha Counselling House",
        "आशा परामर्श घर",
        "NP",
        "Counselling for women and families, with women counsellors.",
        ["lila Lila Maharjan", "jyoti Jyoti Magar"],
    ),
    "sahayatri": (
        "Sahayatri House",
        "सहयात्री घर",
        "NP",
        "A safe place to stay for women who come home in difficulty, and their children.",
        ["kamala Kamala Sherpa", "rita Rita Tamang"],
    ),
    "labour": (
        "Bagmati Labour Office",
        "बागमती श्रम कार्यालय",
        "NP",
        "The province's labour office: mediation, papers, welfare claims and jobs at home.",
        ["deepak Deepak Acharya", "usha Usha Pandey"],
    ),
    "savings": (
        "Sagarmatha Savings Cooperative",
        "सगरमाथा बचत सहकारी",
        "NP",
        "Savings, small loans and debt advice for members and returnees.",
        ["prakash Prakash Limbu", "sunita Sunita Rana"],
    ),
    "enterprise": (
        "Gandaki Enterprise Fund",
        "गण्डकी उद्यम कोष",
        "NP",
        "Training, seed money and advice for people who start again at home.",
        ["bina Bina Gurung", "om Om Prakash Subedi"],
    ),
    "doha": (
        "Doha Workers' Support",
        "دعم العمال في الدوحة",
        "QA",
        "Advice, mediation and help with papers for workers in Qatar.",
        ["mariam Mariam Haddad", "imran Imran Sheikh"],
    ),
}

# partner, where, area, address, opens, closes
PLACES = [
    (
        "himal",
        "Himal Law Clinic, Kathmandu",
        "Kathmandu",
        "Near the old bus park, second floor",
        10,
        17,
    ),
    ("shramik", "Shramik Law Desk, Lalitpur", "Lalitpur", "Beside the municipal library", 10, 16),
    (
        "asha",
        "Asha Counselling House, Kathmandu",
        "Kathmandu",
        "Lane behind the eye hospital",
        9,
        17,
    ),
    ("asha", "Asha Counselling House, Pokhara", "Kaski", "Lakeside road, yellow house", 10, 16),
    ("sahayatri", "Sahayatri House", "Lalitpur", "The address is told on the phone", 0, 23),
    ("labour", "Bagmati Labour Office, Hetauda", "Makwanpur", "Ward 4, government quarter", 10, 17),
    (
        "labour",
        "Bagmati Labour Office, Kathmandu window",
        "Kathmandu",
        "Ground floor, window 3",
        10,
        16,
    ),
    ("savings", "Sagarmatha Savings, Kathmandu", "Kathmandu", "Above the post office", 9, 16),
    ("savings", "Sagarmatha Savings, Chautara", "Sindhupalchok", "Main bazaar", 10, 15),
    (
        "enterprise",
        "Gandaki Enterprise Fund, Pokhara",
        "Kaski",
        "Industrial estate, gate 2",
        10,
        17,
    ),
    ("doha", "Doha Workers' Support, Old Airport", "Doha", "Community centre, hall B", 8, 15),
]

# partner, kind, name, capacity, languages, and whom it serves
SERVICES = [
    (
        "himal",
        "legal",
        "Wage claims desk",
        "open",
        "ne tam en",
        {"stages": ["employment", "return"]},
    ),
    ("himal", "legal", "Recruitment fraud advice", "limited", "ne mai hi", {}),
    ("shramik", "legal", "Cases against agencies", "open", "ne mai bho", {}),
    (
        "asha",
        "psychosocial",
        "Counselling with a woman counsellor",
        "open",
        "ne tam new",
        {"sexes": ["female"]},
    ),
    ("asha", "psychosocial", "Family counselling", "limited", "ne mai", {}),
    ("sahayatri", "shelter", "Emergency shelter", "limited", "ne tam", {"sexes": ["female"]}),
    ("sahayatri", "psychosocial", "Support after violence", "open", "ne tam ur", {}),
    ("sahayatri", "health", "Health check for returnees", "open", "ne", {"stages": ["return"]}),
    ("labour", "labour", "Mediation unit", "waiting_list", "ne en", {}),
    ("labour", "welfare", "Welfare and insurance claims", "open", "ne mai", {}),
    ("labour", "documents", "Permits and papers", "open", "ne en", {}),
    (
        "labour",
        "jobs",
        "Jobs at home",
        "open",
        "ne",
        {"stages": ["return", "pre_departure"], "age_from": 18},
    ),
    (
        "savings",
        "finance",
        "Loans for returnees",
        "limited",
        "ne tam",
        {"stages": ["return"], "age_from": 18},
    ),
    ("savings", "finance", "Debt advice", "open", "ne mai tam", {}),
    (
        "enterprise",
        "business",
        "Start a business",
        "open",
        "ne",
        {"stages": ["return"], "age_from": 18},
    ),
    (
        "enterprise",
        "training",
        "Skills training",
        "waiting_list",
        "ne new",
        {"age_from": 16, "age_to": 60},
    ),
    (
        "enterprise",
        "finance",
        "Seed money",
        "limited",
        "ne",
        {"stages": ["return"], "age_from": 18},
    ),
    (
        "doha",
        "legal",
        "Advice on Qatari labour law",
        "open",
        "ar en hi ur ne",
        {"stages": ["employment"]},
    ),
    (
        "doha",
        "labour",
        "Talks with the employer",
        "limited",
        "ar en ne",
        {"stages": ["employment"]},
    ),
    (
        "doha",
        "repatriation",
        "Ticket and exit papers",
        "open",
        "ar en ne",
        {"stages": ["employment"]},
    ),
    ("doha", "documents", "Lost passport help", "open", "ar en ne bn", {"stages": ["employment"]}),
]

# partner, centre, from and until in days from today (None: without an end)
AGREEMENTS = [
    ("himal", "KTM", -735, 37),  # ends soon
    ("shramik", "KTM", -740, -55),  # expired
    ("asha", "KTM", -738, None),
    ("sahayatri", "KTM", -738, 420),
    ("labour", "KTM", -736, 900),
    ("savings", "KTM", -734, 300),
    ("enterprise", "KTM", -734, 650),
    ("doha", "DOH", -733, 510),
    ("doha", "KTM", -700, 510),  # for families at home whose matter is in Qatar
]


@transaction.atomic
def open_directory(network, today: date):
    """Everyone signs; from then on referrals may be sent."""
    partners = {key: _partner(network, key, *facts) for key, facts in PARTNERS.items()}
    places: dict[str, list] = {}
    for key, name, area, address, opens, closes in PLACES:
        place = _place(network, partners[key], name, area, address, opens, closes)
        places.setdefault(key, []).append(place)
    for key, kind, name, capacity, languages, whom in SERVICES:
        service = actions.make_service(
            partners[key],
            by=network.admin,
            kind=kind,
            name=name,
            capacity=capacity,
            fees="Free of charge",
            languages=languages.split(),
            verified_on=today - timedelta(days=20 + 9 * len(name)),
            **whom,
        )
        service.partner = partners[key]
        network.services.setdefault(kind, []).append(service)
        for place in places[key]:
            actions.tie(service, place, by=network.admin)


def _partner(network, key, name, local_name, country, description, workers):
    partner = actions.make_partner(
        by=network.admin,
        name=name,
        local_name=local_name,
        country=country,
        description=description,
        time_zone=ZONES[country],
        email=f"{key}@demo.test",
    )
    for number, worker in enumerate(workers):
        login, person = worker.split(" ", 1)
        team = partner.staff if number else partner.leads
        network.workers.setdefault(partner.pk, []).append(invite(network, login, person, [team]))
    return partner


def _place(network, partner, name, area, address, opens, closes):
    place = actions.make_location(
        partner,
        by=network.admin,
        name=name,
        address=address,
        area=network.areas[area],
        country=partner.country,
    )
    rests = {5, 6} if partner.country == "QA" else {6}
    hours = [
        (day, time(opens), time(closes)) for day in range(1, 8) if day not in rests or opens == 0
    ]
    return actions.change_hours(place, hours, by=network.admin)


@transaction.atomic
def sign_agreements(network, today: date):
    """Each memorandum: drafted and signed on the same day, for all that the partner offers."""
    offered: dict[str, set] = {}
    by_name = {facts[0]: key for key, facts in PARTNERS.items()}
    partners = {}
    for service in Service.objects.select_related("partner").order_by("pk"):
        if key := by_name.get(service.partner.name):
            partners[key] = service.partner
            offered.setdefault(key, set()).add(service.kind)
    for key, centre, begins, ends in AGREEMENTS:
        agreement = actions.make_agreement(
            partners[key],
            network.centres[centre],
            by=network.admin,
            kinds=sorted(offered[key]),
            starts_on=today + timedelta(days=begins),
            ends_on=None if ends is None else today + timedelta(days=ends),
        )
        actions.sign(agreement, by=network.admin)
