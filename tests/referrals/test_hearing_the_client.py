"""Two-sided closing: what the partner reported, and what the client says of it."""

import uuid

import pytest

from helpdesk.cases import actions as cases
from helpdesk.core.refusal import Refused
from referrals import actions
from referrals.models import Feedback
from services import actions as services

from .conftest import YES, fetch

HAPPY = {"said_by": "client", "reached": "yes", "helped": "fully", "satisfied": "yes"}


def test_the_clients_word_is_kept_sealed_and_shown_beside_the_report(in_status, sarita, browse):
    done = in_status("completed")
    browse(sarita).post(f"{done.get_absolute_url()}confirm/", {**HAPPY, "text": "They were kind"})
    said = Feedback.objects.select_related("data_key").get()
    assert (said.helped, said.remark) == ("fully", "They were kind")
    assert b"kind" not in bytes(said.remark_sealed.data)
    page = browse(sarita).get(done.get_absolute_url()).content.decode()
    for words in ("The partner reported", "The employer paid.", "The client", "They were kind"):
        assert words in page


def test_closing_asks_who_says_so(in_status, sarita, browse):
    done = in_status("completed")
    answer = browse(sarita).post(f"{done.get_absolute_url()}confirm/", {"text": "Fine"})
    assert answer.status_code == 422
    assert fetch(done).status == "completed"


def test_whom_nobody_reached_nobody_helped(in_status, sarita):
    closed = actions.confirm(in_status("completed"), by=sarita, said_by="family", reached="no")
    assert closed.feedback.get().helped == "no"


def test_it_must_say_whether_it_helped(in_status, sarita):
    with pytest.raises(Refused, match="whether it helped"):
        actions.confirm(in_status("completed"), by=sarita, said_by="client", reached="yes")


@pytest.mark.parametrize(("helped", "met"), [("fully", True), ("partly", True), ("no", False)])
def test_a_need_is_met_unless_nothing_helped(helped, met, draft, case, maya, sarita, roshan):
    need = cases.add_need(case, by=sarita, submission_id=uuid.uuid4(), client=maya, kind="legal")
    sent = actions.agree_and_send(draft(case, sarita, need=need), by=sarita, **YES())
    accepted = actions.accept(sent, by=roshan)
    done = actions.complete(accepted, by=roshan, outcome="full", delivered="Paid.")
    actions.confirm(done, by=sarita, said_by="client", reached="yes", helped=helped)
    need.refresh_from_db()
    assert (need.met_at is not None) == met


def test_the_clients_no_is_one_click_from_the_partner(in_status, sarita, browse):
    done = in_status("completed")
    url = done.get_absolute_url()
    assert f'formaction="{url}dispute/"' in browse(sarita).get(url).content.decode()
    browse(sarita).post(f"{url}dispute/", {**HAPPY, "helped": "no", "text": "No money came"})
    assert fetch(done).status == "in_progress"
    assert Feedback.objects.get().helped == "no"


def test_the_clients_no_is_one_click_from_someone_else(in_status, asha, sarita, browse):
    done = in_status("completed")
    url = done.get_absolute_url()
    answer = browse(sarita).post(f"{url}confirm/", {**HAPPY, "helped": "no", "then": "reroute"})
    assert answer.url == f"{url}reroute/"
    assert "Ask Asha Counselling House" in browse(sarita).get(url).content.decode()


def test_the_partner_never_reads_it(in_status, sarita, roshan, browse):
    done = in_status("completed")
    actions.dispute(done, by=sarita, text="Two months", **{**HAPPY, "helped": "no"})
    assert not Feedback.objects.visible_to(roshan).exists()
    page = browse(roshan).get(done.get_absolute_url()).content.decode()
    assert "helped: No" not in page
    assert "Two months" in page


def test_what_was_sent_anew_meanwhile_is_not_given_back(in_status, send, case, sarita, browse):
    done = in_status("completed")
    send(case, sarita)  # to the same service: the first is reported, so it may be
    typed = {**HAPPY, "helped": "no", "text": "Two months are missing"}
    answer = browse(sarita).post(f"{done.get_absolute_url()}dispute/", typed)
    assert answer.status_code == 409
    for words in ("to the same service is under way", "Two months are missing"):
        assert words in answer.content.decode()
    assert fetch(done).status == "completed"
    assert not Feedback.objects.exists()


def test_without_a_live_consent_nothing_is_given_back(in_status, sarita):
    done = in_status("completed")
    actions.withdraw_consent(done.consent, by=sarita)
    with pytest.raises(Refused, match="consent no longer holds"):
        actions.dispute(done, by=sarita, text="Two months")
    assert actions.confirm(done, by=sarita).status == "closed"


def test_nor_without_an_agreement(in_status, sarita, anil, agreement):
    done = in_status("completed")
    services.suspend(agreement, by=anil, why="Office flooded")
    with pytest.raises(Refused, match="No agreement with Himal"):
        actions.dispute(done, by=sarita, text="Two months")
