"""Writes first.csv and second.csv from names.txt: `python -m tests.clients.gold`.

are missing, some changed, some mistyped. Odd pairs go to the first half, which one may look at
while working on the comparison, even ones to the second, which is only for measuring.
"""

import csv
import random
import re
from pathlib import Path

HERE = Path(__file__).parent
FACTS = ("name", "birth", "sex", "phone", "document", "address")
PLACES = [
    "Ward 4, Butwal", "Ward 11, Ghorahi", "Lakeside, Pokhara", "Baneshwor 10, Kathmandu",
    "Purok 3, Barangay Malaya, Lipa", "12 Mabini Street, Iloilo", "Sitio Ilaya, Tagum",
    "Médina rue 22, Dakar", "Quartier Escale, Ziguinchor", "Cité Soprim villa 40, Dakar",
    "Barrio Solanda, Quito", "Comunidad Pulinguí, Guano", "Calle Bolívar 8, Ambato",
    "Hay Salam bloc 5, Rabat", "Mirpur 12 block C, Dhaka", "Korangi sector 33, Karachi",
]  # fmt: skip
WOMEN = re.compile(
    r"^(?:maya|sita|gita|rita|mina|rosa|maria|ma\.?|fatou\w*|awa|\w*(?:ita|mila|mala|ina|ela|ila|isa))\b"
)


def main():
    dice = random.Random(2026)
    halves = {"first": [], "second": []}
    for kind, same, pairs in _kinds():
        for number, (left, right) in enumerate(pairs):
            rows = _true(dice, kind, left, right) if same else _two(dice, kind, left, right)
            half = "second" if number % 2 else "first"
            halves[half].append([kind, int(same), *(row[f] for row in rows for f in FACTS)])
    for half, rows in halves.items():
        with (HERE / f"{half}.csv").open("w", newline="", encoding="utf-8") as file:
            out = csv.writer(file)
            heads = [f"{side}_{fact}" for side in ("left", "right") for fact in FACTS]
            out.writerows([["kind", "same", *heads], *rows])


def _kinds():
    text = re.sub(r"^#.*$", "", (HERE / "names.txt").read_text(encoding="utf-8"), flags=re.M)
    for head, body in re.findall(r"\[([^\]]+)\]\n([^\[]+)", text):
        pairs = [pair.split(" = ") for pair in re.split(r"[;\n]", body) if pair.strip()]
        yield head[2:], head[0] == "+", [(a.strip(), b.strip()) for a, b in pairs]


def _person(dice, name):
    year = dice.randint(1958, 2006)
    return {
        "name": name,
        "birth": f"{year}-{dice.randint(1, 12):02}-{dice.randint(1, 28):02}",
        "sex": "female" if WOMEN.match(name.lower()) else dice.choice(["female", "male"]),
        "phone": f"98{dice.randint(10**7, 10**8 - 1)}",
        "document": f"{dice.choice('PANEBX')}{dice.randint(10**6, 10**8 - 1)}",
        "address": dice.choice(PLACES),
    }


def _true(dice, kind, left, right):
    """One person, written down twice; at least one fact besides the name agrees."""
    one = _person(dice, left)
    while True:
        a, b = _worn(dice, one), _worn(dice, {**one, "name": right}, changed=True)
        if kind == "year-only births":
            year = int(one["birth"][:4])
            a["birth"] = dice.choice([str(year), f"about {year}"])
            b["birth"] = dice.choice([str(year), str(year), f"about {year + dice.randint(-2, 2)}"])
        seconds = [("birth", 10), ("phone", 1), ("document", 1), ("address", 1)]
        if any(a[f] == b[f] and len(a[f]) >= least for f, least in seconds):
            return a, b


def _worn(dice, person, changed=False):
    """As a register has it: gaps, and on the second writing changes and slips."""
    keep = {"birth": 0.9, "sex": 0.95, "phone": 0.7, "document": 0.5, "address": 0.7}
    worn = {
        fact: value if dice.random() < keep.get(fact, 1) else "" for fact, value in person.items()
    }
    if not changed:
        return worn
    if worn["birth"] and dice.random() < 0.25:
        worn["birth"] = dice.choice(
            [worn["birth"][:4], worn["birth"][:4], _slip(dice, worn["birth"])]
        )
    if worn["phone"] and dice.random() < 0.2:
        worn["phone"] = dice.choice(
            [f"98{dice.randint(10**7, 10**8 - 1)}", _slip(dice, worn["phone"])]
        )
    if worn["document"] and dice.random() < 0.15:
        worn["document"] = dice.choice(
            [f"N{dice.randint(10**6, 10**7)}", _slip(dice, worn["document"])]
        )
    if worn["address"] and dice.random() < 0.4:
        worn["address"] = dice.choice(
            [dice.choice(PLACES), worn["address"].replace(",", "").lower()]
        )
    return worn


def _slip(dice, text):
    """One digit wrong, near the end: what stays must still be a date."""
    at = len(text) - 1
    return text[:at] + str((int(text[at]) + dice.randint(1, 3)) % 8 + 1)


def _two(dice, kind, left, right):
    """Two people, with what such two have in common."""
    a, b = _person(dice, left), _person(dice, right)
    year = int(a["birth"][:4])
    home = kind in (
        "twins",
        "siblings",
        "father and son of one name",
        "family phone",
        "brother and sister",
    )
    if home or kind == "one hostel":
        b["address"] = a["address"]
    if (home and dice.random() < 0.75) or (kind == "one hostel" and dice.random() < 0.5):
        b["phone"] = a["phone"]
    if kind == "twins":
        b["birth"] = a["birth"]
    elif kind in ("siblings", "brother and sister"):
        b["birth"] = _moved(b, year + dice.choice([-8, -6, -5, -4, -3, -2, 2, 3, 4, 5, 7]))
    elif kind == "father and son of one name":
        b["birth"] = _moved(b, year + dice.choice([-34, -29, -25, -22, -19, 20, 24, 31]))
    elif kind == "namesakes":
        b["birth"] = _moved(
            b, year + dice.choice([-14, -9, -7, -5, -4, -3, -2, 0, 2, 3, 4, 6, 8, 11])
        )
    elif kind in ("alike and different", "one hostel", "cousins"):
        b["birth"] = _moved(b, year + dice.choice([-6, -3, -2, -1, 0, 0, 1, 2, 4]))
    if kind == "brother and sister":
        a["sex"], b["sex"] = ("female", "male") if left[:5] != "Mario" else ("male", "female")
    elif kind != "family phone":
        b["sex"] = a["sex"] if not WOMEN.match(right.lower()) else "female"
    for person in (a, b):
        if dice.random() < 0.2:
            person["birth"] = person["birth"][:4]
        for fact, share in (("document", 0.4), ("sex", 0.1), ("phone", 0.1)):
            if dice.random() < share:
                person[fact] = ""
    return a, b


def _moved(person, year):
    return f"{year}{person['birth'][4:]}"


if __name__ == "__main__":
    main()
