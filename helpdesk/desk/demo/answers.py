"""What the desk asks of partners, and what partners say: by kind of help."""

# ruff: noqa: E501 - sentences and rows stay whole

ASKS = {
    "legal": """{months} months of wages are unpaid ({amount}). We wrote to the employer; no answer. Please advise on a claim.
The agent took {fee} without a receipt. We have the messages. Please help with the complaint.
An offer of {amount} is on the table. Please advise before it is answered, within two weeks.
The contract was changed in {place}. Both papers are here. What can be claimed?
A hearing is coming. Please say what to bring and, if you can, go along.""",
    "labour": """Please call in the recruiter. We phoned twice; they do not come. Asked for: {fee} back.
The employer keeps the passport. We wrote through the embassy. Please speak with the company.
Deductions of {amount} that nobody explains. Please mediate; time sheets are with us.
No day of rest since the summer. The client wants to stay in the job, with a day off.""",
    "psychosocial": """Sleeps badly and asks for someone to talk to. We listened twice; more is needed.
Came home after a hard time and stays indoors. Please a first talk soon, in the mother tongue.
The family quarrels over the money sent home. All agree to one talk together.
Asks for a woman counsellor. Mornings are best; the mother-in-law is not to know.""",
    "shelter": """Needs a safe place for three nights from today. No one at home may know where.
Cannot go back to the house. Two bags, no medicine needed. Please call us when she has arrived.
Came from the airport with nowhere to go. A few nights until the sister can come.""",
    "finance": """Debt of {fee} with three lenders. Income is small. Please look at it together and find a first step.
Has saved {amount} and wants to borrow little. We made a simple plan, enclosed in words.
The lender asks for the land. Please advise before the month ends.""",
    "health": """Back injury from work in {place}. First aid was given; needs a doctor's look and a paper.
Cough since coming home. No doctor yet. Please a check, and tell us only whether it was done.""",
    "welfare": """Claim for the welfare fund. Form is filled in; the contract is missing. Please say what can replace it.
One year ends soon. Please take the claim in time; we bring what is missing.
Insurance refuses. We have the letter and the hospital's paper.""",
    "documents": """Passport lost in {place}. Police report is there. Please help with the new one.
The agent keeps the passport. Please ask for it officially; our call did not help.
The permit ran out. Please say what is needed to renew it.""",
    "repatriation": """Wants to come home; no ticket, no wage for {months} months. Please put on the list.
Exit papers are refused. We wrote to the employer. Please help with the office there.
Family at home asks for the return. Can travel alone. Please a date.""",
    "jobs": """{work} for some years in {place}. Looks for work near home, also half days.
Came home early. Speaks some Arabic. Please see what is open.""",
    "business": """Wants to start small, with savings of {amount}. We talked about costs; please go through the plan.
Asks for advice on a shop: place, licence, first stock.""",
    "training": """Wants to learn a trade. Can come in the mornings; reads and writes.
Worked as {work_low} in {place} without a certificate. Please test and certify.""",
}

DELIVERED = {
    "legal": """Complaint lodged; {amount} paid after the second meeting.|Settlement signed, {amount} received.
Advised on the offer; the client accepted it with open eyes.|Claim written and filed; the client has the number.""",
    "labour": "Company and client met; passport given back.|Recruiter paid {fee} back.|Agreed on a day of rest, in writing.",
    "psychosocial": "Four talks; sleeps better and comes to the group now.|Six sessions, closed in agreement.|One family talk, and a second is planned.",
    "shelter": "Three nights; left with her sister.|Stayed five nights, a safety plan was made.",
    "finance": "New plan with the lender, smaller parts.|Loan of {amount} approved and paid out.|Debts listed; joined the savings group.",
    "health": "Seen by the doctor, paper given to the client.|Check done, medicine for one month.",
    "welfare": "Claim lodged in time.|Claim paid out: {amount}.|Insurance has taken the case up again.",
    "documents": "New passport handed over.|Passport returned by the agent.|Permit renewed for one year.",
    "repatriation": "Flew home; met at the airport.|Exit papers given, ticket paid by the employer.",
    "jobs": "Works since last week, near home.|Two interviews, one offer accepted.",
    "business": "Plan made; shop registered.|Three meetings; starts with goats in spring.",
    "training": "Course finished, certificate given.|Tested and certified as {work_low}.",
}

ACCEPTS = """We take it on. Please send the last payslip when you can.|Yes. We call the client tomorrow morning.
We can help. First meeting this week.|Accepted. A woman colleague will take it.|Yes; we have a free place.|||"""
STARTS = """First meeting held.|Called and met; we have begun.|The client came today, with all papers.|Spoke on the phone for twenty minutes.|"""
QUESTIONS = """Which month is the last payslip?|Does the client agree that we call the employer?
Is there a copy of the contract?|Which language shall we speak?|In which district does the family live now?
When can the client come to our office?"""
REPLIES = """The last one is from June; a copy comes with the client.|Yes, asked today and the client agrees.
A photo of it is there; the client will bring it.|Tamang if you can, else Nepali.|With the parents, in {home}.
Any morning but Saturday."""
WAITS = "We have no place before next month.|On our list; we look again on that day.|The trainer is away until then."
REFUSALS = {
    "area": "We do not work in {home} this year.",
    "eligibility": "Our rules need six months of residence.",
    "capacity": "All our places are taken until the festival.",
    "funds": "This year's money is spent.",
    "wrong_service": "This is for the labour office, not for us.",
    "duplicate": "Is already with our other office.",
    "incomplete": "Without the contract we cannot begin.",
    "unreachable": "Called five times; nobody answers.",
    "conflict": "We advise the agency in another matter.",
    "time_barred": "The year for this claim is over.",
}
WITHDRAWALS = {
    "client_declined": "Has changed plans and does not want it now.",
    "duplicate": "Found help elsewhere.",
    "wrong_service": "Another service fits better.",
    "unreachable": "We cannot reach the client ourselves.",
}
CONFIRMED = """The client says so too and is content.|Called: done, and thankful.|Asked the client; it is as they report.
Partly content, wants to leave it at that.|"""
DISPUTED = "The client says that nothing was paid yet. Please look again.|Only one meeting took place, says the client."
ERRORS = "Sent to the wrong service by a slip.|Was meant for another client of the same family."
