"""What officers write down and mean to do: notes and tasks by group of categories."""

# ruff: noqa: E501 - sentences and rows stay whole

NOTES = {
    "A": """Came with her brother. They paid {fee} in two parts; the second part has no receipt.
The agent's office in {home} is closed; the neighbour says since last month.
Showed the messages in which the agent asks for more money. Copied the dates.
Phoned the agency. They say it was a subagent and not one of theirs.
The family sold a buffalo to pay. The lender asks every week.
Agency offers half of the money back. Explained what the law says; wants time to think.
Has the bank slip, not the receipt. We wrote down who was there when the money changed hands.
The licence is valid until next spring; the agency has other complaints with us.
Wants the money back more than a punishment. That is what we ask for first.
Read the contract together, line by line. The wage is lower than what was promised.
The subagent is an uncle's friend. Nobody wants to name him in writing yet.
Called back with good news: the first part, {amount}, was returned today.""",
    "B": """Last full wage {months} months ago. Since then only money for food.
Has photos of the time sheets. Asked to keep them in two places.
{employer_cap} promised to pay after the holidays. The holidays were three weeks ago.
Wrote to the employer through the embassy. Copy is in the file.
Eleven others have the same problem; two of them are registered with us.
Employer offers {amount} for everything. Explained that one may say no.
Works from five in the morning. No day of rest since the summer.
The passport is in the supervisor's drawer; others saw it there.
The contract signed in {place} is another one than the one signed at home.
Spoke for twelve minutes; the line broke off. Calls again when alone.
Doctor's paper says rest for six weeks. The employer counts it as absence.
Colleague confirmed the dates. He is ready to say so in writing.
Payslip of the last month found; the sum is {amount}.
The company says the money is on its way. No date.""",
    "C": """The permit ran out in the spring; the employer had promised to renew it.
Police report of the loss is there, the embassy asks for two photos.
The hearing was moved again. New date by text message.
The family brought the citizenship certificate; copied and given back.
Fine so far {amount}; an amnesty may come, nobody knows when.
Spoke with the consular desk: papers within ten days if the photo is right.
He may phone once a week, on Sunday. The brother will be here then.
Ticket is paid by a cousin. Exit paper is what is missing.
Explained to the mother what detention means there and who may visit.
The lawyer there asks for a power of attorney; we prepared it.""",
    "D": """Spoke alone with her, door closed. She decides what goes further, step by step.
Does not want the village to know. We call from another number.
Sleeps at her sister's for now. Safe at least until Friday.
Risk looked at together with the supervisor: stays high.
The agent came to the house twice. She has noted days and times.
Asked for a woman to talk to; the officer on duty stayed with her.
Bruises on the arm, seen by the health post. Paper in the file.
Wants no complaint now. Explained that she can come back to it.
Her mother knows and helps. The father is not to be told.
She laughed once today. Comes again on Tuesday.""",
    "E": """The brother speaks for the family. Explained the way of the papers, slowly, twice.
The company confirms the day and the hospital. Cause of death is not written yet.
The coffin arrives on Thursday night; the airport desk knows.
Widow brought the marriage certificate. The names differ in one letter.
Insurance asks for the original. Told them it is with the embassy.
He can sit up now. Doctors speak of three more weeks.
The colleagues collected {amount} and sent it home.
Nobody asked the widow anything until now. We did, and listened.""",
    "F": """Three colleagues are in the same room and want to come home too.
No money for a ticket; the employer says the contract forbids it.
Embassy has put the name on the list. About two weeks.
Has a place to sleep with friends until the flight.
Flight is booked. The airport desk meets her.
Travel paper is ready; the fine is still open.
Wants to say goodbye to nobody and just go home.
The family asks every day. We call them on Fridays.""",
    "G": """Two papers are missing: the contract and the bank statement.
Counted the days: the claim must be in before the year ends.
The fund's window was closed for a training. Goes again on Sunday.
Form filled in together. She signed, we made a copy.
Insurance says the hospital's stamp cannot be read. Asked for a new one.
Got a number for the claim. Wrote it on her card.
Three years and two months of work; by law this is {amount}.
The children's school gave the letter at once.
The office asks for the original passport; it is with the employer.""",
    "H": """The wife came with the baby. Last call was on a Sunday, four minutes.
A roommate was found through friends: he lives, he changed his number.
Mother-in-law may answer the phone and is not to be told.
He says he sends money each month; it does not reach the children.
Talked about sleep, and about the village. She wants to try the group.
The grandmother takes the children until the festival.
Both were here today. They agreed on a sum and on a day each month.
He called us from {place}. Asked to give his greetings and nothing else.
She cried, then she told. We made tea.""",
    "H4": """Talked about sleep, and about the village. Will try the group once.
Did not sleep again. Eats little. The mother came along and was a great help.
Cried, then told. We made tea.
Likes to come here, says so. Does not like to walk past the bazaar.
Better this week: cooked for the family, slept five hours.
Asked what a counsellor does. Explained; nobody writes a paper about it.
Goes to the field again with the sister in the mornings.""",
    "I": """Borrowed {fee} from three people. Wrote down each, with the interest.
Knows tiles and marble from {place}. The neighbour builds a house.
Wants a plan that is small and sure. Five goats first, not twenty.
Has saved {amount}. It is in the house, in a box.
Talked about what went well abroad too. It was a lot.
Certificate from the company is in English only; needs a translation.
Her husband is for it, his mother is not. We invite both.
Did not go to the training: no bus after three o'clock.
The first month of the shop: a little more in than out.
Coughs. Sent to the health post before anything else.
Has looked at two rooms for the shop. One has a window to the road.""",
}

TASKS = {
    "A": """Call the agency again and write down the answer|Ask for the bank slip of the second part
Check the licence with the department|Prepare the complaint for the department
Ask whether the money came|Read the offer with the family""",
    "B": """Call about the employer's offer|Ask for the last payslip|Write to the employer through the embassy
Ask the embassy where the passport is|Count the unpaid months together|Call the colleague who will confirm the dates
Ask whether the wage came|Read the contract with the client|Call back when the client is alone""",
    "C": """Ask the consular desk for the papers|Get two photos|Call the family before the hearing
Ask about the fine|Send the power of attorney|Ask whether the exit paper is there""",
    "D": """Call at the safe time|Look at the risk again with the supervisor|Ask how the night was
Find a woman counsellor|Make a safety plan together""",
    "E": """Call the family|Ask the company for the hospital's paper|Ask the airport desk about the arrival
Help with the claim form|Send the original with the embassy's bag""",
    "F": """Ask the embassy about the list|Call about the ticket|Tell the airport desk
Ask whether the fine was paid|Call after the arrival""",
    "G": """Lodge the claim; two papers missing|Ask the fund for the number of the claim
Get the hospital's stamp again|Count the days until the claim is too late|Call about the claim""",
    "H": """Call the wife back|Call again on Sunday|Ask the roommate for news
Invite both for a talk|Ask how the month went""",
    "H4": """Ask how the week went|Call in the morning, when alone|Ask about the first talk
Visit at home with the health worker|Ask whether the group was good""",
    "I": """Agree the plan, one month after return|Ask whether the training really began
Go through the debts together|Have the certificate translated|Visit the shop|Ask about the loan""",
}

CHASES = """Chase {partner}: nothing heard yet|Ask {partner} what comes next|Answer the question of {partner}
Ask whether {partner} has called|Confirm with the client what {partner} did"""
