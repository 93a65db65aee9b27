from helpdesk.clients.models import Client
from tests.core.hostile import send


def test_a_garbled_submission_can_be_sent_again(browse, sarita, kathmandu):
    browser = browse(sarita)
    answers = {
        "name": "Sita",
        "sex": "female",
        "stage": "return",
        "need": "Wages",
        "category": "B1",
        "centre": kathmandu.pk,
        "submission_id": "garbled",
    }
    page = send(browser, "/clients/register/", answers)
    fresh = page.context["form"]["submission_id"].value()
    assert (
        send(browser, "/clients/register/", {**answers, "submission_id": fresh}).status_code == 302
    )
    assert Client.objects.count() == 1
