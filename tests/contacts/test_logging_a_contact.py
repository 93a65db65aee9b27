import re
import uuid

import pytest

from helpdesk.audit.models import Entry
from helpdesk.contacts.models import Contact, HelpGiven
from helpdesk.core.clock import today
from helpdesk.vault.models import DataKey
from tests import make

LOG = "/contacts/log/"


def filled(**facts):
    return {
        "submission_id": uuid.uuid4(),
        "channel": "walk_in",
        "topics": ["J"],
        "sex": "not_said",
        "happened_on": today().isoformat(),
        "people": "1",
        **facts,
    }


def as_opened(browser, url=LOG):
    """What the form sends when nothing is touched."""
    html = browser.get(url).content.decode()
    form = re.search(rf'<form method="post" action="{LOG}".*?</form>', html, re.DOTALL)[0]
    sent = {}
    for tag in re.findall(r"<input[^>]*>", form):
        kind, name = (re.search(rf'{a}="([^"]*)"', tag)[1] for a in ("type", "name"))
        value = re.search(r'value="([^"]*)"', tag)
        if kind not in ("radio", "checkbox") or "checked" in tag:
            sent.setdefault(name, []).append(value[1] if value else "")
    return sent


def sarita_logs(browse, sarita, kathmandu, **facts):
    data = filled(centre=kathmandu.pk, **facts)
    return browse(sarita).post(LOG, data), data


def test_with_nothing_touched_it_is_an_anonymous_walk_in_of_today(browse, sarita, kathmandu):
    browser = browse(sarita)
    assert f'href="{LOG}"' in browser.get("/").content.decode()
    assert browser.post(LOG, as_opened(browser)).status_code == 302
    contact = Contact.objects.get()
    assert (contact.channel, contact.topics, contact.happened_on) == ("walk_in", ["J"], today())
    assert (contact.client, contact.data_key, contact.name) == (None, None, None)
    assert (contact.centre, contact.by, contact.people) == (kathmandu, sarita, 1)


def test_where_nothing_is_sealed_no_key_is_made(kathmandu, sarita):
    before = DataKey.objects.count()
    make.make_contact(kathmandu, sarita)
    assert DataKey.objects.count() == before
    make.make_contact(kathmandu, sarita, name="Ram")
    assert DataKey.objects.count() == before + 1


def test_sent_twice_it_is_one_contact(browse, sarita, kathmandu):
    answer, data = sarita_logs(browse, sarita, kathmandu, helps=["information", "contract"])
    again = browse(sarita).post(LOG, data)
    assert answer.url == again.url == Contact.objects.get().get_absolute_url()
    assert sorted(HelpGiven.objects.values_list("kind", flat=True)) == ["contract", "information"]


def test_information_only_is_not_said_beside_another_topic(browse, sarita, kathmandu):
    sarita_logs(browse, sarita, kathmandu, topics=["J", "B", "G"])
    assert Contact.objects.get().topics == ["B", "G"]


def test_what_names_someone_is_sealed_and_the_entry_is_without_it(browse, sarita, kathmandu):
    sarita_logs(browse, sarita, kathmandu, name="Ram Thapa", phone="9841000001", note="Afraid")
    contact = Contact.objects.select_related("data_key").get()
    assert (contact.name, contact.phone, contact.note) == ("Ram Thapa", "+9779841000001", "Afraid")
    entry = Entry.objects.about(contact).get()
    assert (entry.verb, entry.code, entry.by) == ("logged", contact.code, sarita)
    assert "Ram" not in str(entry.detail)


@pytest.mark.parametrize("words", ["his brother’s shop", "9841000001 after six"])
def test_words_in_the_box_for_a_number_are_neither_lost_nor_read_as_digits(
    browse, sarita, kathmandu, words
):
    answer, _ = sarita_logs(browse, sarita, kathmandu, phone=words)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Contact.objects.exists()


def test_log_and_next_begins_with_the_same_channel_and_day(browse, sarita, kathmandu):
    answer, _ = sarita_logs(
        browse, sarita, kathmandu, channel="phone", happened_on="2026-01-05", next="yes"
    )
    assert answer.url == f"{LOG}?channel=phone&on=2026-01-05"
    sent = as_opened(browse(sarita), answer.url)
    assert (sent["channel"], sent["happened_on"]) == (["phone"], ["2026-01-05"])


@pytest.mark.parametrize("asked", ["?on=2026-13-45", "?channel=pigeon", "?on=²", "?client=C-X"])
def test_a_garbled_address_is_no_error(asked, browse, sarita, kathmandu):
    assert browse(sarita).get(LOG + asked).status_code == 200


@pytest.mark.parametrize(
    ("facts", "status"),
    [
        ({"topics": []}, 422),
        ({"topics": ["Z"]}, 422),
        ({"people": "0"}, 422),
        ({"people": "99999"}, 422),
        ({"happened_on": "2199-01-01"}, 409),
    ],
)
def test_what_cannot_be_is_said_and_what_was_typed_stays(facts, status, browse, sarita, kathmandu):
    answer, _ = sarita_logs(browse, sarita, kathmandu, note="She waits outside", **facts)
    assert answer.status_code == status
    assert "She waits outside" in answer.content.decode()
    assert not Contact.objects.exists()


def test_about_a_client_it_is_hers_and_takes_her_sex(browse, sarita, kathmandu, maya):
    browser = browse(sarita)
    sent = as_opened(browser, f"{LOG}?client={maya.code}")
    assert browser.post(LOG, sent).status_code == 302
    contact = Contact.objects.get()
    assert (contact.client, contact.sex) == (maya, "female")
    assert contact.code in browser.get(maya.get_absolute_url()).content.decode()


def test_on_a_case_of_one_person_it_is_hers_too_and_the_case_is_touched(
    browse, sarita, kathmandu, case, maya
):
    browser, before = browse(sarita), case.touched_at
    browser.post(LOG, as_opened(browser, f"{LOG}?case={case.code}"))
    contact = Contact.objects.get()
    assert (contact.client, contact.case) == (maya, case)
    case.refresh_from_db()
    assert case.touched_at > before
    assert contact.code in browser.get(case.get_absolute_url()).content.decode()


def test_a_client_whom_one_does_not_see_cannot_be_named(browse, pasang, pokhara, maya):
    browser = browse(pasang)
    assert "Maya" not in browser.get(f"{LOG}?client={maya.code}").content.decode()
    sent = filled(centre=pokhara.pk, client=maya.code)
    assert browser.post(LOG, sent).status_code == 422
    assert not Contact.objects.exists()


def test_search_finds_it_by_its_code(browse, sarita, pasang, pokhara, kathmandu):
    contact = make.make_contact(kathmandu, sarita)
    answer = browse(sarita).post("/search/", {"q": contact.code.lower()})
    assert answer.url == contact.get_absolute_url()
    assert browse(pasang).post("/search/", {"q": contact.code}).status_code == 200
