"""Maya's journeys: twice to Kuwait, then to Riyadh, where another contract waited for her."""

from datetime import timedelta
from decimal import Decimal

from helpdesk.clients import actions as clients

from .world import uid

KUWAIT = {"destination": "KW", "place": "Salmiya", "occupation": "9111", "sector": "T"}
RIYADH = {
    "destination": "SA",
    "place": "Riyadh",
    "channel": "regular",
    "turn": "repeat",
    "occupation": "9111",
    "sector": "T",
    "return_reason": "unpaid",
    "recruiter": "Everest Overseas Pvt. Ltd., through an agent in Chautara",
    "employer": "A family in Al Malaz",
    "permit_number": "MOLESS 0417-8821",
    "promised_job": "Care of one elderly woman",
    "promised_wage": Decimal(1500),
    "promised_currency": "SAR",
    "promised_hours": 48,
    "promised_place": "Riyadh",
    "given_job": "Cleaning and cooking for a family of eleven",
    "given_wage": Decimal(1000),
    "given_currency": "SAR",
    "given_hours": 98,
    "given_place": "Riyadh",
    "debt": Decimal(240_000),
    "debt_currency": "NPR",
    "debt_to": "The moneylender of the ward, at 36 % a year",
}
FEES = [
    {"kind": "agent", "amount": Decimal(180_000), "currency": "NPR", "receipt": "none"},
    {"kind": "medical", "amount": Decimal(9_500), "currency": "NPR", "receipt": "held"},
    {"kind": "deposit", "amount": Decimal(400), "currency": "SAR", "receipt": "less"},
]


def maya_journeys(maya, by, rng, day):
    """The three, as she tells them on that day; the last one."""

    def add(ago, **facts):
        prepared, departed, returned = (day - timedelta(days=n) for n in ago)
        exact = facts.get("departed_exact")
        return clients.add_journey(
            maya,
            by=by,
            submission_id=uid(rng),
            stage="return",
            work="Domestic work",
            origin=maya.area,
            prepared_on=prepared,
            departed_on=_first(departed, exact),
            returned_on=_first(returned, exact),
            **facts,
        )

    month = {"departed_exact": "month", "returned_exact": "month"}
    add((3590, 3460, 2650), **KUWAIT, **month, channel="visit", return_reason="contract_ended")
    add((2420, 2330, 1500), **KUWAIT, channel="regular", turn="repeat", return_reason="family")
    permit = {"permit_from": day - timedelta(days=970), "permit_until": day - timedelta(days=240)}
    last = add((1040, 960, 1), **RIYADH, **permit)
    for fee in FEES:
        clients.add_fee(last, by=by, submission_id=uid(rng), **fee)
    return last


def _first(day, exact):
    return day.replace(day=1) if exact else day
