"""Who gets what at every URL: the table is tests/url_matrix.py."""

import uuid
from datetime import timedelta
from http.cookies import SimpleCookie
from types import SimpleNamespace

import pytest
from django.core.cache import cache
from django.db import transaction
from django.urls import URLPattern, get_resolver, reverse

from helpdesk.cases import actions as cases
from helpdesk.clients import actions as clients
from helpdesk.core.clock import now, today
from helpdesk.notices.actions import notify
from helpdesk.notices.models import Notice
from referrals import actions as referrals
from services import actions as services
from tests import make
from tests.url_matrix import MATRIX, ROLES


def every_name(patterns=None, namespace=""):
    """The name of each URL pattern, with its namespace."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLPattern):
            yield namespace + (pattern.name or f"(no name) {pattern.pattern}")
        else:
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from every_name(pattern.url_patterns, inner)


def make_world():
    """One thing of each kind, and one person of each role."""
    centre = make.make_centre()
    other_centre = make.make_centre("Pokhara centre", "PKR", parent=centre)
    partner, other_partner = make.make_partner(), make.make_partner("Other partner")
    teams = {
        "disabled": centre.officers,
        "officer": centre.officers,
        "other_officer": other_centre.officers,
        "supervisor": centre.supervisors,
        "partner": partner.staff,
        "other_partner": other_partner.staff,
        "dpo": centre.protectors,
        "administrator": centre.administrators,
    }
    people = {
        role: make.make_user(role.replace("_", " ").capitalize(), teams=[team])
        for role, team in teams.items()
    }
    client = make.make_client(centre, people["officer"])
    case = make.make_case(client, people["officer"], officer=people["officer"])
    world = SimpleNamespace(
        centre=centre,
        other_centre=other_centre,
        partner=partner,
        other_partner=other_partner,
        people=people,
        client=client,
        case=case,
        journey=make.make_journey(client, people["officer"]),
        service=make.make_service(partner),
        agreement=make.make_agreement(partner, centre),
        phone=clients.add_phone(client, by=people["officer"], number="+9779841000001"),
        task=cases.add_task(
            case, by=people["officer"], submission_id=uuid.uuid4(), text="Call", due_at=now()
        ),
        location=services.make_location(
            partner, by=people["administrator"], name="Office", address="Thapathali"
        ),
        fresh_agreement=services.make_agreement(
            partner,
            other_centre,
            by=people["administrator"],
            kinds=["legal"],
            starts_on=today(),
            ends_on=None,
        ),
    )
    world.draft = make_draft(world, world.service)
    world.referral = send(world, make_draft(world, make.make_service(partner, name="Another desk")))
    world.failed_notice = make_failed_notice(world)
    return world


def make_draft(world, service):
    """Drafted by the officer: the desk has it, the partner does not see it yet."""
    return referrals.draft(
        world.case,
        by=world.people["officer"],
        submission_id=uuid.uuid4(),
        client=world.client,
        service=service,
        asks_for="Wages",
        urgency="normal",
    )


def send(world, draft):
    """With the client's yes: the partner has it from now on."""
    until = today() + timedelta(days=100)
    return referrals.agree_and_send(
        draft, by=world.people["officer"], how="spoken", language="ne", until=until
    )


@transaction.atomic
def make_failed_notice(world):
    notify([world.people["officer"]], Notice.Kind.CASE_ASSIGNED, world.case)
    notice = Notice.objects.latest("id")
    Notice.objects.filter(pk=notice.pk).update(quarantined_at=now(), attempts=5)
    return notice


def answers(browser, method, path, data):
    """The status, with all that the request changed undone."""
    cache.clear()
    cookies = {name: morsel.value for name, morsel in browser.cookies.items()}
    with transaction.atomic():
        status = getattr(browser, method)(path, data).status_code
        transaction.set_rollback(True)
    browser.cookies = SimpleCookie(cookies)
    return status


def differences(world, browsers, name):
    """Where the row of this name is not what happens."""
    row = MATRIX[name]
    path = reverse(name, args=row.args(world))
    for method in ("get", "post"):
        for role in ROLES:
            expected = (getattr(row, method) or {}).get(role, 405)
            status = answers(
                browsers[role], method, path, row.data(world) if method == "post" else {}
            )
            if status != expected and not (expected == 405 and role in ROLES[:2] and status == 302):
                yield f"{method.upper()} {path} as {role}: {status}, and the table says {expected}"


NAMES = sorted(set(every_name()))


def test_every_url_has_a_row_and_every_row_a_url():
    assert set(NAMES) - MATRIX.keys() == set(), "These URLs have no row in tests/url_matrix.py."
    assert MATRIX.keys() - set(NAMES) == set(), "These rows have no URL any more."


def test_no_two_urls_share_a_name():
    names = list(every_name())
    assert len(names) == len(set(names))


@pytest.mark.django_db
@pytest.mark.parametrize(
    "part", sorted({name.partition(":")[0] if ":" in name else "" for name in NAMES})
)
def test_every_url_answers_each_person_as_its_row_says(part, browse):
    world = make_world()
    browsers = {role: browse(world.people.get(role)) for role in ROLES}
    world.people["disabled"].__class__.objects.filter(pk=world.people["disabled"].pk).update(
        is_active=False
    )
    mine = [
        name
        for name in NAMES
        if name in MATRIX and (name.partition(":")[0] if ":" in name else "") == part
    ]
    wrong = [line for name in mine for line in differences(world, browsers, name)]
    assert not wrong, "\n".join(wrong)
