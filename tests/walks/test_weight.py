"""What a page weighs on a narrow line (SCREENS: budgets in bytes and requests)."""

import uuid
from urllib.parse import urlsplit

import pytest
from django.contrib.staticfiles.storage import staticfiles_storage
from django.test import Client as Browser

from helpdesk.cases import actions as cases
from referrals import actions as referrals
from tests import make

KILO = 1024


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_the_first_visit_is_light(page_at, sarita):
    page, asked = page_at(1280), []
    page.on("requestfinished", lambda request: asked.append(urlsplit(request.url).path))
    page.goto("/account/login/")
    page.wait_for_load_state("networkidle")
    assert len(asked) <= 5, asked
    assert sum(map(weight, asked)) <= 90 * KILO


def weight(path):
    """Bytes of an answer as the product's own web server compresses it (the test's does not)."""
    answer = Browser().get(path, headers={"accept-encoding": "gzip, br"})
    return len(b"".join(answer) if answer.streaming else answer.content)


@pytest.mark.parametrize("path", ["/", "/clients/", "/referrals/?list=drafts"])
def test_a_list_of_25_rows_is_light(path, kathmandu, sarita, browse):
    partner = make.make_partner()
    for number in range(25):
        client = make.make_client(kathmandu, sarita, name=f"Maya Kumari Tamang {number}")
        case = make.make_case(
            client, sarita, officer=sarita, title=f"Unpaid wages, {number} months"
        )
        cases.add_task(
            case,
            by=sarita,
            submission_id=uuid.uuid4(),
            text=f"Call number {number}",
            due_at=case.due_at,
        )
        referrals.draft(
            case,
            by=sarita,
            submission_id=uuid.uuid4(),
            client=client,
            asks_for="Wages",
            urgency="normal",
            service=make.make_service(partner, name=f"Desk {number}"),
        )
    answer = browse(sarita).get(path, headers={"accept-encoding": "gzip"})
    assert answer.headers["Content-Encoding"] == "gzip"
    assert len(answer.content) <= 20 * KILO


def test_assets_never_change_under_their_name(db):
    answer = Browser().get(staticfiles_storage.url("desk.css"))
    assert "immutable" in answer.headers["Cache-Control"]
