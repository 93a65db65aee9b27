"""What people of the demo work at abroad, by the words that they use, and for whom."""

WORK = {
    "female": [
        "Domestic work",
        "Cleaner",
        "Care work",
        "Kitchen help",
        "Garment worker",
        "Shop assistant",
    ],
    "male": [
        "Mason",
        "Steel fixer",
        "Driver",
        "Security guard",
        "Cleaner",
        "Waiter",
        "Electrician",
        "Factory worker",
    ],
}
STANDARD = {  # word: its occupation (ISCO-08) and sector (ISIC)
    "Domestic work": ("9111", "T"),
    "Cleaner": ("9112", "N"),
    "Care work": ("5322", "Q"),
    "Kitchen help": ("9412", "I"),
    "Garment worker": ("8153", "C"),
    "Shop assistant": ("5223", "G"),
    "Mason": ("7112", "F"),
    "Steel fixer": ("7214", "F"),
    "Driver": ("8322", "H"),
    "Security guard": ("5414", "N"),
    "Waiter": ("5131", "I"),
    "Electrician": ("7411", "F"),
    "Factory worker": ("9329", "C"),
}
EMPLOYERS = {
    "Domestic work": ["the household", "the family"],
    "Care work": ["the household", "the care home"],
    "Security guard": ["the security company"],
    "Waiter": ["the hotel", "the restaurant"],
    "Kitchen help": ["the hotel", "the canteen"],
    "Garment worker": ["the garment factory"],
    "Factory worker": ["the glove factory", "the furniture factory"],
    "Driver": ["the transport company"],
}
