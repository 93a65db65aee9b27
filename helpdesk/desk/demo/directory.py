"""What the demo's directory says of its eight partners: workers, places, services, agreements."""

# name, local name, country, what it does, workers ("log-in Name", the first one leads)
PARTNERS = {
    "himal": (
        "Himal Law Clinic",
        "हिमाल कानुन क्लिनिक",
        "NP",
        "Lawyers and paralegals for migrant workers and their families, free of charge.",
        ["mina Mina Lama", "partner Roshan K.C.", "laxmi Laxmi Basnet"],
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
        "ne taj en",
        {"stages": ["employment", "return"]},
    ),
    ("himal", "legal", "Recruitment fraud advice", "limited", "ne mai hi", {}),
    (
        "shramik",
        "legal",
        "Cases against agencies",
        "open",
        "ne mai bho",
        {"statuses": ["regular", "visit"]},  # an agency was paid
    ),
    (
        "asha",
        "psychosocial",
        "Counselling with a woman counsellor",
        "open",
        "ne taj new",
        {"sexes": ["female"]},
    ),
    ("asha", "psychosocial", "Family counselling", "limited", "ne mai", {}),
    ("sahayatri", "shelter", "Emergency shelter", "limited", "ne taj", {"sexes": ["female"]}),
    ("sahayatri", "psychosocial", "Support after violence", "open", "ne taj ur", {}),
    ("sahayatri", "health", "Health check for returnees", "open", "ne", {"stages": ["return"]}),
    (
        "labour",
        "labour",
        "Mediation unit",
        "waiting_list",
        "ne en",
        {"areas": ["Bagmati Province"]},
    ),
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
        "ne taj",
        {"stages": ["return"], "age_from": 18},
    ),
    ("savings", "finance", "Debt advice", "open", "ne mai taj", {}),
    (
        "enterprise",
        "business",
        "Start a business",
        "open",
        "ne",
        {"stages": ["return"], "age_from": 18, "areas": ["Gandaki Province"]},
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

# partner, service (or None), role, name, post, phone
CONTACTS = [
    ("himal", None, "focal", "Mina Lama", "Head of the clinic", "01-555 0110"),
    ("himal", None, "deputy", "Roshan K.C.", "Paralegal", "01-555 0111"),
    ("asha", None, "focal", "Lila Maharjan", "Counsellor", "01-555 0120"),
    ("sahayatri", "Emergency shelter", "focal", "Kamala Sherpa", "On call", "01-555 0130"),
    ("labour", None, "focal", "Deepak Acharya", "Officer", "057-555 0140"),
    ("enterprise", None, "focal", "Bina Gurung", "Adviser", "061-555 0150"),
    ("doha", None, "focal", "Mariam Haddad", "Coordinator", "+974 5550 0160"),
]

# What a partner said of its capacity.
CAPACITY_NOTES = {"Skills training": "The next course begins in January."}

# Said or verified so many days ago: may have changed, and is to be checked again.
OLD_CAPACITY = {"Family counselling": 64}
STALE = {"Debt advice": 230}

# partner → who signed (side, name, office), what the partner and what the centre takes on
SIGNED = {
    "himal": (
        [
            ("centre", "Anil Karki", "Programme manager"),
            ("partner", "Roshan K.C.", "Director"),
            ("other", "Meera Pandey", "Ministry of Labour"),
        ],
        "Answers every referral within two working days, and takes wage claims free of charge.",
        "Sends only what the client agreed to, and tells the client what comes of it.",
    ),
    "asha": (
        [("centre", "Anil Karki", "Programme manager"), ("partner", "Rita Shakya", "Chair")],
        "Keeps two places a week for clients of the centres, with a woman counsellor.",
        "Pays the bus fare, and calls before each appointment.",
    ),
}
SUSPENDED = ("enterprise", "DOH", -400, 500, "Its office in Doha is closed for repairs.")
