"""What My work, the referrals and the contacts count is the length of the list, for each of them:
an officer, the supervisor of a region, and of the nation. Others' restricted cases are in none."""

import random
from types import SimpleNamespace

import pytest
from django.db.models import Q
from django.http import QueryDict
from guardian.shortcuts import assign_perm

from helpdesk.access.models import Centre
from helpdesk.cases.models import Case, CaseSharing
from helpdesk.contacts.listing import Contacts
from helpdesk.contacts.models import Contact
from helpdesk.core import per_request
from helpdesk.desk.my_work import Desk
from helpdesk.desk.work import LISTS
from referrals.forms.filtering import FilterForm
from referrals.lists import DESK, desk_list
from referrals.models import Referral

from .test_numbers_and_lists_agree import GROUPS

STAGES = ["return", "employment", "pre_departure"]
FILTERS = {
    "stage": STAGES,
    "urgency": ["low", "normal", "high", "critical"],
    "due": ["overdue", "today", "week", "fortnight"],
    "group": list(GROUPS),
    "snoozed": ["on"],
}
OF_CONTACTS = {
    "period": ["today", "week", "month", "before"],
    "channel": ["walk_in", "phone"],
    "topic": ["J"],
}


@pytest.fixture(autouse=True)
def _short_pages(monkeypatch):
    """Three rows to a page, so that a small country has many."""
    monkeypatch.setattr("helpdesk.desk.my_work.PAGE", 3)
    monkeypatch.setattr("referrals.lists.SIZE", 3)
    monkeypatch.setattr("helpdesk.contacts.listing.SIZE", 3)


def some(filters, dice, **always):
    """A query with one filter, two or none."""
    names = dice.sample(list(filters), dice.choice([0, 0, 1, 1, 2]))
    asked = always | {name: dice.choice(filters[name]) for name in names}
    return "&".join(f"{name}={value}" for name, value in asked.items())


@pytest.fixture
def people(country, sarita, dipesh, bimala, sushila, pokhara):
    """Person → the centres where she works or oversees."""
    secret = Case.objects.filter(restricted=True, centre__code="KTM").first()
    assign_perm("cases.view_case", sarita, secret)
    below = Centre.objects.filter(path__startswith=pokhara.path)
    kathmandu = Centre.objects.filter(code="KTM")
    whole = Centre.objects.all()
    found = [(sarita, kathmandu), (dipesh, kathmandu), (sushila, below), (bimala, whole)]
    return [(person, frozenset(c.pk for c in centres)) for person, centres in found]


def seen(person, centres):
    """Ids of the cases that may be in her lists, asked of the bare columns."""
    named = CaseSharing.objects.filter(user=person).values("content_object")
    rows = Case.objects.filter(Q(centre__in=centres, restricted=False) | Q(pk__in=named))
    return set(rows.values_list("pk", flat=True))


def pages(of, query):
    """Every row of a list, from page to page; and the count that stands above it."""
    made, rows, total = of(query), [], None
    while True:
        rows += made.rows
        total = total or made.total
        following = getattr(made, "next_url", None) or getattr(made, "next", None)
        if not following:
            return rows, total
        asked = following if "=" in following else f"{query}&after={following}"
        made = of(asked.removeprefix("?"))


def my_work(person, dice):
    query = some(FILTERS, dice, list=dice.choice([*LISTS, "team", "team"]))
    rows, total = pages(lambda query: Desk(person, QueryDict(query)), query)
    return [row.pk for row in rows], total, {row.pk for row in rows}, query


def referring(person, dice):
    query = dice.choice(["", "", "status=sent", "status=accepted", "status=declined"])
    name = dice.choice(list(DESK))

    def of(query):
        data = QueryDict(query)
        chosen = FilterForm(data, user=person).chosen
        return desk_list(person, name, chosen, data.get("after", ""))

    rows, total = pages(of, query)
    pks = [row.pk for row in rows]
    cases = Referral.objects.filter(pk__in=pks).values_list("case", flat=True)
    return pks, total, set(cases), f"{name} {query}"


def contacts(person, dice):
    query = some(OF_CONTACTS, dice)
    rows, total = pages(lambda query: Contacts(person, QueryDict(query)), query)
    pks = [row.pk for row in rows]
    cases = Contact.objects.filter(pk__in=pks).exclude(case=None).values_list("case", flat=True)
    return pks, total, set(cases), query


def agree(people, rounds, seed):
    dice, told = random.Random(seed), SimpleNamespace(filters=0, rows=0)
    for _ in range(rounds):
        person, centres = dice.choice(people)
        per_request.forget()
        rows, total, cases, query = dice.choice([my_work, referring, contacts])(person, dice)
        assert len(set(rows)) == len(rows) == int(total), (person, query, total, len(rows))
        assert cases <= seen(person, centres), (person, query)
        told.filters += 1
        told.rows += len(rows)
    print(f"\n{told.filters:,} filters, {told.rows:,} rows in their lists")  # noqa: T201
    assert told.rows > 2 * rounds


def test_for_200_random_filters(people):
    agree(people, 200, seed=1)


@pytest.mark.slow
def test_for_1000_random_filters(people):
    agree(people, 1000, seed=2)
