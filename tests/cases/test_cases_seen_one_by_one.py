"""The plain SQL that every page asks says the same as the querysets that define it."""

from collections import Counter
from datetime import timedelta
from itertools import product

import pytest
from django.contrib.auth.models import Permission
from django.db.models import BooleanField, Value

from helpdesk.cases import actions
from helpdesk.cases.models import BreakGlass, CaseSharing
from helpdesk.cases.models.overlap import Overlap, _one_by_one
from helpdesk.core.clock import now
from helpdesk.core.per_request import forget
from tests import make

LATER, BEFORE = timedelta(days=1), timedelta(days=-1)


@pytest.fixture
def cases_of_all_sorts(kathmandu, pokhara, sarita, bimala, pasang, maya):
    theirs = make.make_client(pokhara, pasang)
    ordinary, away = make.make_case(maya, sarita), make.make_case(theirs, pasang)
    secret, secret_away = make.make_case(maya, sarita), make.make_case(theirs, pasang)
    actions.restrict(secret, by=sarita, ground="threat", people=[bimala])
    actions.restrict(secret_away, by=pasang, ground="child")
    return [ordinary, away, secret, secret_away]


@pytest.fixture
def everything(cases_of_all_sorts, kathmandu, pokhara, sarita, dipesh, pasang):
    """Every way in which a case is seen by itself, running and over, of each sort of case."""
    people, centres = (sarita, dipesh, pasang), (kathmandu, pokhara)
    cases, ends = cases_of_all_sorts, (LATER, BEFORE)
    Overlap.objects.bulk_create(
        Overlap(
            client=(case or cases[0]).people.first().client,
            case=case,
            centre=centre,
            now_at=pokhara,
            person=person,
            until=now() + end,
        )
        for case, centre, person, end in product(
            [None, *cases], centres, [None, dipesh, pasang], ends
        )
    )
    BreakGlass.objects.bulk_create(map(opened, *zip(*product(cases, people, ends), strict=True)))
    rights = [Permission.objects.get(codename=name) for name in ("view_case", "view_client")]
    CaseSharing.objects.bulk_create(
        CaseSharing(user=dipesh, permission=right, content_object=case)
        for case, right in product(cases[:3], rights)
    )


def opened(case, by, end):
    glass = BreakGlass(case=case, by=by, data_key=case.data_key, ground="danger")
    glass.reason, glass.until = "It cannot wait.", now() + end
    return glass


def by_querysets(user):
    by_name = CaseSharing.objects.filter(user=user, permission__codename="view_case")
    said = {yes: Value(yes, BooleanField()) for yes in (True, False)}
    lent = Overlap.objects.visible_to(user).order_by()
    broken = BreakGlass.objects.running_for(user).order_by()
    people = "content_object__people__client"
    return Counter(
        [
            *lent.values_list("case_id", "client_id", said[False]),
            *by_name.values_list("content_object_id", people, said[True]),
            *broken.values_list("case_id", "case__people__client", said[False]),
        ]
    )


@pytest.mark.usefixtures("everything")
def test_the_sql_says_what_the_querysets_say(sarita, dipesh, bimala, pasang, nirmala):
    for person in (sarita, dipesh, bimala, pasang):
        forget()
        found = Counter((case, client, bool(named)) for case, client, named in _one_by_one(person))
        assert found == by_querysets(person)
        assert len(found) > 1
    assert _one_by_one(nirmala) == []  # of data protection: no case is hers
