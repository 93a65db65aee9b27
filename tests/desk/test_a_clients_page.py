import re
import uuid
from datetime import timedelta

import pytest

from helpdesk.audit.models import Entry
from helpdesk.cases import actions as cases
from helpdesk.clients import actions as clients
from helpdesk.clients.birth import parse_birth
from helpdesk.core.clock import at, now, today
from tests import make

PAGES = ["", "change/", "add-phone/", "add-document/", "add-journey/", "open-case/"]


def page(browser, client, part=""):
    return browser.get(f"{client.get_absolute_url()}{part}").content.decode()


@pytest.fixture
def journey(maya, sarita):
    return make.make_journey(maya, sarita, "pre_departure", destination="SA")


def test_it_shows_who_the_client_is_and_how_to_call(officer, kathmandu, sarita):
    sita = make.make_client(
        kathmandu,
        sarita,
        "Sita Thapa",
        local_name={"text": "सीता थापा", "lang": "ne"},
        languages=["ne"],
        phone={"number": "9841552310", "safe": "at_times", "safe_note": "10:00 to 13:00 only"},
    )
    shown = page(officer, sita)
    for words in (
        "Sita Thapa",
        'lang="ne">सीता थापा</bdi>',
        sita.code,
        "Nepali",
        "10:00 to 13:00 only",
        "984-1552310",
    ):
        assert words in shown


def test_opening_it_is_a_counted_read(officer, sarita, maya):
    page(officer, maya)
    assert Entry.objects.about_client(maya.uid).filter(verb="opened", by=sarita).count() == 1


def test_without_the_entry_it_does_not_open(officer, maya, monkeypatch):
    from helpdesk.audit import trail

    def broken(*args, **kwargs):
        raise OSError("the trail cannot be written")

    monkeypatch.setattr(trail, "_write", broken)
    with pytest.raises(OSError, match="trail"):
        page(officer, maya)


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("sarita", 200),
        ("dipesh", 200),
        ("bimala", 200),
        ("pasang", 404),
        ("roshan", 404),
        ("nirmala", 404),
        ("anil", 404),
        ("stranger", 404),
        ("visitor", 302),
    ],
)
def test_who_may_open_it(who, status, cast, maya):
    assert {cast[who].get(f"{maya.get_absolute_url()}{part}").status_code for part in PAGES} == {
        status
    }


def without_token(answer):
    return re.sub(r'value="\w{64}"|C-\w{3}-\w{3}', "", answer.content.decode())


def test_a_stranger_cannot_tell_it_from_one_that_does_not_exist(cast, maya):
    there = cast["pasang"].get(maya.get_absolute_url())
    absent = cast["pasang"].get("/clients/C-AAA-AAA/")
    assert there.status_code == absent.status_code == 404
    assert without_token(there) == without_token(absent)


def test_the_timeline_tells_everything_newest_first(officer, maya, case, journey, refer, sarita):
    cases.note(case, by=sarita, submission_id=uuid.uuid4(), text="Slept badly", kind="phone")
    refer(case)
    shown = page(officer, maya)
    story = shown[shown.index("All that happened") :]
    told = [
        "Agreed that we share with Himal Law Clinic",
        "Slept badly",
        "Journey added: Pre-departure",
        "Case opened",
        "Registered",
    ]
    assert [story.index(words) for words in told] == sorted(story.index(words) for words in told)


def test_a_long_story_shows_thirty_and_a_way_to_earlier_ones(officer, maya, case, sarita):
    for n in range(33):
        cases.note(case, by=sarita, submission_id=uuid.uuid4(), text=f"Note number {n}.")
    assert "Note number 2." not in page(officer, maya)
    assert "?shown=60" in page(officer, maya)
    assert "Note number 2." in page(officer, maya, "?shown=60")


def test_a_restricted_case_is_hidden_from_whoever_is_not_named(
    cast, maya, case, secret, sarita, refer
):
    cases.note(secret, by=sarita, submission_id=uuid.uuid4(), text="The agent phoned again")
    referral = refer(secret)
    traces = (
        secret.code,
        "Threatened by the agent",
        "The agent phoned again",
        referral.code,
        "Agreed that we share",
    )
    mine = page(cast["sarita"], maya)
    assert all(trace in mine for trace in traces)
    assert "Restricted" in mine
    for who in ("dipesh", "bimala"):
        theirs = page(cast[who], maya)
        assert case.code in theirs
        assert not [trace for trace in traces if trace in theirs]


def test_what_is_known_can_be_changed(officer, maya, fresh):
    answer = officer.post(
        f"{maya.get_absolute_url()}change/",
        {"version": 1, "name": "Maya Tamang", "sex": "female", "birth": "1997"},
    )
    maya = fresh(maya)
    assert answer.url == maya.get_absolute_url()
    assert (maya.name, maya.birth_year, maya.version) == ("Maya Tamang", 1997, 2)


def test_an_age_that_was_told_long_ago_is_not_counted_anew(officer, maya, sarita, fresh):
    with at(now() - timedelta(days=800)):
        clients.change(maya, by=sarita, version=1, birth=parse_birth("about 30"))
    born = fresh(maya).birth
    page = f"{maya.get_absolute_url()}change/"
    assert officer.get(page).context["form"]["birth"].value() == "about 30"
    typed = {"version": 2, "name": "Maya Tamang", "sex": "female", "birth": "about 30"}
    officer.post(page, typed)
    assert (fresh(maya).name, fresh(maya).birth) == ("Maya Tamang", born)
    officer.post(page, {**typed, "version": 3, "birth": "about 31"})
    assert fresh(maya).birth_year == today().year - 31


def test_the_second_editor_is_shown_both_and_loses_nothing(cast, maya, dipesh):
    clients.change(maya, by=dipesh, version=1, name="Maya K. Tamang", sex="female")
    typed = {
        "version": 1,
        "name": "Maya Kumari Lama",
        "sex": "female",
        "address": "Behind the school",
    }
    answer = cast["sarita"].post(f"{maya.get_absolute_url()}change/", typed)
    shown = answer.content.decode()
    assert answer.status_code == 409
    for words in (
        "Dipesh Rai saved this",
        "Maya K. Tamang",
        'value="Maya Kumari Lama"',
        'value="Behind the school"',
    ):
        assert words in shown
    assert 'name="version" value="2"' in shown
    assert (
        cast["sarita"]
        .post(f"{maya.get_absolute_url()}change/", {**typed, "version": 2})
        .status_code
        == 302
    )


def test_only_what_differs_is_shown_as_different(officer, maya, sarita):
    clients.change(maya, by=sarita, version=1, languages=["taj", "ne"], address="Sundarijal")
    typed = {"version": 1, "name": maya.name, "sex": "female", "languages": ["ne", "taj"]}
    answer = officer.post(f"{maya.get_absolute_url()}change/", {**typed, "address": "Melamchi"})
    assert [row["label"] for row in answer.context["stale"]["rows"]] == ["Address"]


def test_a_phone_is_added_and_changed(officer, maya):
    officer.post(
        f"{maya.get_absolute_url()}add-phone/", {"phone_number": "9841552310", "phone_safe": "no"}
    )
    phone = maya.phones.for_listing().get()
    assert (phone.number, phone.safe) == ("+9779841552310", "no")
    officer.post(
        f"{maya.get_absolute_url()}phones/{phone.pk}/change/",
        {"phone_number": "9841552310", "phone_safe": "yes", "version": phone.version},
    )
    phone.refresh_from_db()
    assert phone.safe == "yes"


@pytest.mark.parametrize(
    ("part", "typed", "other"),
    [
        (
            "add-phone/",
            {"phone_number": "9841552310", "phone_safe": "no"},
            {"phone_number": "+977 984-1552310", "phone_safe": "yes"},
        ),
        (
            "add-document/",
            {"document_kind": "passport", "document_number": "PA 123", "document_held_by": "agent"},
            {"document_kind": "passport", "document_number": "pa123", "document_held_by": "lost"},
        ),
    ],
)
def test_what_is_added_twice_is_one_and_says_where_it_is_changed(officer, maya, part, typed, other):
    url = f"{maya.get_absolute_url()}{part}"
    for _pressed_twice in range(2):
        assert officer.post(url, typed).status_code == 302
    answer = officer.post(url, other)
    assert "on her record already. Open it there" in answer.content.decode()
    assert {name: answer.context["form"][name].value() for name in other} == other
    rows = maya.phones if part == "add-phone/" else maya.documents
    assert rows.count() == 1
    assert Entry.objects.filter(verb="changed").count() == 1


def test_one_paper_without_a_number_is_not_written_down_twice(officer, maya):
    url = f"{maya.get_absolute_url()}add-document/"
    for holder in ("employer", "employer", "agent"):
        officer.post(url, {"document_kind": "contract", "document_held_by": holder})
    assert sorted(maya.documents.values_list("held_by", flat=True)) == ["agent", "employer"]


def test_a_phone_that_a_colleague_called_unsafe_meanwhile_does_not_become_safe_unseen(
    officer, maya, dipesh
):
    phone = clients.add_phone(maya, by=dipesh, number="9841552310", safe="yes")
    url = f"{maya.get_absolute_url()}phones/{phone.pk}/change/"
    form = officer.get(url).context["form"]
    clients.change_phone(phone, by=dipesh, number="9841552310", safe="no")
    sent = {name: form[name].value() or "" for name in form.fields} | {"phone_messenger": "Viber"}
    answer = officer.post(url, sent)
    assert answer.status_code == 409
    assert answer.context["stale"]["by"] == "Dipesh Rai"
    assert maya.phones.get().safe == "no"
    sent["version"] = answer.context["form"]["version"].value()
    assert officer.post(url, sent).status_code == 302


def test_a_paper_that_a_colleague_changed_meanwhile_is_not_overwritten(officer, maya, dipesh):
    paper = clients.add_document(maya, by=dipesh, kind="passport", held_by="self")
    url = f"{maya.get_absolute_url()}documents/{paper.pk}/change/"
    form = officer.get(url).context["form"]
    clients.change_document(paper, by=dipesh, held_by="employer")
    sent = {name: form[name].value() or "" for name in form.fields} | {"document_number": "123"}
    assert officer.post(url, sent).status_code == 409
    assert maya.documents.get().held_by == "employer"


def test_anothers_phone_is_not_changed_through_this_client(officer, maya, kathmandu, sarita):
    other = make.make_client(kathmandu, sarita, "Sita", phone={"number": "9841552310"})
    answer = officer.get(f"{maya.get_absolute_url()}phones/{other.phones.get().pk}/change/")
    assert answer.status_code == 404


def test_a_document_says_who_holds_it(officer, maya):
    officer.post(
        f"{maya.get_absolute_url()}add-document/",
        {"document_kind": "passport", "document_held_by": "employer"},
    )
    assert maya.documents.get().held_by == "employer"
    assert "Employer" in page(officer, maya)


def test_a_journey_sent_twice_is_added_once(officer, maya):
    data = {"submission_id": uuid.uuid4(), "stage": "employment", "destination": "QA"}
    for _ in range(2):
        assert officer.post(f"{maya.get_absolute_url()}add-journey/", data).status_code == 302
    assert maya.journeys.get().destination.code == "QA"


def test_a_journey_moves_on(officer, maya, journey):
    officer.post(
        f"{maya.get_absolute_url()}journeys/1/move-on/", {"stage": "employment", "on": "2026-03-18"}
    )
    journey.refresh_from_db()
    assert (journey.stage, str(journey.departed_on)) == ("employment", "2026-03-18")


@pytest.mark.parametrize(
    ("sent", "status", "words"),
    [
        ({"stage": "return", "on": "2026-03-18"}, 409, "cannot move on"),
        ({"stage": "employment", "on": "2099-01-01"}, 409, "still to come"),
        ({"stage": "employment", "on": ""}, 422, "required"),
    ],
)
def test_a_journey_that_cannot_move_says_why(officer, maya, journey, sent, status, words):
    answer = officer.post(f"{maya.get_absolute_url()}journeys/1/move-on/", sent)
    assert answer.status_code == status
    assert words in answer.content.decode()


def test_a_correction_needs_a_reason(officer, maya, journey, fresh):
    url, sent = (
        f"{maya.get_absolute_url()}journeys/1/correct/",
        {"version": 1, "stage": "return", "destination": "SA"},
    )
    assert officer.post(url, sent).status_code == 422
    assert officer.post(url, {**sent, "reason": "Entered in the wrong row"}).status_code == 302
    journey = fresh(journey)
    assert (journey.stage, journey.correction) == ("return", "Entered in the wrong row")


def test_a_stale_correction_shows_both(officer, maya, journey, sarita):
    clients.correct(journey, by=sarita, reason="Wrong", version=1, place="Jeddah")
    sent = {"version": 1, "stage": "pre_departure", "place": "Dammam", "reason": "Wrong place"}
    answer = officer.post(f"{maya.get_absolute_url()}journeys/1/correct/", sent)
    assert answer.status_code == 409
    assert "Jeddah" in answer.content.decode()
    assert 'value="Dammam"' in answer.content.decode()


ACTS = {
    "change/": {"version": 1, "name": "X", "sex": "male"},
    "add-phone/": {"phone_number": "9841552310"},
    "add-document/": {"document_kind": "passport"},
    "add-journey/": {"submission_id": uuid.uuid4(), "stage": "return"},
    "journeys/1/correct/": {"version": 1, "stage": "pre_departure", "reason": "Wrong"},
    "journeys/1/move-on/": {"stage": "employment", "on": "2026-03-18"},
}


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("dipesh", 302),
        ("bimala", 302),
        ("pasang", 404),
        ("roshan", 404),
        ("nirmala", 404),
        ("anil", 404),
        ("stranger", 404),
    ],
)
def test_who_may_act(who, status, cast, maya, journey):
    sent = {
        path: cast[who].post(f"{maya.get_absolute_url()}{path}", data).status_code
        for path, data in ACTS.items()
    }
    assert set(sent.values()) == {status}
    acted = Entry.objects.about_client(maya.uid).exclude(by=maya.registered_by).exclude(rows=None)
    assert acted.count() == (len(ACTS) if status == 302 else 0)


def test_a_move_is_never_made_by_looking(officer, maya, journey):
    assert officer.get(f"{maya.get_absolute_url()}journeys/1/move-on/").status_code == 405


def test_the_page_costs_the_same_however_much_it_holds(officer, maya, sarita, queries):
    def add(numbers):
        for n in numbers:
            make.make_case(maya, sarita, officer=sarita)
            make.make_journey(maya, sarita)
            clients.add_phone(maya, by=sarita, number=f"98415523{n:02}")
            clients.add_document(maya, by=sarita, kind="passport", number=f"PA{n}")

    add(range(1))
    page(officer, maya)  # what is asked once per process is asked now
    with_one = queries(lambda: page(officer, maya))
    add(range(1, 20))
    assert queries(lambda: page(officer, maya)) == with_one <= 21
