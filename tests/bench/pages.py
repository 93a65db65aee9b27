"""What is measured: the pages, who asks for them, and about whom."""

import itertools
import random
from dataclasses import dataclass, field

from django.db.models import Count

from helpdesk.access.models import Centre, User
from helpdesk.access.sight import members_of
from helpdesk.cases.models import Case, Need
from helpdesk.clients.models import Client, Phone
from referrals.models import Referral

SUBJECTS = 40  # different people and cases, so that nothing is measured on one lucky row


@dataclass
class Page:
    """One page: who asks, how, and how many floors it may cost (None: no goal)."""

    name: str
    who: str
    path: object  # a text, or an endless iterator of them
    form: object = None  # an endless iterator of fields to post
    goal: float | None = None
    htmx: bool = False
    answers: int = 200  # 302: it was done, and leads on
    times: list[float] = field(default_factory=list)
    sql: int = 0
    bytes: int = 0

    def next_path(self):
        return self.path if isinstance(self.path, str) else next(self.path)


def people() -> dict[str, str]:
    """An officer of a centre of middle size, her supervisor, a worker of the busiest partner.

    Where there are no cases, the officer alone.
    """
    is_bare = not Case.objects.exists()
    centre = _middle_centre(Client.objects.all() if is_bare else Case.objects.open())
    officer = members_of(centre.officers_id).order_by("pk").first()
    if is_bare:
        return {"officer": officer.email}
    supervisor = members_of(centre.supervisors_id).first()
    busiest = Referral.objects.live().values("partner").annotate(n=Count("id")).order_by("-n")
    partner = Referral.objects.filter(partner=busiest[0]["partner"]).first().partner
    worker = partner.team().order_by("pk").first()
    nation = members_of(Centre.objects.get(depth=1).supervisors_id).first()
    return {
        "officer": officer.email,
        "supervisor": supervisor.email,
        "nation": nation.email,
        "partner": worker.email,
    }


def _middle_centre(rows) -> Centre:
    """The centre with the median number of rows."""
    counted = rows.values("centre").annotate(n=Count("id"))
    ranked = [row["centre"] for row in counted.order_by("n", "centre")]
    return Centre.objects.get(pk=ranked[len(ranked) // 2])


def pages(who: dict[str, str], made=None) -> list[Page]:
    """All of them, about people whom the officer may see; `made`: referrals to be used up."""
    officer, dice = User.objects.get(email=who["officer"]), random.Random(7)
    found = pages_of_people(officer, dice)
    if "partner" not in who:
        return found
    matters, referrals = _matters(officer, dice), _referrals(officer, dice, made)
    return [*_work(), *found, *matters, *referrals, *_of_the_nation(who, dice)]


def pages_of_people(officer, dice) -> list[Page]:
    """How people are found, and what is known of them."""
    clients = _some(Client.objects.visible_to(officer).for_listing(), dice)
    phones = _some(Phone.objects.visible_to(officer).for_listing(), dice)
    names = [client.name for client in clients if " " in client.name]
    return [
        Page("Search by name", "officer", "/search/", _forms("q", names), 6),
        Page("Search by phone", "officer", "/search/", _forms("q", _numbers(phones)), 6),
        Page("As one types", "officer", "/search/", _forms("q", _begun(names)), 6, htmx=True),
        Page(
            "Registration panel",
            "officer",
            "/clients/register/look-again/",
            _typed(names),
            6,
            htmx=True,
        ),
        Page("Registration page", "officer", "/clients/register/", _looks(names)),
        Page("Client page", "officer", _around(clients), goal=5),
        Page("Clients", "officer", "/clients/"),
    ]


def _work():
    lists = ("team", "unassigned", "overdue", "waiting")
    return [
        Page("My work", "officer", "/", goal=3),
        *(Page(f"My work: {name}", "officer", f"/?list={name}", goal=3) for name in lists),
    ]


def _of_the_nation(who, dice):
    """What whoever sees everybody pays: of the same pages, without a goal."""
    nation = User.objects.get(email=who["nation"])
    clients = _some(Client.objects.visible_to(nation).for_listing(), dice)
    names = [client.name for client in clients if " " in client.name]
    return [
        Page("Nation: search by name", "nation", "/search/", _forms("q", names)),
        Page("Nation: client page", "nation", _around(clients)),
        Page("Nation: clients", "nation", "/clients/"),
        Page("Nation: contacts", "nation", "/contacts/"),
        Page("Nation: my work", "nation", "/?list=team"),
    ]


def _matters(officer, dice):
    cases = _some(Case.objects.visible_to(officer).open(), dice)
    return [
        Page("Case page", "officer", _around(cases), goal=5),
        Page("Contacts", "officer", "/contacts/"),
        Page("Referrals", "officer", "/referrals/"),
        Page("Figures", "supervisor", "/figures/", goal=4),
        Page("Figures of the nation", "nation", "/figures/", goal=10),
        *(
            Page(f"Figures of the nation: {name}", "nation", f"/figures/{name}/")
            for name in ("flow", "partners", "served")
        ),
    ]


def _referrals(officer, dice, made):
    """Who can help, sending and accepting; the partner's lists."""
    open_ones = Case.objects.visible_to(officer).open()
    needs = _some(Need.objects.filter(case__in=open_ones).select_related("case"), dice)
    asking = [f"/referrals/refer/{need.case.code}/?need={need.pk}" for need in needs]
    lists = ("to-answer", "in-progress", "waiting", "done")
    shown = [
        Page("Candidates", "officer", itertools.cycle(asking), goal=6),
        *(Page(f"Partner: {name}", "partner", f"/referrals/{name}/", goal=3) for name in lists),
    ]
    if made is None:
        return shown
    acts = {"Send": ("officer", made.sending()), "Accept": ("partner", made.accepting())}
    return [
        *shown,
        *(
            Page(name, who, paths, forms, goal=6, answers=302)
            for name, (who, (paths, forms)) in acts.items()
        ),
    ]


def _some(rows, dice) -> list:
    ids = list(rows.order_by("-pk").values_list("pk", flat=True)[:2000])
    return list(rows.filter(pk__in=dice.sample(ids, min(SUBJECTS, len(ids)))))


def _around(rows):
    return itertools.cycle([row.get_absolute_url() for row in rows])


def _forms(name, values):
    return itertools.cycle([{name: value} for value in values])


def _looks(names):
    return itertools.cycle([{"look": name, "look_only": "1"} for name in names])


def _typed(names):
    """What the form holds when the name, sex and year of birth are filled in."""
    return itertools.cycle(
        [{"name": name, "sex": "female", "birth": str(1970 + n)} for n, name in enumerate(names)]
    )


def _numbers(phones):
    return [phone.number[-8:] for phone in phones]


def _begun(names):
    """The first letters of a first name and of a family name."""
    return [f"{name.split()[0]} {name.split()[-1][:3]}" for name in names]
