"""Several needs at once: one service each, one yes after the other, nothing lost in between."""

import uuid

import pytest

from helpdesk.cases import actions as cases
from referrals.models import Referral
from tests import make

from .conftest import YES


@pytest.fixture
def needs(case, maya, sarita, asha, kathmandu):
    """Legal help and counselling; Asha counsels too."""
    make.make_agreement(asha, kathmandu, kinds=["psychosocial"])
    make.make_service(asha, kind="psychosocial", name="Talking room")
    return [
        cases.add_need(
            case, by=sarita, submission_id=uuid.uuid4(), client=maya, kind=kind, text=f"For {kind}"
        )
        for kind in ("legal", "psychosocial")
    ]


def typed(needs, services, **more):
    facts = {"submission_id": str(uuid.uuid4()), "urgency": "normal", **more}
    for need, service in zip(needs, services, strict=True):
        facts |= {
            f"pick_{need.pk}": "on",
            f"asks_for_{need.pk}": "Please help",
            f"service_{need.pk}": service.pk,
        }
    return facts


@pytest.fixture
def drafted(needs, desk, asha, case, sarita, browse):
    services = [desk, asha.services.get(kind="psychosocial")]
    answer = browse(sarita).post(f"/referrals/refer/{case.code}/several/", typed(needs, services))
    made = list(Referral.objects.for_listing().order_by("pk"))
    assert answer.url == f"/referrals/{made[0].code}/prepare/"
    return made


def test_each_need_shows_who_can_help(needs, desk, case, sarita, browse):
    page = browse(sarita).get(f"/referrals/refer/{case.code}/several/").content.decode()
    for words in (desk.name, "Talking room", "For legal", "For psychosocial"):
        assert words in page


def test_each_need_gets_a_draft_of_its_own(drafted, needs):
    assert [one.need_id for one in drafted] == [need.pk for need in needs]
    assert len({one.bundle for one in drafted}) == 1
    assert len({one.thread for one in drafted}) == 2


def test_sending_one_leads_to_the_next(drafted, sarita, browse):
    browser = browse(sarita)
    first, second = drafted
    page = browser.get(f"/referrals/{first.code}/prepare/").content.decode()
    assert "Drafted together" in page
    assert second.get_absolute_url() in page
    answer = browser.post(f"/referrals/{first.code}/prepare/", send_form(first))
    assert answer.url == f"/referrals/{second.code}/prepare/"
    answer = browser.post(f"/referrals/{second.code}/prepare/", send_form(second))
    assert answer.url == second.get_absolute_url()


def test_whoever_stops_in_the_middle_finds_the_rest_among_the_drafts(drafted, sarita, browse):
    browse(sarita).post(f"/referrals/{drafted[0].code}/prepare/", send_form(drafted[0]))
    page = browse(sarita).get("/referrals/?list=drafts").content.decode()
    assert drafted[1].code in page
    assert drafted[0].code not in page


def test_discarding_one_leads_to_the_next(drafted, sarita, browse):
    answer = browse(sarita).post(f"/referrals/{drafted[0].code}/discard/")
    assert answer.url == f"/referrals/{drafted[1].code}/prepare/"


def test_pressing_twice_makes_them_once(needs, desk, asha, case, sarita, browse):
    sent = typed(needs, [desk, asha.services.get(kind="psychosocial")])
    for _time in range(2):
        browse(sarita).post(f"/referrals/refer/{case.code}/several/", sent)
    assert Referral.objects.count() == 2


def test_nothing_ticked_is_said_and_nothing_made(needs, case, sarita, browse):
    answer = browse(sarita).post(
        f"/referrals/refer/{case.code}/several/",
        {"submission_id": str(uuid.uuid4()), "urgency": "normal"},
    )
    assert answer.status_code == 422
    assert "Tick at least one need" in answer.content.decode()


def send_form(referral):
    until = YES()["until"].isoformat()
    return {
        "do": "send",
        "version": referral.version,
        "asks_for": "Please help",
        "urgency": "normal",
        "categories": referral.categories,
        "how": "spoken",
        "language": "ne",
        "until": until,
        "confirmed": "on",
    }
