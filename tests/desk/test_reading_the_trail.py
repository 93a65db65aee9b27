"""The data protection officer reads who did what, by codes, and is read herself."""

from datetime import timedelta

import pytest

from helpdesk.audit.models import Entry
from helpdesk.core import clock
from helpdesk.desk import tasks
from tests import make
from tests.audit.tamper import attack


@pytest.fixture
def low(pokhara):
    return make.make_user("Low Officer", teams=[pokhara.protectors])


def entries(browser, **filters):
    return list(browser.get("/trail/", filters).context["page"])


def test_she_sees_all_newest_first_and_no_name_of_a_client(browse, nirmala, case, maya):
    answer = browse(nirmala).get("/trail/")
    page = answer.content.decode()
    shown = [entry.pk for entry in answer.context["page"]]
    assert shown == sorted(shown, reverse=True)
    assert case.code in page
    assert maya.code in page
    assert "Maya" not in page


def test_reading_it_is_an_entry_with_what_was_looked_for(browse, nirmala, case):
    browse(nirmala).get("/trail/", {"code": case.code})
    entry = Entry.objects.get(verb="read_trail")
    assert (entry.by, entry.detail) == (nirmala, {"asked": {"code": case.code}})


@pytest.mark.parametrize("who", ["sarita", "bimala", "anil", "roshan", "stranger"])
def test_it_is_for_nobody_else(who, browse, nirmala, kathmandu, request):
    browser = browse(request.getfixturevalue(who))
    assert browser.get("/trail/").status_code == 403
    assert browser.post("/trail/verify/").status_code == 403
    assert browser.post("/trail/checkpoint/").status_code == 403


def test_filters_stand_in_the_url_and_narrow(browse, nirmala, case, maya, sarita):
    browser = browse(nirmala)
    assert {entry.code for entry in entries(browser, code=case.code.lower())} == {case.code}
    assert {entry.by for entry in entries(browser, by=sarita.pk)} == {sarita}
    assert {entry.verb for entry in entries(browser, verb="registered")} == {"registered"}
    tomorrow = (clock.today() + timedelta(days=1)).isoformat()
    assert entries(browser, since=tomorrow) == []
    assert entries(browser, until=tomorrow)


def test_a_filter_that_cannot_be_read_narrows_nothing_and_says_so(browse, nirmala, case):
    answer = browse(nirmala).get("/trail/", {"since": "yesterday-ish"})
    assert answer.status_code == 200
    assert "Enter a valid date." in answer.content.decode()


def test_each_filter_is_a_chip_that_takes_it_away(browse, nirmala, case):
    page = browse(nirmala).get("/trail/", {"code": case.code, "verb": "opened"}).content.decode()
    assert f'href="?code={case.code}"' in page
    assert 'href="?verb=opened"' in page


def test_fifty_a_page_and_the_next_goes_on_where_this_ended(browse, nirmala, kathmandu, anil):
    from helpdesk.audit.trail import record_read

    for _ in range(70):
        record_read("read", kathmandu, by=anil)
    browser = browse(nirmala)
    first = browser.get("/trail/", {"verb": "read"})
    second = browser.get("/trail/" + first.context["next_url"])
    pks = [entry.pk for entry in [*first.context["page"], *second.context["page"]]]
    assert len(first.context["page"]) == 50
    assert len(pks) == len(set(pks)) == 70


def test_below_the_root_she_sees_her_centres_people_and_clients_alone(
    browse, low, pokhara, pasang, sarita, case
):
    theirs = make.make_client(pokhara, pasang, name="Asha Rai")
    seen = entries(browse(low))
    assert {entry.code for entry in seen if entry.label == "clients.client"} == {theirs.code}
    assert not any(entry.by == sarita for entry in seen)
    assert entries(browse(low), code=case.code) == []


def test_what_another_centre_does_to_her_client_she_sees_too(
    browse, low, pokhara, pasang, kathmandu, sarita
):
    from helpdesk.audit.trail import record_read

    theirs = make.make_client(pokhara, pasang, name="Asha Rai")
    record_read("read", theirs, by=sarita)
    assert any(entry.by == sarita for entry in entries(browse(low)))


def test_people_of_other_centres_are_not_offered_to_her(browse, low, sarita):
    page = browse(low).get("/trail/").content.decode()
    assert "Sarita Gurung" not in page


def test_the_banner_tells_linked_from_unlinked_and_that_nothing_has_left(browse, nirmala, case):
    page = browse(nirmala).get("/trail/").content.decode()
    assert "No checkpoint has left this server yet" in page
    assert "not linked yet" in page


def test_once_one_has_left_the_banner_says_how(browse, nirmala, case, settings, tmp_path):
    settings.CHECKPOINT_DIR = str(tmp_path)
    browser = browse(nirmala)
    browser.post("/trail/checkpoint/")
    page = browser.get("/trail/").content.decode()
    assert "No checkpoint has left" not in page
    assert "by a file" in page


def test_verifying_says_whole_and_is_an_entry(browse, nirmala, case):
    page = browse(nirmala).post("/trail/verify/").content.decode()
    assert "Whole and unchanged" in page
    assert Entry.objects.get(verb="verified").detail["problems"] == 0


def test_verifying_names_the_place_and_the_banner_keeps_saying_so(browse, nirmala, case):
    pk = Entry.objects.get(verb="opened", label="cases.case").pk
    attack("UPDATE audit_entry SET verb = 'nothing' WHERE id = %s", [pk])
    browser = browse(nirmala)
    assert f"entry {pk}" in browser.post("/trail/verify/").content.decode()
    assert "The trail does not hold" in browser.get("/trail/").content.decode()


def test_a_get_verifies_nothing(browse, nirmala, case):
    assert browse(nirmala).get("/trail/verify/").status_code == 405


def test_the_page_costs_the_same_however_long_the_trail(
    browse, nirmala, kathmandu, sarita, queries
):
    browser = browse(nirmala)
    browser.get("/trail/")
    few = queries(lambda: browser.get("/trail/"))
    for _ in range(10):
        make.make_client(kathmandu, sarita)
    assert queries(lambda: browser.get("/trail/")) == few


def test_the_sweep_leaves_a_checkpoint_without_a_person(case, settings, tmp_path):
    settings.CHECKPOINT_DIR = str(tmp_path)
    tasks.leave_checkpoint()
    assert len(list(tmp_path.iterdir())) == 1
