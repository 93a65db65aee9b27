import pytest
from django.core.exceptions import PermissionDenied

from helpdesk.audit.models import Entry
from helpdesk.clients import actions as clients
from helpdesk.clients.models import AccessRequest, Client, MatchKey
from helpdesk.core.refusal import Refused
from helpdesk.desk import actions
from helpdesk.desk.elsewhere import token_for
from helpdesk.notices.models import Notice
from tests import make


@pytest.fixture
def asked(maya, pasang, pokhara):
    return actions.ask_access(maya, pokhara, by=pasang, why="family", reason="Her sister is here")


def told():
    return [(n.recipient.name, n.kind, n.code) for n in Notice.objects.select_related("recipient")]


def test_the_home_team_is_told_by_a_code_alone(asked, sarita):
    assert told() == [("Sarita Gurung", "access_asked", asked.code)]
    assert Entry.objects.get(verb="asked_access").why == "family"


def test_who_asks_sees_no_name_and_no_code_of_hers(cast, asked, maya):
    for path in ("/access-requests/", asked.get_absolute_url()):
        page = cast["pasang"].get(path).content.decode()
        assert asked.code in page
        assert maya.code not in page
        assert "Maya" not in page


def test_the_home_centre_sees_who_and_why(officer, asked, maya):
    page = officer.get(asked.get_absolute_url()).content.decode()
    assert maya.code in page
    assert "Her sister is here" in page
    assert (
        'Requests for access <span class="n">1</span>' in officer.get("/clients/").content.decode()
    )


def test_granted_she_is_seen_there_and_the_asker_is_told(officer, asked, maya, pasang):
    assert officer.post(f"{asked.get_absolute_url()}grant/").status_code == 302
    assert Client.objects.visible_to(pasang).get() == maya
    assert told()[0] == ("Pasang Lama", "access_granted", maya.code)
    assert Entry.objects.filter(verb="granted_access").exists()


def test_refusing_says_why(officer, asked, maya, pasang, cast):
    refuse = f"{asked.get_absolute_url()}refuse/"
    assert officer.post(refuse, {"note": ""}).status_code == 422
    assert officer.post(refuse, {"note": "Call us first"}).status_code == 302
    assert not Client.objects.visible_to(pasang).exists()
    assert told()[0] == ("Pasang Lama", "access_refused", asked.code)
    page = cast["pasang"].get(asked.get_absolute_url()).content.decode()
    assert "Call us first" in page
    assert maya.code not in page


def test_it_is_answered_once(officer, asked, sarita):
    actions.grant_access(asked, by=sarita)
    again = officer.post(f"{asked.get_absolute_url()}refuse/", {"note": "No"})
    assert again.status_code == 409
    assert "Sarita Gurung has already answered" in again.content.decode()


def test_one_question_at_a_time(asked, maya, pasang, pokhara):
    assert actions.ask_access(maya, pokhara, by=pasang, why="calls") == asked
    assert AccessRequest.objects.count() == 1


def test_another_reason_is_said_in_words(maya, pasang, pokhara):
    with pytest.raises(Refused, match="other reason"):
        actions.ask_access(maya, pokhara, by=pasang, why="other")


def test_asked_by_the_form(cast, maya, pasang, pokhara):
    token = token_for(maya, pasang, pokhara)
    page = cast["pasang"].post("/clients/elsewhere/ask/", {"token": token})
    assert "Ask Kathmandu centre for access?" in page.content.decode()
    data = {"token": token, "sent": "yes", "why": "sent", "reason": "From the labour office"}
    answer = cast["pasang"].post("/clients/elsewhere/ask/", data)
    assert answer.url == AccessRequest.objects.get().get_absolute_url()


@pytest.mark.parametrize("who", ["pasang", "roshan", "nirmala", "anil", "stranger"])
def test_who_may_not_answer(who, asked, request):
    with pytest.raises(PermissionDenied):
        actions.grant_access(asked, by=request.getfixturevalue(who))


def test_a_request_follows_a_merge(asked, maya, sarita, kathmandu, pasang):
    from tests.desk.merging import merge

    kept = make.make_client(kathmandu, sarita, "Maia Tamang")
    merge(kept, maya, sarita)
    actions.grant_access(AccessRequest.objects.for_listing().get(), by=sarita)
    assert Client.objects.visible_to(pasang).get() == kept


def test_access_to_a_record_entered_in_error_is_not_granted(asked, maya, sarita, pasang):
    clients.enter_in_error(maya, by=sarita)
    with pytest.raises(Refused, match="entered in error"):
        actions.grant_access(asked, by=sarita)
    assert not MatchKey.objects.exists()
    actions.refuse_access(asked, by=sarita, note="There is no such record")


@pytest.mark.parametrize("count", [1, 10])
def test_the_list_costs_the_same_however_long(
    count, cast, sarita, kathmandu, pasang, pokhara, queries
):
    for n in range(count):
        client = make.make_client(kathmandu, sarita, f"Client {n}")
        actions.ask_access(client, pokhara, by=pasang, why="family")
    for who in ("sarita", "pasang"):
        assert queries(lambda who=who: cast[who].get("/access-requests/")) <= 12
