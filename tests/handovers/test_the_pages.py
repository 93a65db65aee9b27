import pytest

from helpdesk.access.models import Centre
from helpdesk.audit.models import Entry
from helpdesk.audit.verify import verify
from helpdesk.core import per_request
from helpdesk.core.clock import at
from helpdesk.desk import actions as desk
from referrals import actions
from referrals.models import Handover
from tests import make

from .conftest import fetch


def typed(page, **said):
    once = page.split('name="submission_id" value="')[1].split('"')[0]
    return {
        "submission_id": once,
        "why": "moved",
        "note": "",
        "how": "spoken",
        "language": "ne",
        "consent_until": "2099-01-01",
        "confirmed": "on",
        **said,
    }


def propose(browser, maya, case, centre, **said):
    path = f"/clients/{maya.code}/hand-over/"
    page = browser.get(path).content.decode()
    data = {"to_centre": centre.pk, "cases": [case.code], **said}
    return browser.post(path, typed(page, **data))


def test_the_centre_is_found_by_name_and_by_country(browse, sarita, maya, pokhara, doha):
    path = f"/clients/{maya.code}/hand-over/"
    for words, found in [("pokh", "Pokhara centre"), ("Qatar", "Doha desk"), ("doh", "Doha desk")]:
        answer = browse(sarita).post(path, {"look": words, "look_up": "1"})
        assert found in answer.content.decode()
        assert "to put right" not in answer.content.decode()


def test_from_button_to_answer(browse, sarita, pasang, maya, case, pokhara):
    answer = propose(browse(sarita), maya, case, pokhara)
    made = Handover.objects.get()
    assert answer.url == made.get_absolute_url()
    page = browse(pasang).get(answer.url).content.decode()
    assert "Maya Kumari Tamang" in page
    assert "Unpaid wages" in page  # the category; the title says the same
    done = browse(pasang).post(f"{answer.url}accept/", {"take": "on"})
    assert done.url == maya.get_absolute_url()
    for person in (sarita, pasang):
        record = browse(person).get(maya.get_absolute_url()).content.decode()
        assert "The other centre took over" in record
        assert "From KTM to PKR" in record
        assert "Case handed over" in browse(person).get(case.get_absolute_url()).content.decode()
    assert "You can read it until" in browse(sarita).get(case.get_absolute_url()).content.decode()
    assert browse(sarita).post(f"/cases/{case.code}/take/").status_code == 409
    assert list(verify().problems) == []


def test_without_the_clients_yes_the_form_says_so(browse, sarita, maya, case, doha, pokhara):
    for centre in (doha, pokhara):
        answer = propose(browse(sarita), maya, case, centre, confirmed="")
        assert answer.status_code == 422
        assert "before the client has agreed" in answer.content.decode()
    assert not Handover.objects.exists()


def test_before_the_answer_the_receiver_sees_no_more_than_the_offer(
    browse, sarita, pasang, maya, kathmandu, pokhara, offer
):
    case = make.make_case(maya, sarita, title="Canary title")
    make.make_contact(kathmandu, sarita, client=maya, note="Canary note")
    kept = make.make_case(maya, sarita, title="Canary kept", category="D1")
    made = offer(case)
    browser = browse(pasang)
    for path in ("/", "/clients/", "/hand-overs/", "/referrals/", made.get_absolute_url()):
        assert "Canary" not in browser.get(path).content.decode()
        assert kept.code not in browser.get(path).content.decode()
    for path in (maya.get_absolute_url(), case.get_absolute_url(), kept.get_absolute_url()):
        assert browser.get(path).status_code == 404
    found = browser.post("/search/", {"q": "Tamang"}).content.decode()
    assert maya.code not in found
    assert "Maya" not in found
    actions.decline_handover(fetch(made), by=pasang, refusal="capacity")
    for path in ("/hand-overs/?list=past", made.get_absolute_url()):
        page = browser.get(path).content.decode()
        assert "Maya" not in page
        assert maya.code in page


def test_when_it_is_over_the_giver_reads_only_that_it_took_place(
    browse, sarita, pasang, maya, offer, take
):
    made = take(offer(), pasang)
    with at(fetch(made).overlap_until):
        actions.end_overlaps()
        per_request.forget()
        page = browse(sarita).get(made.get_absolute_url()).content.decode()
        assert maya.code in page
        for gone in ("Maya", "She lives at the lake", "Unpaid wages"):
            assert gone not in page
        assert browse(sarita).get(maya.get_absolute_url()).status_code == 404


def test_who_looks_alike_there_is_shown_and_leads_to_the_merge(
    browse, pasang, pokhara, maya, offer
):
    twin = make.make_client(pokhara, pasang, "Maya Kumari Tamang")
    made = offer()
    assert twin.code in browse(pasang).get(made.get_absolute_url()).content.decode()
    assert Entry.objects.about_client(twin.uid).filter(verb="found").exists()
    answer = browse(pasang).post(f"{made.get_absolute_url()}accept/")
    assert answer.url == f"/clients/{maya.code}/same-person/"


def test_a_merge_takes_hand_overs_along(maya, sarita, kathmandu, pasang, offer, take):
    import uuid

    made = offer()
    kept = make.make_client(kathmandu, sarita, "Maya Tamang")
    desk.merge(
        kept,
        maya,
        by=sarita,
        submission_id=uuid.uuid4(),
        reason="One person",
        facts={},
        standing={},
        version_kept=kept.version,
        version_lost=maya.version,
    )
    assert fetch(made).client == kept
    take(made, pasang)
    assert Centre.objects.get(pk=kept.servings.get().centre_id).code == "PKR"


@pytest.mark.parametrize("name", ["to-answer", "sent", "past"])
def test_the_list_costs_the_same_however_long(name, browse, sarita, pasang, maya, offer, queries):
    who, counts = browse(pasang if name == "to-answer" else sarita), []
    for count in (1, 10):
        while Handover.objects.filter(status="proposed").count() < count:
            _another(maya.centre, sarita, offer)
        if name == "past":
            for made in Handover.objects.for_listing().filter(status="proposed"):
                actions.withdraw_handover(made, by=sarita)
        counts.append(queries(lambda: who.get(f"/hand-overs/?list={name}")))
    assert counts[0] == counts[1] <= 12


def _another(centre, by, offer):
    import uuid

    from referrals import actions

    model = Handover.objects.order_by("pk").first() or offer()
    client = make.make_client(centre, by, "Someone Else")
    return actions.propose_handover(
        client,
        by=by,
        submission_id=uuid.uuid4(),
        from_centre=centre,
        to_centre=model.to_centre,
        why="moved",
        going={},
        consent={"how": "spoken", "language": "ne", "until": model.consent_until},
    )
