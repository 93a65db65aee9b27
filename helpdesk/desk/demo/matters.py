"""What cases are about: titles by category, and the kinds of help that each asks for."""

# ruff: noqa: E501 - sentences and rows stay whole

# category: (kinds of help, stages, titles)
MATTERS = {
    "A1": (
        "legal labour",
        "pre_departure return",
        """Paid {fee} to the agent, no receipt
Agent asks for {fee} more before the flight|Fee for {country} three times what is allowed""",
    ),
    "A2": (
        "legal",
        "pre_departure return",
        """Agent took {fee} and cannot be found
Visa shown to the family was not real|Promised {country}, sent back from Delhi""",
    ),
    "A3": (
        "legal labour",
        "employment return",
        """No job on arrival in {place}
{employer} in {place} had closed before the arrival""",
    ),
    "A4": (
        "legal labour",
        "employment return",
        """Contract changed on arrival in {place}
Promised a driver's job, given cleaning|Wage in the second contract is half""",
    ),
    "A5": (
        "labour documents",
        "pre_departure",
        "Agent keeps the passport|Agent wants {fee} to give the passport back",
    ),
    "B1": (
        "legal labour",
        "employment return",
        """Unpaid wages, {months} months
{months} months without pay from {employer}|Last wages not paid before the flight home
Wages stopped after the company changed hands""",
    ),
    "B2": (
        "legal labour",
        "employment return",
        """Food and room taken from the wage
Deductions that nobody explained|Fine of one month's wage for one day's absence""",
    ),
    "B3": (
        "labour psychosocial",
        "employment",
        """Fourteen hours a day, no day of rest
No leave for two years at {employer}|Night shifts without extra pay""",
    ),
    "B4": (
        "labour documents",
        "employment",
        """Passport kept by {employer}
Wants to come home, passport locked away""",
    ),
    "B5": (
        "legal jobs",
        "employment return",
        "Dismissed without notice in {place}|Sent home before the contract ended",
    ),
    "B6": (
        "legal repatriation",
        "employment",
        """Reported as absconding after a complaint
Left {employer} and is afraid to be stopped""",
    ),
    "B7": (
        "health welfare",
        "employment return",
        """Fell from a scaffold in {place}
Back injury, hospital bill not paid|Kidney illness after two summers outdoors""",
    ),
    "B8": (
        "legal shelter",
        "employment",
        """May not leave the house in {place}
Debt is added every month, no wage is paid""",
    ),
    "C1": (
        "documents",
        "employment return",
        "Lost passport in {place}|Passport lost in a taxi, flight next month",
    ),
    "C2": (
        "documents repatriation",
        "employment",
        """Permit ran out, {employer} did not renew
Overstay fine of {amount}""",
    ),
    "C3": (
        "legal repatriation",
        "employment",
        "Held in {place} over an expired permit|Brother has been detained for {months} weeks",
    ),
    "C4": (
        "legal",
        "employment return",
        "Hearing in {place} next month|Sued by {employer} over a broken machine",
    ),
    "C5": (
        "documents repatriation",
        "employment",
        "Exit papers refused by {employer}|Waits for exit papers for {months} weeks",
    ),
    "D1": (
        "psychosocial shelter",
        "employment return",
        "Beaten in the house in {place}|Insulted and locked in for days",
    ),
    "D2": (
        "psychosocial shelter",
        "employment return return",
        """Afraid of her husband after coming home
Needs a safe place for some nights""",
    ),
    "D3": (
        "legal shelter",
        "return",
        "Was sold on to a second house|Taken across the border with promises",
    ),
    "D4": (
        "shelter",
        "pre_departure return",
        "Girl of sixteen stopped at the airport|Boy travelling with an unknown uncle",
    ),
    "D5": (
        "legal psychosocial",
        "return employment",
        "Agent threatens the family|Threatened after the complaint against the agent",
    ),
    "D6": (
        "legal",
        "employment",
        "No sign of life since {months} weeks|Son did not arrive in {place}",
    ),
    "E1": (
        "welfare repatriation",
        "employment",
        "Died in {place}; the family waits for the body|Death claim and papers for the widow",
    ),
    "E2": (
        "welfare health",
        "employment return",
        "In hospital in {place}, cannot travel alone|Lost two fingers at work",
    ),
    "F1": (
        "repatriation",
        "employment",
        "Wants to come home, no ticket|Stranded in {place} with three colleagues",
    ),
    "G1": (
        "welfare",
        "return employment",
        "Welfare claim, papers missing|Welfare fund: one year ends soon",
    ),
    "G2": (
        "welfare legal",
        "return",
        "Insurance refuses to pay|Insurance asks for the hospital's letter",
    ),
    "G3": (
        "legal welfare",
        "return",
        "Compensation for the injury in {place}|Compensation agreed, never paid",
    ),
    "G4": (
        "welfare",
        "employment return",
        "Scholarship for two children|School fees: asks for the children's scholarship",
    ),
    "G5": (
        "legal labour",
        "return",
        "End of service not paid|{months} years of service, nothing at the end",
    ),
    "H1": (
        "legal psychosocial",
        "employment",
        "Wife has not heard from him for {months} weeks|Parents ask for news from {place}",
    ),
    "H2": (
        "psychosocial legal",
        "employment return",
        "Money sent home is gone|Quarrel in the family over the remittances",
    ),
    "H3": (
        "psychosocial",
        "employment",
        "Who looks after the children while she is away|Grandmother is ill, children alone",
    ),
    "H4": (
        "psychosocial",
        "return employment",
        "Sleeps badly since coming home|Feels a stranger in the village|Does not want to leave the room",
    ),
    "I1": (
        "finance",
        "return",
        "Debt of {fee} after the return|Lender asks for the land|Three loans and no income",
    ),
    "I2": (
        "jobs training",
        "return",
        "Looks for work near home|Wants to use what was learned in {place}",
    ),
    "I3": (
        "business finance",
        "return",
        "Start again at home: a goat farm|Wants to open a small tea shop|Savings for a motorbike repair shop",
    ),
    "I4": (
        "training",
        "return pre_departure",
        "Wants to learn plumbing|Asks for a course in care work before leaving",
    ),
    "I5": (
        "health",
        "return",
        "Cough since {place}, no doctor yet|Needs a check after heat stroke",
    ),
    "I6": (
        "psychosocial",
        "return",
        "Neighbours talk; she stays indoors|In-laws do not let her back",
    ),
}
# how often, beside once: what fills the desk
OFTEN = (
    ["B1"] * 9
    + ["A1"] * 7
    + ["A4"] * 4
    + ["B4"] * 3
    + ["B2"] * 3
    + ["I1"] * 5
    + ["I3"] * 4
    + ["I2"] * 3
)
OFTEN += (
    ["G1"] * 4
    + ["G5"] * 3
    + ["H4"] * 4
    + ["H1"] * 3
    + ["A2"] * 3
    + ["B7"] * 3
    + ["F1"] * 2
    + ["C1"] * 2
)
COMMON = (
    sorted(set(MATTERS) - {"D2", "D3", "D4"}) + OFTEN
)  # those three are told by hand, restricted

PLACES = {
    "QA": ("Qatar", ["Doha", "Al Wakrah", "Al Khor", "Al Rayyan"], "QAR"),
    "SA": ("Saudi Arabia", ["Riyadh", "Jeddah", "Dammam"], "SAR"),
    "AE": ("the Emirates", ["Dubai", "Abu Dhabi", "Sharjah"], "AED"),
    "KW": ("Kuwait", ["Kuwait City", "Farwaniya", "Ahmadi"], "KWD"),
    "MY": ("Malaysia", ["Penang", "Johor Bahru", "Klang"], "MYR"),
}
DESTINATIONS = ["QA"] * 5 + ["SA"] * 4 + ["AE"] * 3 + ["KW"] * 3 + ["MY"] * 4
